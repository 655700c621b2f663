-- CHECKs on what is NULL: exactly one, at least one, all or none, only if.
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE teams (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE owners (
    id serial PRIMARY KEY,
    user_id integer REFERENCES users,
    team_id integer REFERENCES teams,
    CHECK ((user_id IS NULL) <> (team_id IS NULL))
);
CREATE TABLE sources (
    id serial PRIMARY KEY,
    user_id integer REFERENCES users,
    team_id integer REFERENCES teams,
    url text,
    CHECK ((user_id IS NOT NULL)::int + (team_id IS NOT NULL)::int + (url IS NOT NULL)::int = 1)
);
CREATE TABLE targets (
    id serial PRIMARY KEY,
    user_id integer REFERENCES users,
    team_id integer REFERENCES teams,
    CHECK ((user_id IS NOT NULL AND team_id IS NULL) OR (user_id IS NULL AND team_id IS NOT NULL))
);
CREATE TABLE contacts (
    id serial PRIMARY KEY,
    email text, phone text, postal text,
    CHECK (email IS NOT NULL OR phone IS NOT NULL OR postal IS NOT NULL),
    CHECK (coalesce(email, phone) IS NOT NULL)
);
CREATE TABLE at_most_one (
    id serial PRIMARY KEY,
    a integer, b integer, c integer,
    CHECK (num_nonnulls(a, b, c) <= 1)
);
CREATE TABLE places (
    id serial PRIMARY KEY,
    latitude double precision, longitude double precision,
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK (num_nulls(latitude, longitude) IN (0, 2))
);
CREATE TABLE payments (
    id serial PRIMARY KEY,
    method text NOT NULL CHECK (method IN ('card', 'iban', 'cash')),
    card_number text, iban text, received_by integer REFERENCES users,
    paid_at timestamptz, status text NOT NULL CHECK (status IN ('new', 'paid', 'failed')),
    failure text,
    CHECK (status <> 'paid' OR paid_at IS NOT NULL),
    CHECK (status = 'paid' OR paid_at IS NULL),
    CHECK ((status = 'failed') = (failure IS NOT NULL)),
    CHECK (CASE method WHEN 'card' THEN card_number IS NOT NULL AND iban IS NULL
           WHEN 'iban' THEN iban IS NOT NULL AND card_number IS NULL
           ELSE card_number IS NULL AND iban IS NULL END),
    CHECK (NOT (method = 'cash' AND received_by IS NULL))
);
CREATE TABLE notices (
    id serial PRIMARY KEY,
    is_public boolean NOT NULL,
    audience integer[],
    published_at timestamptz,
    archived_at timestamptz,
    retries integer NOT NULL,
    CHECK (is_public OR audience IS NOT NULL),
    CHECK (archived_at IS NULL OR published_at IS NOT NULL),
    CHECK (NOT is_public OR published_at IS NOT NULL),
    CHECK (is_public IS DISTINCT FROM false OR retries < 5),
    CHECK (coalesce(cardinality(audience), 0) <= 10)
);
