-- What migrations leave behind: their own book, look-up rows, and a table half filled.
CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
INSERT INTO alembic_version VALUES ('4f1c');
CREATE TABLE django_migrations (id serial PRIMARY KEY, app text NOT NULL, name text NOT NULL);
CREATE TABLE statuses (code varchar(10) PRIMARY KEY, label text NOT NULL);
INSERT INTO statuses VALUES ('new', 'New'), ('done', 'Done');
CREATE TABLE categories (
    id serial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    parent_id integer REFERENCES categories
);
INSERT INTO categories (name) VALUES ('All'), ('Other');
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
INSERT INTO users (id, email) VALUES (7, 'system@example.org');
CREATE TABLE tickets (
    id serial PRIMARY KEY,
    status varchar(10) NOT NULL REFERENCES statuses,
    category_id integer NOT NULL REFERENCES categories,
    opened_by integer NOT NULL REFERENCES users
);
