-- Unique columns of few possible values: as many rows as there are values, and no more.
CREATE TYPE size AS ENUM ('S', 'M', 'L');
CREATE DOMAIN stars AS smallint CHECK (VALUE BETWEEN 1 AND 5);
CREATE TABLE sizes (size size PRIMARY KEY, waist integer NOT NULL);
CREATE TABLE answers (yes boolean PRIMARY KEY, label text NOT NULL UNIQUE);
CREATE TABLE ratings (stars stars NOT NULL UNIQUE, label varchar(1) NOT NULL UNIQUE);
CREATE TABLE variants (
    size size NOT NULL,
    gift boolean NOT NULL,
    stars stars NOT NULL,
    PRIMARY KEY (size, gift, stars)
);
CREATE TABLE weekly (weekday smallint PRIMARY KEY CHECK (weekday BETWEEN 0 AND 6), opens time NOT NULL);
CREATE TABLE bits (flags bit(2) PRIMARY KEY, ok boolean NOT NULL);
CREATE TABLE digits (digit char(1) PRIMARY KEY CHECK (digit ~ '^[0-9]$'), word text);
CREATE TABLE quarters (
    year smallint NOT NULL CHECK (year BETWEEN 2020 AND 2024),
    quarter smallint NOT NULL CHECK (quarter IN (1, 2, 3, 4)),
    PRIMARY KEY (year, quarter)
);
CREATE TABLE settings (
    size size NOT NULL REFERENCES sizes,
    gift boolean NOT NULL,
    PRIMARY KEY (size, gift)
);
CREATE TABLE grid (
    x smallint NOT NULL CHECK (x BETWEEN 1 AND 8),
    y smallint NOT NULL CHECK (y BETWEEN 1 AND 8),
    colour text NOT NULL CHECK (colour IN ('black', 'white')),
    UNIQUE (x, y),
    UNIQUE (x, colour)
);
