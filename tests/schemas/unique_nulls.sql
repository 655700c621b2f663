-- NULLs that count as the same, and unique columns that are almost all NULL.
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE settings (
    id serial PRIMARY KEY,
    user_id integer REFERENCES users,
    name varchar(20) NOT NULL,
    scope text,
    UNIQUE NULLS NOT DISTINCT (user_id, name)
);
CREATE TABLE scopes (
    id serial PRIMARY KEY,
    scope text UNIQUE NULLS NOT DISTINCT,
    user_id integer REFERENCES users
);
CREATE UNIQUE INDEX ON scopes (user_id) NULLS NOT DISTINCT;
CREATE TABLE choices (
    user_id integer NOT NULL REFERENCES users,
    answer boolean,
    UNIQUE NULLS NOT DISTINCT (user_id, answer)
);
CREATE TABLE slots (
    a integer REFERENCES users,
    b integer REFERENCES users,
    UNIQUE NULLS NOT DISTINCT (a, b)
);
