-- Exclusion constraints: ranges of time and number that may not overlap, as columns and expressions.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE rooms (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE bookings (
    id serial PRIMARY KEY,
    room_id integer NOT NULL REFERENCES rooms,
    during tstzrange NOT NULL,
    cancelled boolean NOT NULL DEFAULT false,
    EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (NOT cancelled)
);
CREATE TABLE leases (
    id serial PRIMARY KEY,
    room_id integer NOT NULL REFERENCES rooms,
    tenant text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    CHECK (ends_on > starts_on),
    EXCLUDE USING gist (room_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);
CREATE TABLE shifts (
    id serial PRIMARY KEY,
    person text NOT NULL,
    starts_at timestamp NOT NULL,
    ends_at timestamp,
    EXCLUDE USING gist (person WITH =, tsrange(starts_at, ends_at) WITH &&)
);
CREATE TABLE number_blocks (block int4range PRIMARY KEY, EXCLUDE USING gist (block WITH &&));
CREATE TABLE closures (
    id serial PRIMARY KEY,
    days daterange,
    EXCLUDE USING gist (days WITH &&)
);
CREATE TABLE prices (
    id serial PRIMARY KEY,
    product integer NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    deleted_at timestamptz,
    EXCLUDE USING gist (product WITH =, tstzrange(valid_from, valid_to, '[)') WITH &&)
        WHERE (deleted_at IS NULL)
);
CREATE TABLE equals (id serial PRIMARY KEY, code text NOT NULL, EXCLUDE USING btree (code WITH =));
CREATE TABLE one_kind (
    id serial PRIMARY KEY,
    cage integer NOT NULL,
    animal text NOT NULL,
    EXCLUDE USING gist (cage WITH =, animal WITH <>)
);
CREATE TABLE staff (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE rota (
    id serial PRIMARY KEY,
    staff_id integer NOT NULL REFERENCES staff,
    room_id integer NOT NULL REFERENCES rooms,
    during tsrange NOT NULL CHECK (NOT isempty(during)),
    EXCLUDE USING gist (staff_id WITH =, during WITH &&),
    EXCLUDE USING gist (room_id WITH =, during WITH &&)
);
