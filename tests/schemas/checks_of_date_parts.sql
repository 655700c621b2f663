-- Years and months: of generated columns, of neighbours, through a foreign key.
CREATE TABLE nineties (
    id serial PRIMARY KEY,
    taken_on date NOT NULL,
    taken_in integer GENERATED ALWAYS AS (extract(year FROM taken_on)::integer) STORED
        CHECK (taken_in BETWEEN 1990 AND 1999)
);
CREATE TABLE far_ahead (
    id serial PRIMARY KEY,
    at timestamp NOT NULL,
    year integer GENERATED ALWAYS AS (date_part('year', at)::integer) STORED,
    CHECK (year >= 2040)
);
CREATE TABLE periods (
    year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
    PRIMARY KEY (year, month)
);
CREATE TABLE bills (
    id serial PRIMARY KEY,
    year integer NOT NULL,
    month integer NOT NULL,
    billed_on date NOT NULL,
    FOREIGN KEY (year, month) REFERENCES periods,
    CHECK (extract(year FROM billed_on) = year AND extract(month FROM billed_on) = month)
);
CREATE TABLE weekly (
    id serial PRIMARY KEY,
    day date NOT NULL,
    weekday integer NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    CHECK (extract(isodow FROM day) = weekday)
);
