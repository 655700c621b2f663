"""What the planner does not understand is met by trying on the server."""

from __future__ import annotations

from sandbox.seeding.fill import TableReport
from tests.postgres.conftest import SCHEMAS, Database

PRIME = (
    "CREATE FUNCTION is_prime(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS"
    " 'SELECT $1 IN (2, 3, 5)';"
    "CREATE TABLE primes (id serial PRIMARY KEY, n integer NOT NULL,"
    " CONSTRAINT prime CHECK (is_prime(n)));"
    "CREATE TABLE factors (id serial PRIMARY KEY, prime_id integer NOT NULL REFERENCES primes)"
)
IMPOSSIBLE = (
    "CREATE FUNCTION never(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 IS NULL';"
    "CREATE TABLE nothing (id serial PRIMARY KEY, n integer NOT NULL,"
    " CONSTRAINT no_way CHECK (never(n)));"
    "CREATE TABLE of_nothing (id serial PRIMARY KEY, n integer NOT NULL REFERENCES nothing);"
    "CREATE TABLE fine (id serial PRIMARY KEY, name text NOT NULL)"
)


def _report(database: Database, name: str) -> TableReport:
    return {report.table: report for report in database.fill().tables}[name]


def test_a_check_that_calls_a_function_is_met_with_the_functions_own_constants(
    database: Database,
) -> None:
    """As many rows as wanted, numbered without gaps, and dependents refer to real ones."""
    database.run(PRIME)
    reports = {report.table: report for report in database.fill().tables}
    assert reports["primes"].rows == reports["primes"].wanted > 0
    assert database.value("SELECT max(id) = count(*) FROM primes") is True
    assert database.value("SELECT count(DISTINCT n) FROM primes") == 3
    assert database.value("SELECT count(*) FROM factors") == reports["factors"].rows > 0


def test_trees_of_rows_that_were_tried_are_numbered_without_gaps(database: Database) -> None:
    """Also where nearly all candidates are refused; rows refer to others of before."""
    database.run((SCHEMAS / "numbers_of_tried_rows.sql").read_text())
    reports = {report.table: report for report in database.fill().tables}
    assert reports["primes"].rows == reports["primes"].wanted
    assert reports["no_seventh"].rows == reports["no_seventh"].wanted
    assert database.value("SELECT max(id) = count(*) AND min(id) = 1 FROM primes") is True
    assert int(str(database.value("SELECT count(parent_id) FROM primes"))) > 20
    assert database.value("SELECT count(*) FROM primes WHERE parent_id > id") == 0


def test_what_is_missing_is_said_once(database: Database) -> None:
    """Some rows in the end, whatever was lost on the way to them: how many are missing, and why."""
    database.run(
        "CREATE FUNCTION is_prime(integer) RETURNS boolean LANGUAGE sql IMMUTABLE"
        " AS 'SELECT $1 IN (2, 3, 5)';"
        "CREATE TABLE primes (n integer PRIMARY KEY, CONSTRAINT prime CHECK (is_prime(n)))"
    )
    report = _report(database, "primes")
    missing = report.wanted - report.rows
    assert 0 < report.rows <= 3
    assert (report.left_out or "").startswith(f"{missing} of {report.wanted} rows left out: ")
    assert (report.left_out or "").count("rows left out") == 1


def test_each_parent_has_its_one_child_though_rows_are_tried(database: Database) -> None:
    """Where keys leave room for few rows, these come again with other values until they fit."""
    database.run(
        "CREATE FUNCTION is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS"
        " 'SELECT $1 % 2 = 0';"
        "CREATE TABLE parents (id serial PRIMARY KEY, name text NOT NULL);"
        "CREATE TABLE only_children (id serial PRIMARY KEY,"
        " parent_id integer NOT NULL UNIQUE REFERENCES parents,"
        " n integer NOT NULL CHECK (is_even(n)))"
    )
    reports = {report.table: report for report in database.fill(rows=40).tables}
    assert reports["only_children"].rows == reports["parents"].rows > 0
    assert reports["only_children"].left_out is None


def test_trying_lands_the_same_rows_each_time(database: Database, other_database: Database) -> None:
    """Whatever the server refused on the way."""
    for one in (database, other_database):
        one.run(PRIME)
        one.fill()
    query = "SELECT * FROM primes ORDER BY id"
    assert database.rows(query) == other_database.rows(query) != []


def test_a_check_that_nothing_meets_is_named_with_the_servers_words(database: Database) -> None:
    """Its table stays empty, what depends on it too with that reason; the others are filled."""
    database.run(IMPOSSIBLE)
    reports = {report.table: report for report in database.fill().tables}
    assert reports["nothing"].rows == 0
    assert 'the check no_way could not be met: new row for relation "nothing"' in (
        reports["nothing"].left_out or ""
    )
    assert "no_way" in (reports["of_nothing"].left_out or "")
    assert database.value("SELECT count(*) FROM fine") == reports["fine"].rows > 0


def test_a_trigger_that_refuses_some_rows_keeps_the_others_in(database: Database) -> None:
    """Its function is read for what it compares with."""
    database.run(
        "CREATE TABLE levels (id serial PRIMARY KEY, level integer NOT NULL, note text);"
        "CREATE FUNCTION strict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.level NOT IN (70001, 70002) THEN RAISE EXCEPTION 'no such level'; END IF;"
        " RETURN NEW; END $$;"
        "CREATE TRIGGER strict BEFORE INSERT ON levels FOR EACH ROW EXECUTE FUNCTION strict()"
    )
    report = _report(database, "levels")
    assert report.rows == report.wanted == database.value("SELECT count(*) FROM levels")


def test_a_trigger_that_swallows_rows_is_no_silent_gap(database: Database) -> None:
    """The report counts what is there."""
    database.run(
        "CREATE TABLE odd (id serial PRIMARY KEY, name text NOT NULL);"
        "CREATE TABLE of_odd (id serial PRIMARY KEY, odd_id integer NOT NULL REFERENCES odd);"
        "CREATE FUNCTION halve() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.id % 2 = 0 THEN RETURN NULL; END IF; RETURN NEW; END $$;"
        "CREATE TRIGGER halve BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION halve()"
    )
    reports = {report.table: report for report in database.fill().tables}
    assert reports["odd"].rows == database.value("SELECT count(*) FROM odd")
    assert reports["odd"].rows * 2 == reports["odd"].wanted
    assert "triggers" in (reports["odd"].left_out or "")
    assert reports["of_odd"].rows == reports["of_odd"].wanted


def test_rows_that_a_trigger_wrote_elsewhere_are_not_in_the_way(database: Database) -> None:
    """An audit table that another table's trigger has filled gets its own rows as well."""
    database.run(
        "CREATE TABLE acts (id serial PRIMARY KEY, name text NOT NULL);"
        "CREATE TABLE log (id serial PRIMARY KEY, what text NOT NULL);"
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " INSERT INTO log (what) VALUES (NEW.name); RETURN NEW; END $$;"
        "CREATE TRIGGER note AFTER INSERT ON acts FOR EACH ROW EXECUTE FUNCTION note()"
    )
    reports = {report.table: report for report in database.fill(workers=1).tables}
    assert reports["log"].rows == reports["log"].wanted
    assert database.value("SELECT count(*) FROM log") == reports["log"].rows + reports["acts"].rows


def test_an_exclusion_constraint_lets_some_rows_in(database: Database) -> None:
    """No two in one room on one day."""
    database.run(
        "CREATE EXTENSION btree_gist;"
        "CREATE TABLE stays (room integer NOT NULL CHECK (room BETWEEN 1 AND 3), day date NOT NULL,"
        " CONSTRAINT apart EXCLUDE USING gist (room WITH =, day WITH =))"
    )
    report = _report(database, "stays")
    assert report.rows == database.value("SELECT count(*) FROM stays")
    assert report.rows > 50


def test_the_number_of_workers_changes_no_row(database: Database, other_database: Database) -> None:
    """Each table's rows depend on its parents' and on nothing else."""
    schema = "".join(
        f"CREATE TABLE parent_{n} (id serial PRIMARY KEY, email text UNIQUE NOT NULL);"
        f"CREATE TABLE child_{n} (id serial PRIMARY KEY, at timestamptz NOT NULL,"
        f" parent_id integer NOT NULL REFERENCES parent_{n},"
        f" other_id integer REFERENCES parent_{max(n - 1, 0)});"
        for n in range(5)
    )
    for one, workers in ((database, 1), (other_database, 4)):
        one.run(schema)
        one.fill(workers=workers)
    for n in range(5):
        for table in (f"parent_{n}", f"child_{n}"):
            query = f"SELECT * FROM {table} ORDER BY id"
            assert database.rows(query) == other_database.rows(query) != []
