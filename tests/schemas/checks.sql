-- CHECKs of the shapes that people write.
CREATE DOMAIN percent AS numeric(5, 2) CHECK (VALUE >= 0 AND VALUE <= 100);
CREATE DOMAIN short_code AS text NOT NULL CHECK (VALUE ~ '^[A-Z]{2}-[0-9]{3,4}$');
CREATE TABLE offers (
    id serial PRIMARY KEY,
    title text NOT NULL CHECK (length(title) BETWEEN 5 AND 30),
    state varchar(10) NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
    level integer NOT NULL CHECK (level = ANY (ARRAY[1, 5, 9])),
    price numeric(10, 2) NOT NULL CHECK (price > 0),
    old_price numeric(10, 2) CHECK (old_price IS NULL OR old_price > price),
    discount percent,
    code short_code,
    reference varchar(20) NOT NULL CHECK (reference LIKE 'OF-%'),
    contact text CHECK (contact LIKE '%@%'),
    country char(2) NOT NULL CHECK (country ~ '^[A-Z]{2}$' AND country = upper(country)),
    minimum integer NOT NULL,
    maximum integer NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    closed_at timestamptz,
    CONSTRAINT range CHECK (minimum < maximum),
    CONSTRAINT period CHECK (ends_on >= starts_on),
    CONSTRAINT closed CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT not_free CHECK (state <> 'open' OR price >= 10)
);
CREATE TABLE measurements (
    id serial PRIMARY KEY,
    celsius real NOT NULL CHECK (celsius > -90 AND celsius < 60),
    share double precision NOT NULL CHECK (share >= 0.0 AND share <= 1.0),
    humidity integer NOT NULL CHECK (humidity >= 0 AND humidity <= 100),
    amount bigint NOT NULL CHECK (amount % 5 = 0),
    born date NOT NULL CHECK (born > '1940-01-01' AND born < '2005-01-01'),
    taken_at timestamptz NOT NULL CHECK (taken_at > '2020-01-01 00:00:00+00'),
    lasted interval NOT NULL CHECK (lasted > interval '0' AND lasted < interval '3 days'),
    opens time NOT NULL,
    closes time NOT NULL CHECK (closes > opens),
    kind text NOT NULL CHECK (kind <> '' AND kind <> 'none'),
    flag boolean NOT NULL CHECK (flag),
    data jsonb NOT NULL CHECK (jsonb_typeof(data) = 'object'),
    tags text[] NOT NULL CHECK (array_length(tags, 1) >= 1),
    CHECK (char_length(btrim(kind)) >= 2)
);
CREATE TABLE payments (
    id serial PRIMARY KEY,
    card text,
    iban text,
    cash boolean,
    net numeric(12, 2) NOT NULL CHECK (net >= 0),
    tax numeric(12, 2) NOT NULL CHECK (tax >= 0),
    total numeric(12, 2) NOT NULL,
    paid_at timestamptz,
    refunded_at timestamptz,
    CONSTRAINT one_way CHECK (num_nonnulls(card, iban, cash) = 1),
    CONSTRAINT adds_up CHECK (total = net + tax),
    CONSTRAINT refund_after CHECK (refunded_at IS NULL OR (paid_at IS NOT NULL AND refunded_at > paid_at))
);
