-- Versions of a thing: the primary key has the range in it that may not overlap.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE tariffs (
    id integer,
    period daterange NOT NULL,
    price numeric(8, 2) NOT NULL,
    PRIMARY KEY (id, period),
    EXCLUDE USING gist (id WITH =, period WITH &&)
);
CREATE TABLE sites (id serial PRIMARY KEY);
CREATE TABLE site_versions (
    site_id integer NOT NULL REFERENCES sites,
    valid tstzrange NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (site_id, valid),
    EXCLUDE USING gist (site_id WITH =, valid WITH &&)
);
