-- Types of PostgreSQL's own extensions, in a schema of their own, unique and in lists.
CREATE SCHEMA extensions;
CREATE EXTENSION citext SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION ltree SCHEMA extensions;
CREATE EXTENSION cube SCHEMA extensions;
CREATE EXTENSION seg SCHEMA extensions;
CREATE EXTENSION isn SCHEMA extensions;
CREATE TABLE books (
    id serial PRIMARY KEY,
    isbn extensions.isbn NOT NULL UNIQUE,
    ean extensions.ean13 NOT NULL,
    title extensions.citext NOT NULL UNIQUE,
    tags extensions.citext[] NOT NULL,
    place extensions.ltree NOT NULL UNIQUE,
    patterns extensions.lquery[] NOT NULL,
    attributes extensions.hstore NOT NULL,
    shape extensions.cube NOT NULL,
    stretch extensions.seg NOT NULL
);
CREATE INDEX ON books USING gist (place);
