-- Trees: with roots that are NULL, with roots that refer to themselves, within a tenant, a chain.
CREATE TABLE employees (
    id serial PRIMARY KEY,
    name text NOT NULL,
    manager_id integer REFERENCES employees
);
CREATE TABLE folders (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    parent_id uuid NOT NULL REFERENCES folders
);
CREATE TABLE tenants (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE pages (
    tenant_id integer NOT NULL REFERENCES tenants,
    id integer NOT NULL,
    parent_id integer,
    title text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES pages (tenant_id, id)
);
CREATE TABLE revisions (
    id serial PRIMARY KEY,
    previous_id integer UNIQUE REFERENCES revisions,
    body text
);
CREATE TABLE comments (
    id serial PRIMARY KEY,
    page_tenant integer NOT NULL,
    page_id integer NOT NULL,
    reply_to integer REFERENCES comments ON DELETE CASCADE,
    FOREIGN KEY (page_tenant, page_id) REFERENCES pages
);
