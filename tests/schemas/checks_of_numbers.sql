-- CHECKs on numbers and dates: arithmetic, other columns, parts of dates, steps.
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN scores AS integer[] CHECK (array_length(VALUE, 1) = 3 AND 0 <= ALL (VALUE));
CREATE TABLE lines (
    id serial PRIMARY KEY,
    qty positive NOT NULL,
    price numeric(8, 2) NOT NULL CHECK (price >= 0),
    discount numeric(8, 2) NOT NULL DEFAULT 0,
    total numeric(12, 2) NOT NULL,
    tax numeric(12, 2) NOT NULL,
    gross numeric(12, 2) NOT NULL,
    CHECK (total = qty * price - discount),
    CHECK (discount >= 0 AND discount <= qty * price),
    CHECK (tax = round(total * 0.2, 2)),
    CHECK (gross = total + tax)
);
CREATE TABLE stock (
    id serial PRIMARY KEY,
    on_hand integer NOT NULL CHECK (on_hand >= 0),
    reserved integer NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand),
    minimum integer, maximum integer, reorder integer,
    CHECK (minimum <= reorder AND reorder <= maximum),
    CHECK (minimum IS NULL OR minimum > 0)
);
CREATE TABLE shares (
    id serial PRIMARY KEY,
    a numeric(5, 2) NOT NULL, b numeric(5, 2) NOT NULL, c numeric(5, 2) NOT NULL,
    CHECK (a >= 0 AND b >= 0 AND c >= 0),
    CHECK (a + b + c = 100)
);
CREATE TABLE periods (
    id serial PRIMARY KEY,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    day date NOT NULL CHECK (EXTRACT(isodow FROM day) < 6),
    month date NOT NULL CHECK (EXTRACT(day FROM month) = 1),
    first date NOT NULL CHECK (first = date_trunc('month', first)::date),
    hour timestamp NOT NULL CHECK (date_trunc('hour', hour) = hour),
    at time NOT NULL CHECK (at >= '08:00' AND at < '18:00'),
    born date NOT NULL CHECK (born <= CURRENT_DATE AND born > '1900-01-01'),
    due date NOT NULL,
    lasts interval NOT NULL CHECK (lasts >= '15 minutes' AND lasts <= '8 hours'),
    minutes integer NOT NULL CHECK (minutes % 15 = 0 AND minutes > 0),
    CHECK (ends_at > starts_at + interval '30 minutes'),
    CHECK (ends_at <= starts_at + interval '1 day'),
    CHECK (due BETWEEN day AND day + 30)
);
CREATE TABLE numbers (
    id serial PRIMARY KEY,
    even integer NOT NULL CHECK (mod(even, 2) = 0),
    small smallint NOT NULL CHECK (small NOT IN (0, 13) AND small BETWEEN -5 AND 20),
    either integer NOT NULL CHECK (either < 10 OR either > 1000000),
    power integer NOT NULL CHECK (power IN (1, 2, 4, 8)),
    mask integer NOT NULL CHECK ((mask & 3) = mask),
    ratio double precision NOT NULL CHECK (ratio > 0 AND ratio < 1),
    whole numeric NOT NULL CHECK (whole = trunc(whole) AND whole > 0),
    lat double precision NOT NULL CHECK (abs(lat) <= 90),
    low integer NOT NULL, high integer NOT NULL CHECK (high >= low * 2),
    one scores NOT NULL,
    sign integer NOT NULL CHECK (sign(sign) = sign),
    big bigint NOT NULL CHECK (big > 5000000000),
    negative numeric(6, 2) NOT NULL CHECK (negative < 0),
    year integer NOT NULL CHECK (year >= 1900 AND year <= 2100),
    CHECK (low > 0),
    CHECK (greatest(low, even) < 100000)
);
