"""`sandbox data grow`, time after time, in the example's own database."""

from __future__ import annotations

from sandbox.effects.load.run import Loaded
from sandbox.seeding.grow import empty_parents, growth, growth_seed
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.recipe import Recipe, parse_recipe
from tests.postgres.conftest import Database
from tests.postgres.test_example import app, recipe

__all__ = ["app", "recipe"]

UNDER_WAY = "('booked', 'picked_up', 'in_transit', 'on_hold', 'out_for_delivery')"
TICKETS = """
CREATE TABLE tickets (
    id serial PRIMARY KEY,
    reference varchar(20) NOT NULL UNIQUE,
    label text NOT NULL UNIQUE
);
"""
LABELS = "[tables.tickets]\nrows = 5000\n[tables.tickets.columns]\nlabel = { template = 'T{row}' }"


def _grow(database: Database, table: str, rows: int, recipe: Recipe) -> Loaded:
    schema = database.seeding().schema
    before = database.value(f"SELECT count(*) FROM {table}")
    assert isinstance(before, int)
    grown = growth(recipe, schema, find_table(schema, table), rows)
    return database.fill(grown, seed=growth_seed(recipe.seed, before))


def test_a_table_grows_again_and_again_in_odd_sizes(app: Database, recipe: Recipe) -> None:
    """Each time by as many rows as were asked for; references go on behind those there."""
    app.fill(recipe)
    there = 1200
    for rows in (1200, 2, 1, 700, 3):
        loaded = _grow(app, "shipments", rows, recipe)
        (report,) = [one for one in loaded.tables if one.table == "shipments"]
        assert (report.rows, report.left_out) == (rows, None)
        assert loaded.constraints.failed == ()
        there += rows
    assert app.value("SELECT count(DISTINCT reference) FROM shipments") == there
    assert app.value("SELECT max(id) FROM shipments") == there


def test_some_of_the_grown_rows_are_under_way(app: Database, recipe: Recipe) -> None:
    """About as many as among the seeded ones, whether many rows are added or a few at a time."""
    app.fill(recipe)
    _grow(app, "shipments", 600, recipe)
    share = f"SELECT count(*) FROM shipments WHERE status::text IN {UNDER_WAY} AND id"
    many = app.value(f"{share} BETWEEN 1201 AND 1800")
    assert isinstance(many, int)
    assert 40 <= many <= 120
    for _ in range(20):
        _grow(app, "shipments", 10, recipe)
    few = app.value(f"{share} > 1800")
    assert isinstance(few, int)
    assert 8 <= few <= 50


def test_running_numbers_pass_over_what_is_in_their_way(database: Database) -> None:
    """Also where rows have been deleted, and the next number is another row's."""
    database.run(TICKETS)
    recipe = parse_recipe(LABELS)
    database.fill(recipe)
    database.run("DELETE FROM tickets WHERE id <= 2500")
    loaded = _grow(database, "tickets", 2, recipe)
    assert loaded.rows == 2
    assert loaded.constraints.failed == ()


def test_it_is_known_which_tables_have_to_grow_first(app: Database) -> None:
    """Those that every row refers to and that are empty, not those that migrations filled."""
    seeding = app.seeding()
    shipments = find_table(seeding.schema, "shipments")
    found = [name for _, name in empty_parents(seeding.existing, shipments)]
    assert "customers" in found
    assert "countries" not in found
    assert empty_parents(seeding.existing, find_table(seeding.schema, "customers")) == ()
