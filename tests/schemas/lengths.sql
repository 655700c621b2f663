-- Length, precision and scale, also negative ones and those larger than the precision; collations.
CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE sizes (
    id serial PRIMARY KEY,
    one varchar(1) NOT NULL,
    two char(2) NOT NULL,
    any_length varchar NOT NULL,
    blank bpchar NOT NULL,
    system name NOT NULL,
    hundreds numeric(3, -2) NOT NULL,
    thousands numeric(4, -3) NOT NULL UNIQUE,
    tiny numeric(2, 4) NOT NULL,
    exact numeric NOT NULL,
    precise numeric(30, 15) NOT NULL,
    whole numeric(1) NOT NULL,
    moment_0 timestamp(0) NOT NULL,
    clock_3 time(3) NOT NULL,
    zoned_2 timetz(2) NOT NULL,
    term interval hour to minute NOT NULL,
    exact_term interval second(3) NOT NULL,
    bits bit(70) NOT NULL UNIQUE,
    some_bits varbit(3) NOT NULL,
    single real NOT NULL UNIQUE,
    double double precision NOT NULL UNIQUE,
    folded text COLLATE any_case NOT NULL UNIQUE,
    plain text COLLATE "C" NOT NULL UNIQUE
);
