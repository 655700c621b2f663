-- empty frozen: the trigger frozen_for_good (function refuse) refused its rows: frozen
-- Ledgers: what belongs to one entry has to add up when the transaction ends.
CREATE TABLE accounts (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE entries (id serial PRIMARY KEY, booked_on date NOT NULL, memo text);
-- By sign, numbered within the entry.
CREATE TABLE postings (
    entry_id integer NOT NULL REFERENCES entries,
    line_no integer NOT NULL,
    account_id integer NOT NULL REFERENCES accounts,
    amount numeric(12, 2) NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (entry_id, line_no)
);
CREATE FUNCTION postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM postings WHERE entry_id = NEW.entry_id) <> 0 THEN
        RAISE EXCEPTION 'entry % is not balanced', NEW.entry_id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT OR UPDATE ON postings
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION postings_balance();
-- In two columns.
CREATE TABLE lines (
    id serial PRIMARY KEY,
    entry_id integer NOT NULL REFERENCES entries,
    debit numeric(12, 2) NOT NULL DEFAULT 0 CHECK (debit >= 0),
    credit numeric(12, 2) NOT NULL DEFAULT 0 CHECK (credit >= 0),
    CHECK ((debit = 0) <> (credit = 0))
);
CREATE FUNCTION lines_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    debits numeric;
    credits numeric;
BEGIN
    SELECT sum(debit), sum(credit) INTO debits, credits FROM lines WHERE entry_id = NEW.entry_id;
    IF debits <> credits THEN RAISE EXCEPTION 'entry % is not balanced', NEW.entry_id; END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER lines_balance AFTER INSERT OR UPDATE ON lines
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lines_balance();
-- By the side that a column names.
CREATE TABLE moves (
    id serial PRIMARY KEY,
    entry_id integer NOT NULL REFERENCES entries,
    side text NOT NULL CHECK (side IN ('debit', 'credit')),
    amount bigint NOT NULL CHECK (amount > 0)
);
CREATE FUNCTION moves_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(CASE WHEN side = 'debit' THEN amount ELSE -amount END)
        FROM moves WHERE entry_id = NEW.entry_id) <> 0 THEN
        RAISE EXCEPTION 'entry % is not balanced', NEW.entry_id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER moves_balance AFTER INSERT OR UPDATE ON moves
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION moves_balance();
-- Whatever is tried; the check is not to blame.
CREATE TABLE frozen (id serial PRIMARY KEY, n integer NOT NULL CHECK (n BETWEEN 90000 AND 90010));
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'frozen'; END $$;
CREATE CONSTRAINT TRIGGER frozen_for_good AFTER INSERT ON frozen
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
