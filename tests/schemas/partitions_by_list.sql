-- Partitioned by list: of texts, numbers, enums, NULL; by a reference; with and without a default.
CREATE TYPE region AS ENUM ('north', 'south', 'it''s far');
CREATE TABLE sales (id serial, region region NOT NULL, amount numeric(8, 2) NOT NULL, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE sales_n PARTITION OF sales FOR VALUES IN ('north');
CREATE TABLE sales_f PARTITION OF sales FOR VALUES IN ('it''s far');
CREATE TABLE tenants (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE notes (id serial, tenant_id int NOT NULL REFERENCES tenants, body text NOT NULL, PRIMARY KEY (tenant_id, id)) PARTITION BY LIST (tenant_id);
CREATE TABLE notes_1 PARTITION OF notes FOR VALUES IN (1, 2);
CREATE TABLE notes_2 PARTITION OF notes FOR VALUES IN (7);
CREATE TABLE flags (id serial, active boolean, country char(2) DEFAULT 'ZZ') PARTITION BY LIST (active);
CREATE TABLE flags_on PARTITION OF flags FOR VALUES IN (true);
CREATE TABLE flags_off PARTITION OF flags FOR VALUES IN (NULL, false) PARTITION BY LIST (country);
CREATE TABLE flags_off_x PARTITION OF flags_off FOR VALUES IN ('XX');
CREATE TABLE jobs (id serial, status text NOT NULL DEFAULT 'unheard of') PARTITION BY LIST (status);
CREATE TABLE jobs_open PARTITION OF jobs FOR VALUES IN ('waiting', 'running');
CREATE TABLE jobs_rest PARTITION OF jobs DEFAULT;
CREATE TABLE units (code text PRIMARY KEY, name text NOT NULL) PARTITION BY LIST (code);
CREATE TABLE units_1 PARTITION OF units FOR VALUES IN ('kg', 'm', 's');
CREATE TABLE uses (id serial PRIMARY KEY, unit text NOT NULL REFERENCES units);
