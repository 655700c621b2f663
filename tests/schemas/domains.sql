-- Domains: over domains, over lists, in lists, with checks, NOT NULL and defaults of their own.
CREATE SCHEMA kinds;
CREATE DOMAIN kinds.code AS varchar(6) CHECK (VALUE ~ '^[A-Z]{3}[0-9]{3}$');
CREATE DOMAIN must_be AS text NOT NULL;
CREATE DOMAIN share AS numeric(5, 4) DEFAULT 0.5 CHECK (VALUE >= 0 AND VALUE <= 1);
CREATE DOMAIN small_share AS share CHECK (VALUE < 0.25);
CREATE DOMAIN rgb AS integer[] CHECK (array_length(VALUE, 1) = 3);
CREATE DOMAIN labels AS text[] NOT NULL DEFAULT '{}' CHECK (cardinality(VALUE) <= 3);
CREATE DOMAIN grade AS smallint CHECK (VALUE IN (1, 2, 3, 4, 5, 6));
CREATE DOMAIN grades AS grade[];
CREATE DOMAIN moment AS timestamptz(0) DEFAULT now();
CREATE DOMAIN months AS interval year to month;
CREATE TABLE measured (
    id serial PRIMARY KEY,
    code kinds.code NOT NULL,
    said must_be,
    part share NOT NULL,
    less small_share,
    colour rgb NOT NULL,
    words labels,
    grade grade NOT NULL,
    marks grade[] NOT NULL,
    more_marks grades NOT NULL,
    codes kinds.code[] NOT NULL,
    at moment NOT NULL,
    term months NOT NULL
);
