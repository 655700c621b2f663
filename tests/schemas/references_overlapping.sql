-- Foreign keys that share columns: tenants everywhere, three levels deep, and MATCH FULL.
CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
CREATE TABLE users (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id bigint GENERATED ALWAYS AS IDENTITY,
    email text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email)
);
CREATE TABLE projects (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id bigint GENERATED ALWAYS AS IDENTITY,
    owner_id bigint NOT NULL,
    parent_id bigint,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES users,
    FOREIGN KEY (tenant_id, parent_id) REFERENCES projects
);
CREATE TABLE tasks (
    tenant_id uuid NOT NULL,
    project_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignee_id bigint,
    reviewer_id bigint,
    PRIMARY KEY (tenant_id, project_id, id),
    FOREIGN KEY (tenant_id) REFERENCES tenants,
    FOREIGN KEY (tenant_id, project_id) REFERENCES projects,
    FOREIGN KEY (tenant_id, assignee_id) REFERENCES users,
    FOREIGN KEY (tenant_id, reviewer_id) REFERENCES users
);
CREATE TABLE task_watchers (
    tenant_id uuid NOT NULL,
    project_id bigint NOT NULL,
    task_id bigint NOT NULL,
    user_id bigint NOT NULL,
    PRIMARY KEY (tenant_id, project_id, task_id, user_id),
    FOREIGN KEY (tenant_id, project_id, task_id) REFERENCES tasks,
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE TABLE links (
    id serial PRIMARY KEY,
    tenant_id uuid NOT NULL,
    from_project bigint NOT NULL,
    to_project bigint NOT NULL,
    FOREIGN KEY (tenant_id, from_project) REFERENCES projects,
    FOREIGN KEY (tenant_id, to_project) REFERENCES projects,
    UNIQUE (tenant_id, from_project, to_project)
);
-- All of the columns or none of them.
CREATE TABLE attachments (
    id serial PRIMARY KEY,
    tenant_id uuid,
    user_id bigint,
    FOREIGN KEY (tenant_id, user_id) REFERENCES users MATCH FULL
);
