-- Keys of several columns, keys that share a column, keys that are references themselves.
CREATE TABLE tenants (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE customers (
    tenant_id integer NOT NULL REFERENCES tenants,
    no integer NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (tenant_id, no)
);
CREATE TABLE products (
    tenant_id integer NOT NULL REFERENCES tenants,
    sku varchar(10) NOT NULL,
    PRIMARY KEY (tenant_id, sku)
);
CREATE TABLE orders (
    tenant_id integer NOT NULL REFERENCES tenants,
    no integer NOT NULL,
    customer_no integer NOT NULL,
    referred_by integer,
    PRIMARY KEY (tenant_id, no),
    FOREIGN KEY (tenant_id, customer_no) REFERENCES customers,
    FOREIGN KEY (tenant_id, referred_by) REFERENCES customers
);
CREATE TABLE order_lines (
    tenant_id integer NOT NULL,
    order_no integer NOT NULL,
    position smallint NOT NULL CHECK (position > 0),
    sku varchar(10) NOT NULL,
    PRIMARY KEY (tenant_id, order_no, position),
    FOREIGN KEY (tenant_id, order_no) REFERENCES orders,
    FOREIGN KEY (tenant_id, sku) REFERENCES products
);
CREATE TABLE order_notes (
    tenant_id integer NOT NULL,
    order_no integer NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (tenant_id, order_no),
    FOREIGN KEY (tenant_id, order_no) REFERENCES orders ON DELETE CASCADE
);
CREATE TABLE people (id serial PRIMARY KEY, full_name text NOT NULL);
CREATE TABLE doctors (
    person_id integer PRIMARY KEY REFERENCES people ON DELETE CASCADE,
    licence_number varchar(20) NOT NULL UNIQUE
);
CREATE TABLE passports (
    id serial PRIMARY KEY,
    person_id integer NOT NULL UNIQUE REFERENCES people,
    number char(9) NOT NULL UNIQUE
);
