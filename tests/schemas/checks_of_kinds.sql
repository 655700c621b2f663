-- A column says of which kind a row is, and each kind wants its own columns and no others.
CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE teams (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE networks (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE grants (
    id serial PRIMARY KEY,
    kind smallint NOT NULL,
    person_id integer REFERENCES people,
    team_id integer REFERENCES teams,
    network_id integer REFERENCES networks,
    provider varchar,
    provider_group varchar,
    email varchar,
    may_read boolean NOT NULL,
    may_write boolean NOT NULL,
    rights varchar[] NOT NULL,
    CONSTRAINT known_kind CHECK (kind IN (1, 2, 3, 4, 5)),
    CONSTRAINT grants_something CHECK (may_read OR may_write OR array_length(rights, 1) IS NOT NULL),
    CONSTRAINT networks_read CHECK (kind <> 5 OR (NOT may_write AND array_length(rights, 1) IS NULL)),
    CONSTRAINT of_person CHECK (kind <> 1 OR (team_id IS NULL AND network_id IS NULL
        AND provider IS NULL AND provider_group IS NULL AND email IS NULL AND person_id IS NOT NULL)),
    CONSTRAINT of_team CHECK (kind <> 2 OR (person_id IS NULL AND network_id IS NULL
        AND provider IS NULL AND provider_group IS NULL AND email IS NULL AND team_id IS NOT NULL)),
    CONSTRAINT of_group CHECK (kind <> 3 OR (person_id IS NULL AND team_id IS NULL
        AND network_id IS NULL AND email IS NULL AND provider IS NOT NULL
        AND provider_group IS NOT NULL)),
    CONSTRAINT of_email CHECK (kind <> 4 OR (person_id IS NULL AND team_id IS NULL
        AND network_id IS NULL AND provider IS NULL AND provider_group IS NULL
        AND email IS NOT NULL)),
    CONSTRAINT of_network CHECK (kind <> 5 OR (person_id IS NULL AND team_id IS NULL
        AND provider IS NULL AND provider_group IS NULL AND email IS NULL
        AND network_id IS NOT NULL))
);
CREATE UNIQUE INDEX ON grants (person_id) WHERE kind = 1;
CREATE TABLE fields (
    id serial PRIMARY KEY,
    kind smallint NOT NULL CHECK (kind IN (1, 2, 3)),
    parent_id integer REFERENCES fields,
    input varchar,
    CONSTRAINT sections_on_top CHECK ((kind IN (1, 3)) = (parent_id IS NULL)),
    CONSTRAINT input_of_fields CHECK ((input IS NULL) = (kind <> 2))
);
