"""What a recipe asks of the load itself: SQL, triggers, hashes that fit, and more rows."""

from __future__ import annotations

import bcrypt
import pytest

from sandbox.effects.load.run import Loaded
from sandbox.seeding.grow import growth, growth_seed
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, RecipeError, parse_recipe
from tests.postgres.conftest import Database

PEOPLE = """
CREATE TABLE people (
    id serial PRIMARY KEY,
    first_name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE CHECK (email_key = lower(email_key)),
    secret varchar(60),
    initials text GENERATED ALWAYS AS (left(first_name, 1)) STORED
);
INSERT INTO people (first_name, email, email_key) VALUES ('Own', 'Own@Example.org', 'kept');
"""
RULES = """
[tables.people]
rows = 40
[tables.people.columns]
email = { template = "Person.{id}@Example.org" }
email_key = { sql = "lower(email) || '/' || initials_of" }
secret = { password = { hash = "bcrypt" } }
"""


def test_sql_is_computed_over_the_other_columns(database: Database) -> None:
    """In the rows that are added, never in those that were there; unique and checked as ever."""
    database.run(PEOPLE)
    recipe = parse_recipe(RULES.replace("|| '/' || initials_of", ""))
    loaded = database.fill(recipe)
    assert loaded.rows == 40
    assert loaded.constraints.failed == ()
    assert database.value("SELECT email_key FROM people WHERE id = 1") == "kept"
    wrong = "SELECT count(*) FROM people WHERE id > 1 AND email_key <> lower(email)"
    assert database.value(wrong) == 0
    (secret,) = database.rows("SELECT DISTINCT secret FROM people WHERE id > 1")
    assert bcrypt.checkpw(b"sandbox", str(secret[0]).encode())


def test_sql_may_look_at_generated_columns_and_the_server_s_own_functions(
    database: Database,
) -> None:
    """As the server itself computes them."""
    database.run(PEOPLE)
    recipe = parse_recipe(RULES.replace("initials_of", "lower(initials)"))
    assert database.fill(recipe).rows == 40
    right = "SELECT bool_and(email_key = lower(email) || '/' || lower(initials)) FROM people"
    assert database.value(f"{right} WHERE id > 1") is True


def test_sql_is_computed_in_a_circle_that_lands_at_once(database: Database) -> None:
    """Two tables that can neither do without each other nor wait: the SQL may name its table."""
    database.run(
        "CREATE TABLE teams (id serial PRIMARY KEY, captain_id integer NOT NULL, label text);"
        "CREATE TABLE players (id serial PRIMARY KEY, team_id integer NOT NULL REFERENCES teams);"
        "ALTER TABLE teams ADD FOREIGN KEY (captain_id) REFERENCES players"
    )
    sql = "'captain ' || teams.captain_id"
    recipe = parse_recipe(f'[tables.teams.columns]\nlabel = {{ sql = "{sql}" }}\n')
    assert [report.left_out for report in database.fill(recipe).tables] == [None, None]
    wrong = "SELECT count(*) FROM teams WHERE label IS DISTINCT FROM 'captain ' || captain_id"
    assert database.value(wrong) == 0


def test_rows_of_sql_that_break_a_rule_are_left_out(database: Database) -> None:
    """The server's refusal ends nothing: the rows that hold go in, the report says why not all."""
    database.run(PEOPLE)
    sql = "lower(initials) || id % 7"
    recipe = parse_recipe(RULES.replace("lower(email) || '/' || initials_of", sql))
    loaded = database.fill(recipe)
    (report,) = loaded.tables
    assert report.rows == database.value("SELECT count(*) - 1 FROM people")
    assert 7 < report.rows <= 40
    assert database.value("SELECT bool_and(email_key ~ '^.[0-6]$') FROM people WHERE id > 1")


def test_sql_that_the_server_does_not_understand_is_reported(database: Database) -> None:
    """With the server's own words, and the table stays as it was."""
    database.run(PEOPLE)
    recipe = parse_recipe(RULES.replace("lower(email) || '/' || initials_of", "lowr(email)"))
    (report,) = database.fill(recipe).tables
    assert report.rows == 0
    assert "lowr" in str(report.left_out)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("id = { sql = '1' }", "pets refers to it"),
        ("email = { sql = '1' }\nsecret = { template = '{email}' }", "cannot look at"),
        ("initials = { sql = 'x' }", "computed by the database itself"),
    ],
)
def test_sql_where_it_cannot_be_is_refused(database: Database, rules: str, message: str) -> None:
    """Before anything is made."""
    database.run(PEOPLE + "CREATE TABLE pets (owner int REFERENCES people)")
    with pytest.raises(RecipeError, match=message):
        database.fill(parse_recipe(f"[tables.people.columns]\n{rules}"))


LOGGED = """
CREATE TABLE notes (id serial PRIMARY KEY, body text NOT NULL);
CREATE TABLE log (note int);
CREATE FUNCTION logged() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO log VALUES (NEW.id); RETURN NEW; END $$;
CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'not today'; END $$;
CREATE TRIGGER on_note AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION logged();
CREATE TRIGGER no_note BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION refused();
CREATE TRIGGER asleep BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION refused();
ALTER TABLE notes DISABLE TRIGGER asleep;
"""


def test_triggers_do_not_run_where_the_recipe_says_so(database: Database) -> None:
    """And are as they were afterwards: those that were off stay off."""
    database.run(LOGGED)
    states = (
        "SELECT tgname::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    )
    before = database.rows(states)
    recipe = parse_recipe("[tables.notes]\nrows = 20\ntriggers = false\n[tables.log]\nskip = true")
    database.fill(recipe)
    assert database.value("SELECT count(*) FROM notes") == 20
    assert database.value("SELECT count(*) FROM log") == 0
    assert database.rows(states) == before


def test_triggers_run_where_nobody_says_otherwise(database: Database) -> None:
    """What they refuse stays out."""
    database.run(LOGGED)
    loaded = database.fill(parse_recipe("[tables.notes]\nrows = 20\n[tables.log]\nskip = true"))
    assert database.value("SELECT count(*) FROM notes") == 0
    assert "not today" in str([one.left_out for one in loaded.tables])


SHOP = """
CREATE TABLE countries (code char(2) PRIMARY KEY);
CREATE TABLE customers (
    id serial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    number int NOT NULL UNIQUE,
    country char(2) NOT NULL REFERENCES countries
);
CREATE TABLE orders (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customers);
INSERT INTO countries VALUES ('NL'), ('FR');
"""


def _grown(database: Database, table: str, rows: int, text: str = "") -> Loaded:
    schema = database.seeding().schema
    recipe = growth(parse_recipe(text), schema, find_table(schema, table), rows)
    before = database.value(f"SELECT count(*) FROM {table}")
    assert isinstance(before, int)
    return database.fill(recipe, seed=growth_seed(None, before))


def test_growth_adds_to_one_table_and_leaves_the_others(database: Database) -> None:
    """New rows refer to those that are there, unique values and numbers go on behind them."""
    database.run(SHOP)
    database.fill(EMPTY_RECIPE, rows=30)
    before = database.rows("SELECT * FROM customers ORDER BY id")
    orders = database.value("SELECT count(*) FROM orders")
    for _ in range(2):
        loaded = _grown(database, "customers", 500)
        assert {one.table: one.rows for one in loaded.tables if one.rows} == {"customers": 500}
        assert loaded.constraints.failed == ()
    assert database.value("SELECT count(*) FROM customers") == len(before) + 1000
    assert database.rows(f"SELECT * FROM customers ORDER BY id LIMIT {len(before)}") == before
    assert database.value("SELECT count(*) FROM orders") == orders
    furthest = database.value("SELECT max(id) FROM customers")
    assert isinstance(furthest, int)
    assert furthest >= len(before) + 1000
    following = "SELECT nextval(pg_get_serial_sequence('customers', 'id'))"
    assert database.value(following) == furthest + 1


def test_growth_of_a_long_table_goes_on_behind_its_last_number(database: Database) -> None:
    """Also where more rows are there than are looked at."""
    database.run("CREATE TABLE marks (id serial PRIMARY KEY, points int NOT NULL)")
    database.run("INSERT INTO marks (points) SELECT n FROM generate_series(1, 25000) n")
    assert _grown(database, "marks", 40).rows == 40
    assert database.value("SELECT max(id) FROM marks") == 25_040


def test_growth_follows_the_recipe(database: Database) -> None:
    """Its columns, but not its numbers of rows or its fixed ones."""
    database.run(SHOP)
    text = (
        "[tables.customers]\nrows = 9\nfixed = [{ email = 'guest@example.org' }]\n"
        "[tables.customers.columns]\nemail = { template = 'c{id}@example.org' }"
    )
    database.fill(parse_recipe(text))
    _grown(database, "customers", 60, text)
    assert database.value("SELECT count(*) FROM customers") == 69
    there = "SELECT count(*) FROM customers WHERE email = 'c' || id || '@example.org'"
    assert database.value(there) == 68


RUN = """
CREATE FUNCTION run_a_program() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'; RETURN 'it ran'; END $$;
"""
ESCAPES = {
    "files": "pg_read_file('/etc/passwd')",
    "roles": "set_config('role', 'test', false) || pg_read_file('/etc/passwd')",
    "session": "set_config('session_authorization', 'test', false)",
    "programs": "run_a_program()",
    "objects": "lo_import('/etc/passwd')::text",
}


@pytest.mark.parametrize("sql", ESCAPES.values(), ids=ESCAPES.keys())
def test_sql_of_a_recipe_has_no_superuser_s_rights(database: Database, sql: str) -> None:
    """However the seeder came in: it reads no file of the server's and starts no program, and no
    role that could do so can be taken."""
    database.run(PEOPLE + RUN)
    text = "[tables.people]\nrows = 3\n[tables.people.columns]\nemail_key = { sql = " + '"""'
    (report,) = database.fill(parse_recipe(f'{text}{sql}""" }}')).tables
    assert report.rows == 0
    said = str(report.left_out)
    refusals = ("permission denied", "within security-definer function", "must be superuser")
    assert any(one in said for one in refusals)


def test_sql_of_a_recipe_has_the_rights_of_the_table_s_owner(database: Database) -> None:
    """So it reads the app's other tables and uses its sequences."""
    database.run("CREATE ROLE owner_of_people; " + PEOPLE + "ALTER TABLE people OWNER TO "
                 "owner_of_people; CREATE SEQUENCE badges; "
                 "ALTER SEQUENCE badges OWNER TO owner_of_people")  # fmt: skip
    sql = "'badge-' || nextval('badges') || (SELECT min(p.id) FROM people AS p)"
    try:
        recipe = parse_recipe(RULES.replace("lower(email) || '/' || initials_of", sql))
        (report,) = database.fill(recipe).tables
        assert (report.rows, report.left_out) == (40, None)
        assert database.value("SELECT count(*) FROM people WHERE email_key ~ '^badge-.+1$'") == 40
    finally:
        database.run("DROP OWNED BY owner_of_people; DROP ROLE owner_of_people")


def test_sql_may_call_the_row_by_its_table(database: Database) -> None:
    """As in a query on it."""
    database.run(PEOPLE)
    recipe = parse_recipe(
        RULES.replace("lower(email) || '/' || initials_of", "lower(people.email)")
    )
    assert database.fill(recipe).rows == 40
