-- Tables between three others, with pairs that are unique for themselves too, or with a number more.
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE roles (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE projects (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE grants (
    user_id integer REFERENCES users,
    role_id integer REFERENCES roles,
    project_id integer REFERENCES projects,
    PRIMARY KEY (user_id, role_id, project_id)
);
CREATE TABLE memberships (
    id serial PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users,
    project_id integer NOT NULL REFERENCES projects,
    role_id integer NOT NULL REFERENCES roles,
    is_owner boolean NOT NULL DEFAULT false,
    UNIQUE (user_id, project_id)
);
CREATE UNIQUE INDEX one_owner ON memberships (project_id) WHERE is_owner;
CREATE TABLE seats (
    user_id integer NOT NULL REFERENCES users,
    project_id integer NOT NULL REFERENCES projects,
    no smallint NOT NULL CHECK (no BETWEEN 1 AND 3),
    PRIMARY KEY (user_id, project_id, no)
);
CREATE TABLE favourites (
    user_id integer REFERENCES users,
    project_id integer REFERENCES projects,
    UNIQUE (user_id, project_id)
);
CREATE TABLE swaps (
    one integer NOT NULL REFERENCES users,
    two integer NOT NULL REFERENCES users,
    UNIQUE (one, two),
    UNIQUE (two)
);
CREATE TABLE four_ways (
    a integer REFERENCES users,
    b integer REFERENCES roles,
    c integer REFERENCES projects,
    d integer REFERENCES users,
    PRIMARY KEY (a, b, c, d)
);
-- Hardly more rows than there is room for.
CREATE TABLE few (id serial PRIMARY KEY, code text NOT NULL UNIQUE CHECK (code IN ('a', 'b', 'c')));
CREATE TABLE crowded (
    one integer NOT NULL REFERENCES few,
    two integer NOT NULL REFERENCES few,
    three integer NOT NULL REFERENCES few,
    PRIMARY KEY (one, two, three)
);
