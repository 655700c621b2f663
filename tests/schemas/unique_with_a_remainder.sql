-- Unique numbers of which only every second or third will do.
CREATE TABLE t1 (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE t4 (k0 integer PRIMARY KEY REFERENCES t1 (id), status integer CHECK (status % 2 = 0));
CREATE UNIQUE INDEX u4 ON t4 (status);
CREATE TABLE t6 (id serial PRIMARY KEY, status integer CHECK (status % 2 = 0));
CREATE UNIQUE INDEX u6 ON t6 (status);
CREATE TABLE t7 (id serial PRIMARY KEY, status smallint NOT NULL CHECK (status % 3 = 1));
CREATE UNIQUE INDEX u7 ON t7 (status);
