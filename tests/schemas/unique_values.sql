-- Uniqueness: alone, together, in part, on expressions, with few values to go round.
CREATE TYPE weekday AS ENUM ('mon', 'tue', 'wed', 'thu', 'fri');
CREATE TABLE accounts (
    id integer PRIMARY KEY,
    email varchar(200) NOT NULL,
    username varchar(12) NOT NULL UNIQUE,
    phone varchar(20) UNIQUE,
    code char(3) NOT NULL UNIQUE,
    pin smallint NOT NULL UNIQUE CHECK (pin BETWEEN 1000 AND 9999),
    born date UNIQUE,
    seen_at timestamptz NOT NULL UNIQUE,
    balance numeric(10, 2) NOT NULL UNIQUE,
    ratio double precision UNIQUE,
    host inet NOT NULL UNIQUE,
    hardware macaddr UNIQUE,
    digest bytea NOT NULL UNIQUE,
    slug text UNIQUE,
    company text NOT NULL UNIQUE,
    iban varchar(34) UNIQUE
);
CREATE UNIQUE INDEX accounts_email ON accounts (lower(email));
CREATE TABLE days (day weekday UNIQUE, note text);
CREATE TABLE switches (state boolean UNIQUE, label varchar(3) NOT NULL UNIQUE);
CREATE TABLE addresses (
    id serial PRIMARY KEY,
    account_id integer NOT NULL REFERENCES accounts,
    label varchar(30) NOT NULL,
    kind weekday NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    deleted_at timestamptz,
    UNIQUE (account_id, label),
    UNIQUE (account_id, kind)
);
CREATE UNIQUE INDEX one_default ON addresses (account_id) WHERE is_default;
CREATE TABLE readings (
    sensor varchar(8) NOT NULL,
    taken_on date NOT NULL,
    channel smallint NOT NULL,
    value real,
    UNIQUE (sensor, taken_on, channel)
);
CREATE TABLE settings (
    id serial PRIMARY KEY,
    active boolean NOT NULL DEFAULT true,
    name text NOT NULL
);
CREATE UNIQUE INDEX only_one_active ON settings (active) WHERE active;
