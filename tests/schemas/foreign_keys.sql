-- Foreign keys: in chains, to unique columns, of two columns, across schemas, in circles.
CREATE SCHEMA geo;
CREATE TABLE geo.countries (code char(2) PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE geo.cities (
    id bigserial PRIMARY KEY,
    country char(2) NOT NULL REFERENCES geo.countries,
    name text NOT NULL
);
CREATE TABLE a_first_by_name (
    id serial PRIMARY KEY,
    city_id bigint NOT NULL REFERENCES geo.cities ON DELETE CASCADE,
    supplier_sku varchar(12) NOT NULL,
    supplier_no integer NOT NULL
);
CREATE TABLE suppliers (
    id serial PRIMARY KEY,
    sku varchar(12) NOT NULL UNIQUE,
    region_no integer NOT NULL,
    local_no integer NOT NULL,
    UNIQUE (region_no, local_no)
);
ALTER TABLE a_first_by_name
    ADD FOREIGN KEY (supplier_sku) REFERENCES suppliers (sku),
    ADD COLUMN region_no integer,
    ADD COLUMN local_no integer,
    ADD FOREIGN KEY (region_no, local_no) REFERENCES suppliers (region_no, local_no)
        DEFERRABLE INITIALLY DEFERRED;
-- A circle that NULL breaks: a team has a lead, a member has a team.
CREATE TABLE teams (id serial PRIMARY KEY, name text NOT NULL, lead_id integer);
CREATE TABLE members (
    id serial PRIMARY KEY,
    team_id integer NOT NULL REFERENCES teams,
    full_name text NOT NULL
);
ALTER TABLE teams ADD FOREIGN KEY (lead_id) REFERENCES members;
