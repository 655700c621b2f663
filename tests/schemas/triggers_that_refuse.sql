-- empty pauses: the trigger planned (function must_be_planned) refused its rows
-- A deferred trigger wants what no row alone can bring: the table is left empty, the trigger named.
CREATE TABLE plans (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE pauses (id serial PRIMARY KEY, minutes integer NOT NULL);
CREATE TABLE plan_entries (
    id serial PRIMARY KEY,
    plan_id integer NOT NULL REFERENCES plans,
    pause_id integer REFERENCES pauses
);
CREATE FUNCTION must_be_planned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found_plan integer;
BEGIN
    SELECT plan_id INTO STRICT found_plan FROM plan_entries WHERE pause_id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER planned AFTER INSERT ON pauses DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION must_be_planned();
