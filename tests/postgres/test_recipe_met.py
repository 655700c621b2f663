"""What a recipe asks for comes about as it is written, or the report says what did not."""

from __future__ import annotations

import pytest

from sandbox.effects.load.run import Loaded
from sandbox.seeding.recipes.recipe import parse_recipe
from tests.postgres.conftest import Database

SHOP = """
CREATE TABLE countries (code char(2) PRIMARY KEY, name text NOT NULL);
INSERT INTO countries VALUES ('NL', 'Netherlands'), ('FR', 'France');
CREATE TABLE users (
    id serial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    country char(2) NOT NULL REFERENCES countries,
    code varchar(5)
);
CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users);
"""
HARD = """
CREATE FUNCTION fine(word text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$ SELECT word ~ '^[a-m]' $$;
CREATE FUNCTION no_three() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.n = 3 THEN RAISE EXCEPTION 'no three'; END IF; RETURN NEW; END $$;
CREATE TABLE things (id serial PRIMARY KEY, kind text NOT NULL CHECK (fine(kind)), n int);
CREATE TRIGGER no_three BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION no_three();
"""


def _filled(database: Database, schema: str, text: str) -> Loaded:
    database.run(schema)
    return database.fill(parse_recipe(text, "app.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[tables.users]\nrows = 20\nfixed = [\n{ country = 'NL' },\n{ country = 'XX' },\n]",
            "line 5 of app.toml: fixed row 2 of users is not among its rows as it is written: "
            "no row of countries has code XX",
        ),
        (
            "[tables.orders]\nrows = 3\nfixed = [{ user_id = 999999 }]",
            "line 3 of app.toml: fixed row 1 of orders is not among its rows as it is written: "
            "no row of users has id 999999",
        ),
        (
            "[tables.users]\nrows = 20\n[tables.users.columns]\n"
            "country = { choice = ['NL', 'DE'] }",
            "line 4 of app.toml: no row of users has country DE: no row of countries has code DE",
        ),
        (
            "[tables.users.columns]\ncountry = { constant = 'XX' }",
            "line 2 of app.toml: no row of users has country XX: no row of countries has code XX",
        ),
    ],
)
def test_what_would_refer_to_nothing_is_said(database: Database, text: str, said: str) -> None:
    """With the line, and which row of which table there would have to be."""
    assert _filled(database, SHOP, text).unmet == (said,)


def test_what_refers_to_something_is_kept(database: Database) -> None:
    """Fixed rows keep their numbers, the others come around them."""
    text = (
        "[tables.orders]\nrows = 9\nfixed = [{ id = 7, user_id = 3 }, { id = 5, user_id = 2 }]\n"
        "[tables.users.columns]\ncountry = { constant = 'NL' }"
    )
    loaded = _filled(database, SHOP, text)
    assert loaded.unmet == ()
    assert database.value("SELECT count(*) FROM orders") == 9
    assert database.rows("SELECT id, user_id FROM orders WHERE id IN (5, 7) ORDER BY id") == [
        (5, 2),
        (7, 3),
    ]


def test_a_choice_that_the_server_refuses_is_said(database: Database) -> None:
    """Rows with the other values come in its place, none with a third."""
    text = "[tables.things]\nrows = 40\n[tables.things.columns]\nkind = { choice = ['be', 'zo'] }"
    loaded = _filled(database, HARD, text)
    (said,) = loaded.unmet
    assert said.startswith("line 4 of app.toml: no row of things has kind zo: ")
    assert database.rows("SELECT kind, count(*) FROM things GROUP BY 1") == [("be", 40)]


def test_a_constant_that_the_server_refuses_leaves_the_table_empty(database: Database) -> None:
    """It is not replaced by what the server would take."""
    text = "[tables.things.columns]\nkind = { constant = 'zo' }"
    (report,) = _filled(database, HARD, text).tables
    assert report.rows == 0
    assert "things_kind_check" in str(report.left_out)


def test_fixed_rows_are_tried_until_the_server_takes_them(database: Database) -> None:
    """With other values for what they leave out, never for what they say."""
    text = (
        "[tables.things]\nrows = 40\n"
        "fixed = [\n{ kind = 'zo' },\n{ id = 9, n = 3 },\n{ id = 12, n = 4 },\n]"
    )
    loaded = _filled(database, HARD, text)
    assert [one[:22] for one in loaded.unmet] == [
        "line 4 of app.toml: fi",
        "line 5 of app.toml: fi",
    ]
    assert database.value("SELECT n FROM things WHERE id = 12") == 4
    assert database.value("SELECT count(*) FROM things") == 40
    assert database.value("SELECT count(*) FROM things WHERE n = 3 OR kind = 'zo'") == 0


def test_a_fixed_row_is_not_mended_at_its_own_cost(database: Database) -> None:
    """What a rule compares it with changes in its place."""
    database.run(
        "CREATE TABLE spans (id serial PRIMARY KEY, low int NOT NULL, high int NOT NULL,"
        " CHECK (low < high))"
    )
    loaded = database.fill(parse_recipe("[tables.spans]\nrows = 30\nfixed = [{ low = 4000000 }]"))
    assert loaded.unmet == ()
    assert database.value("SELECT high > 4000000 FROM spans WHERE low = 4000000") is True


def test_a_template_that_is_too_long_is_not_cut(database: Database) -> None:
    """The table stays empty, and the report shows what it would have held."""
    text = "[tables.users.columns]\ncode = { template = 'code-{row:04d}' }"
    reports = {one.table: one for one in _filled(database, SHOP, text).tables}
    assert reports["users"].rows == 0
    assert "'code-0001' is longer than 5 characters" in str(reports["users"].left_out)


def test_more_rows_of_a_look_up_table_can_be_asked_for(database: Database) -> None:
    """What refers to it takes old and new ones."""
    loaded = _filled(database, SHOP, "[tables.countries]\nrows = 1")
    assert {one.table: one.left_out for one in loaded.tables} == {
        "countries": None, "users": None, "orders": None,
    }  # fmt: skip
    assert database.value("SELECT count(*) FROM countries") == 3


def test_no_rows_are_no_rows(database: Database) -> None:
    """Also of the tables that nobody names."""
    assert _filled(database, SHOP, "rows = 0").rows == 0
