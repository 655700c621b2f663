-- Foreign keys to unique columns that are no primary key, some of them with NULLs in them.
CREATE TABLE airports (
    id serial PRIMARY KEY,
    iata char(3) NOT NULL UNIQUE,
    icao varchar(4) UNIQUE,
    name text NOT NULL
);
CREATE TABLE currencies (code char(3) UNIQUE NOT NULL, name text);
CREATE TABLE routes (
    origin char(3) NOT NULL REFERENCES airports (iata),
    destination char(3) NOT NULL REFERENCES airports (iata),
    alternate varchar(4) NOT NULL REFERENCES airports (icao),
    currency char(3) NOT NULL REFERENCES currencies (code),
    PRIMARY KEY (origin, destination),
    CHECK (origin <> destination)
);
-- The same column of the parent under two names, and a parent that is only an index away.
CREATE TABLE flights (
    id bigserial PRIMARY KEY,
    origin char(3) NOT NULL,
    destination char(3) NOT NULL,
    number varchar(8) NOT NULL,
    FOREIGN KEY (origin, destination) REFERENCES routes,
    FOREIGN KEY (origin) REFERENCES airports (iata)
);
CREATE UNIQUE INDEX flights_number ON flights (number);
CREATE TABLE boardings (
    id serial PRIMARY KEY,
    flight varchar(8) NOT NULL REFERENCES flights (number) ON UPDATE CASCADE
);
