-- Unique indexes on expressions, and texts that are the same in upper and lower case.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE COLLATION ignoring_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE tenants (id serial PRIMARY KEY, name citext NOT NULL UNIQUE);
CREATE TABLE people (
    id serial PRIMARY KEY,
    tenant_id integer NOT NULL REFERENCES tenants,
    email text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    nickname citext UNIQUE,
    handle varchar(30) COLLATE ignoring_case NOT NULL UNIQUE,
    phone text,
    profile jsonb NOT NULL
);
CREATE UNIQUE INDEX ON people (tenant_id, lower(email));
CREATE UNIQUE INDEX ON people (tenant_id, coalesce(phone, ''));
CREATE UNIQUE INDEX ON people ((profile ->> 'account'));
CREATE TABLE rates (
    id serial PRIMARY KEY,
    currency char(3) NOT NULL,
    at timestamp NOT NULL,
    region text,
    value numeric(12, 6) NOT NULL
);
CREATE UNIQUE INDEX ON rates (currency, date_trunc('day', at));
CREATE UNIQUE INDEX ON rates (currency, coalesce(region, 'world'), (at::date));
CREATE TABLE files (
    id serial PRIMARY KEY,
    folder text NOT NULL,
    name text NOT NULL,
    size integer NOT NULL,
    content bytea NOT NULL
);
CREATE UNIQUE INDEX ON files (lower(folder || '/' || name));
CREATE UNIQUE INDEX ON files (md5(content::text));
CREATE TABLE edges (
    a integer NOT NULL,
    b integer NOT NULL
);
CREATE UNIQUE INDEX ON edges (least(a, b), greatest(a, b));
CREATE TABLE years (id serial PRIMARY KEY, held_on date NOT NULL);
CREATE UNIQUE INDEX ON years (extract(year FROM held_on));
CREATE TABLE short_codes (id serial PRIMARY KEY, code varchar(20) NOT NULL);
CREATE UNIQUE INDEX ON short_codes (left(code, 4));
CREATE UNIQUE INDEX ON short_codes (upper(btrim(code)));
