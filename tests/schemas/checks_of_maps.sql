-- Keys that a map must have; arrays of domains with checks.
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE TABLE coloured (id serial PRIMARY KEY, attributes hstore NOT NULL CHECK (attributes ? 'color'));
CREATE TABLE sized (
    id serial PRIMARY KEY,
    attributes hstore NOT NULL CHECK (attributes ?& ARRAY['color', 'size'])
);
CREATE DOMAIN small AS integer CHECK (VALUE BETWEEN 3 AND 9);
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE TABLE listed (
    id serial PRIMARY KEY,
    numbers small[] NOT NULL,
    codes code[] NOT NULL CHECK (cardinality(codes) >= 1)
);
