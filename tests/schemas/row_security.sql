-- Row-level security, also against the owner, with policies that nobody meets; unlogged tables; rules.
CREATE TABLE secrets (id serial PRIMARY KEY, owner name NOT NULL DEFAULT current_user, body text NOT NULL);
ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody ON secrets FOR ALL USING (false) WITH CHECK (false);
CREATE TABLE on_secrets (id serial PRIMARY KEY, secret_id int NOT NULL REFERENCES secrets);
CREATE UNLOGGED TABLE sessions (token uuid PRIMARY KEY, started_at timestamptz NOT NULL);
CREATE TABLE ruled (id serial PRIMARY KEY, note text NOT NULL);
CREATE RULE nothing AS ON INSERT TO ruled DO INSTEAD NOTHING;
CREATE VIEW plain AS SELECT body FROM secrets;
CREATE VIEW writable AS SELECT id, note FROM ruled WHERE id > 0 WITH CHECK OPTION;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS secrets FROM secrets;
CREATE TEMPORARY TABLE leftover (id int NOT NULL);
