-- Ranges and multiranges, built in and made by the app, in lists, in domains, unique.
CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE time_range AS RANGE (subtype = time);
CREATE TYPE text_range AS RANGE (subtype = text);
CREATE TYPE address_range AS RANGE (subtype = inet);
CREATE DOMAIN period AS daterange CHECK (NOT isempty(VALUE));
CREATE DOMAIN small AS smallint CHECK (VALUE BETWEEN 1 AND 9);
CREATE TYPE small_range AS RANGE (subtype = small);
CREATE TABLE offers (
    id serial PRIMARY KEY,
    valid tstzrange NOT NULL,
    days daterange NOT NULL,
    term daterange,
    seats int4range NOT NULL,
    bytes int8range NOT NULL,
    price numrange NOT NULL,
    local tsrange NOT NULL,
    score float_range NOT NULL,
    open_at time_range NOT NULL,
    letters text_range NOT NULL,
    hosts address_range NOT NULL,
    digits small_range NOT NULL,
    breaks tstzmultirange NOT NULL,
    holidays datemultirange NOT NULL,
    hours int4multirange[] NOT NULL,
    stretches int4range[] NOT NULL,
    scores float_multirange NOT NULL
);
CREATE TABLE slots (during tsrange PRIMARY KEY, seats int4range NOT NULL UNIQUE);
CREATE TABLE rooms_slots (room int NOT NULL, days daterange NOT NULL, UNIQUE (room, days));
