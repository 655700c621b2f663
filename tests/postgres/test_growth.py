"""`sandbox data grow`, time after time, in the example's own database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load.run import Loaded, load, look
from sandbox.seeding.fill import fill
from sandbox.seeding.grow import (
    empty_parents,
    grown_along,
    growth,
    growth_seed,
    left_behind,
)
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, Recipe, parse_recipe
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


def _grow(
    database: Database, table: str, rows: int, recipe: Recipe, *, along: bool = False
) -> Loaded:
    """As `sandbox data grow` does it. along: with what the recipe counts by the rows."""
    address = PostgresDatabase(database.address)
    with address.session() as session:
        schema, existing = look(session, PostgresCatalogue())
        own = find_table(schema, table)
        others = grown_along(recipe, schema, own) if along else ()
        known = existing.tables.get(own.qualified)
        names = [one.qualified for one in (own, *others)]
        seeding = fill(
            schema,
            growth(recipe, schema, own, rows, existing, others),
            rows=None,
            seed=growth_seed(recipe.seed, known.rows if known else 0),
            existing=replace(existing, past=frozenset(names)),
        )
        return load(address, session, PostgresCatalogue(), seeding)


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


@pytest.mark.parametrize("triggers", [False, True])
def test_what_the_recipe_counts_by_the_rows_grows_with_them(
    app: Database, recipe: Recipe, triggers: bool
) -> None:
    """Shipments come with events and tags of their own: the old ones get none, not even where
    triggers may have changed the new rows on their way."""
    if triggers:
        app.run(
            "CREATE FUNCTION passes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            "CREATE TRIGGER passes BEFORE INSERT ON shipments FOR EACH ROW"
            " EXECUTE FUNCTION passes()"
        )
    app.fill(recipe)
    old = "SELECT count(*) FROM shipment_events WHERE shipment_id <= 1200"
    before = app.value(old)
    loaded = _grow(app, "shipments", 300, recipe, along=True)
    added = {one.table: one.rows for one in loaded.tables if one.rows}
    assert added == {"shipments": 300, "shipment_events": 600, "shipment_tags": 120}
    assert app.value(old) == before
    assert app.value("SELECT count(*) FROM shipment_events WHERE shipment_id > 1200") == 600
    assert loaded.constraints.failed == ()


def test_tables_further_down_grow_along_too(app: Database, recipe: Recipe) -> None:
    """Invoices of new customers have lines; what is not counted by them is named."""
    schema = app.seeding().schema
    customers = find_table(schema, "customers")
    along = grown_along(recipe, schema, customers)
    names = [one.name for one in along]
    assert names == ["contacts", "addresses", "invoices", "invoice_lines"]
    assert ("public", "shipments") in left_behind(schema, (customers, *along))
    app.fill(recipe)
    before = app.value("SELECT count(*) FROM invoices")
    _grow(app, "customers", 10, recipe, along=True)
    fresh = "SELECT count(*) FROM invoices WHERE customer_id > 120"
    assert app.value(fresh) == 30
    assert app.value("SELECT count(*) FROM invoices") == before + 30  # type: ignore[operator]
    new = "SELECT count(*) FROM invoice_lines JOIN invoices i ON i.id = invoice_id"
    assert app.value(f"{new} WHERE i.customer_id > 120") == 66


CIRCLES = """
CREATE TABLE teams (id serial PRIMARY KEY, name text NOT NULL, lead_id int NOT NULL);
CREATE TABLE people (
    id serial PRIMARY KEY, name text NOT NULL, team_id int NOT NULL REFERENCES teams
);
ALTER TABLE teams ADD FOREIGN KEY (lead_id) REFERENCES people DEFERRABLE INITIALLY DEFERRED;
"""


@pytest.mark.parametrize("table", ["teams", "people"])
@pytest.mark.parametrize("waits", [True, False])
def test_tables_that_need_each_other_grow(database: Database, table: str, waits: bool) -> None:
    """New rows refer to the old ones of the other table, whether its key can wait or not."""
    database.run(CIRCLES)
    database.fill(EMPTY_RECIPE, rows=30)
    if not waits:
        database.run("ALTER TABLE teams ALTER CONSTRAINT teams_lead_id_fkey NOT DEFERRABLE")
    loaded = _grow(database, table, 40, EMPTY_RECIPE)
    assert {one.table: one.rows for one in loaded.tables if one.rows} == {table: 40}
    assert loaded.constraints.failed == ()
