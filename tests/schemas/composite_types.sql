-- Composite types: nested, in lists, not null, unique, with domains and enums for fields.
CREATE TYPE currency AS ENUM ('EUR', 'USD', 'CHF');
CREATE DOMAIN positive_amount AS numeric(10, 2) CHECK (VALUE > 0);
CREATE TYPE amount AS (value positive_amount, currency currency);
CREATE TYPE address AS (street text, city varchar(40), postcode varchar(10), country char(2));
CREATE TYPE contact AS (name text, email text, home address, phones text[]);
CREATE TYPE empty_type AS ();
CREATE TABLE orders (
    id serial PRIMARY KEY,
    total amount NOT NULL,
    billing address NOT NULL,
    buyer contact NOT NULL,
    lines amount[] NOT NULL,
    others contact[],
    nothing empty_type
);
CREATE TABLE places (at address PRIMARY KEY, opened date NOT NULL);
-- The row type of a table is a type too.
CREATE TABLE copies (id serial PRIMARY KEY, original places NOT NULL, kept_at timestamptz NOT NULL);
