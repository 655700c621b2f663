-- empty impossible: check impossible_n_check could not be met
-- Tables that have to stay empty, and what hangs on them.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TYPE pair AS (one integer, two integer);
CREATE FUNCTION is_prime(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 IN (2, 3, 5)';
CREATE TABLE shapes (id serial PRIMARY KEY, value pair NOT NULL);
CREATE TABLE primes (id serial PRIMARY KEY, n integer NOT NULL, CONSTRAINT prime CHECK (is_prime(n)));
CREATE TABLE on_primes (id serial PRIMARY KEY, prime_id integer NOT NULL REFERENCES primes);
CREATE TABLE may_be_prime (id serial PRIMARY KEY, prime_id integer REFERENCES primes);
CREATE TABLE bookings (
    room integer NOT NULL,
    during tstzrange NOT NULL,
    EXCLUDE USING gist (room WITH =, during WITH &&)
);
CREATE TABLE impossible (id serial PRIMARY KEY, n integer NOT NULL CHECK (n > 5 AND n < 3));
CREATE TABLE hen (id serial PRIMARY KEY, egg_id integer NOT NULL);
CREATE TABLE egg (id serial PRIMARY KEY, hen_id integer NOT NULL REFERENCES hen);
ALTER TABLE hen ADD FOREIGN KEY (egg_id) REFERENCES egg;
CREATE TABLE fine (id serial PRIMARY KEY, name text NOT NULL);
CREATE VIEW fine_names AS SELECT name FROM fine;
CREATE MATERIALIZED VIEW fine_count AS SELECT count(*) FROM fine;
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2001 PARTITION OF events FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
