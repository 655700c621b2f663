"""Each built-in scenario loads, whatever the schema."""

from __future__ import annotations

import pytest

from sandbox.seeding.recipes.recipe import BUILT_IN, EMPTY_RECIPE, parse_recipe
from sandbox.seeding.recipes.scenarios import with_scenario
from tests.postgres.conftest import SCHEMAS, Database
from tests.postgres.test_example import ROOT, app

__all__ = ["app"]


@pytest.mark.parametrize("scenario", BUILT_IN)
@pytest.mark.parametrize(
    "name", ["checks", "types", "unique_values", "many_to_many", "self_references", "odd_names"]
)
def test_a_scenario_loads_into_an_ordinary_schema(
    database: Database, name: str, scenario: str
) -> None:
    """Nothing that the usual data fills is refused by the server, and only `empty` is empty."""
    database.run((SCHEMAS / f"{name}.sql").read_text())
    usual = {one.table for one in database.seeding().tables if one.rows}
    made = database.fill(with_scenario(EMPTY_RECIPE, scenario))
    filled = {one.table for one in made.tables if one.rows}
    if scenario == "empty":
        assert all(one.rows or one.left_out for one in made.tables)
    else:
        assert filled == usual


def test_a_busy_week_of_the_example_is_a_week_of_shipments(app: Database) -> None:
    """More shipments than usual, most of them in the anchor week."""
    recipe = parse_recipe((ROOT / "seeds" / "shipments.toml").read_text())
    app.fill(with_scenario(recipe, "busy-week"))
    share = app.value(
        "SELECT avg((created_at >= '2026-11-16')::int) > 0.7 AND count(*) > 3000 FROM shipments"
    )
    assert share is True


def test_the_first_day_of_the_example_has_its_people_only(app: Database) -> None:
    """Who can log in, and no shipments."""
    recipe = parse_recipe((ROOT / "seeds" / "shipments.toml").read_text())
    app.fill(with_scenario(recipe, "empty"))
    assert app.value("SELECT count(*) FROM users") == 4
    assert app.value("SELECT count(*) FROM shipments") == 0


def test_awkward_data_of_the_example_is_there_and_holds_its_checks(app: Database) -> None:
    """Customers with markup and emoji in their names, amounts of nothing."""
    recipe = parse_recipe((ROOT / "seeds" / "shipments.toml").read_text())
    app.fill(with_scenario(recipe, "awkward"))
    assert app.value("SELECT count(*) > 0 FROM customers WHERE name LIKE '%<b>%'") is True
    assert app.value("SELECT count(*) > 0 FROM customers WHERE name ~ '[\U0001f300-\U0001faff]'")
