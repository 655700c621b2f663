"""Scenarios: the first day, a busy week, awkward data, and the app's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest

from sandbox.seeding.copytext.raw import DAY
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, Recipe, RecipeError, parse_recipe
from sandbox.seeding.recipes.scenarios import find_scenario, with_scenario
from sandbox.seeding.values.moments import ANCHOR
from tests.unit.seeding.build import (
    check,
    column,
    foreign_key,
    key,
    rows_of,
    seeding,
    serial,
    table,
)

COUNTRIES = table("countries", serial(), column("name"))
PEOPLE = table(
    "people",
    serial(),
    column("name", "varchar", length=60),
    column("email", "varchar", length=120),
    column("created_at", "timestamptz"),
    keys=(key("email"),),
)
ORDERS = table(
    "orders",
    serial(),
    column("person_id", "int4"),
    column("status", "varchar", length=12),
    column("note", not_null=False),
    column("amount", "numeric", precision=12, scale=2),
    column("created_at", "timestamptz"),
    column("due_on", "date"),
    column("delivered_at", "timestamptz", not_null=False),
    constraints=(
        foreign_key("person_id", "people"),
        check("((amount >= (0)::numeric) AND (amount <= (50000)::numeric))", "amount_fits"),
        check("status = ANY (ARRAY['open'::text, 'done'::text])", "status_known"),
    ),
)
TABLES: Sequence[dict[str, Any]] = (COUNTRIES, PEOPLE, ORDERS)


def _rows(scenario: str, name: str, recipe: Recipe = EMPTY_RECIPE) -> list[dict[str, str]]:
    return rows_of(seeding(*TABLES, recipe=with_scenario(recipe, scenario)), name)


def _counts(recipe: Recipe) -> dict[str, int]:
    return {report.table: report.rows for report in seeding(*TABLES, recipe=recipe).tables}


def test_the_first_day_has_look_ups_and_the_people_to_log_in_as() -> None:
    """`empty` keeps fixed rows and tables of choices, and says that the rest is so on purpose."""
    recipe = parse_recipe('[tables.people]\nrows = 40\nfixed = [{ email = "guest@example.org" }]')
    made = seeding(*TABLES, recipe=with_scenario(recipe, "empty"))
    said = {report.table: (report.rows, report.left_out) for report in made.tables}
    assert said["people"] == (1, None)
    assert said["countries"][0] > 5
    assert said["orders"] == (0, "left empty on purpose")


def test_a_busy_week_has_more_of_what_happens_most_of_it_in_that_week() -> None:
    """Orders are three times as many; the people who order stay, and were there before."""
    usual, busy = _rows("", "orders"), _rows("busy-week", "orders")
    assert len(busy) == 3 * len(usual)
    assert len(_rows("", "people")) == len(_rows("busy-week", "people"))
    assert _share_in_the_week(busy) > 0.7
    assert _share_in_the_week(usual) < 0.1
    assert _share_in_the_week(_rows("busy-week", "people")) < 0.1


def _share_in_the_week(rows: list[dict[str, str]]) -> float:
    from datetime import UTC, datetime

    first = datetime.fromtimestamp(ANCHOR - 9 * DAY, UTC).strftime("%Y-%m-%d")
    return sum(row["created_at"] >= first for row in rows) / len(rows)


def test_in_a_busy_week_nothing_happens_before_its_parent() -> None:
    """An order is placed after its person joined."""
    joined = {row["id"]: row["created_at"] for row in _rows("busy-week", "people")}
    for order in _rows("busy-week", "orders"):
        assert order["created_at"] >= joined[order["person_id"]][:10]


def test_awkward_texts_are_in_every_column_that_people_type_into() -> None:
    """Emoji, right-to-left, combining marks, HTML, and names as long as the column."""
    names = [row["name"] for row in _rows("awkward", "people")]
    notes = "".join(row["note"] for row in _rows("awkward", "orders"))
    for texts in ("".join(names), notes):
        assert "<b>" in texts
        assert "'" in texts
        assert any(unicodedata.bidirectional(c) in ("R", "AL") for c in texts)
        assert any(unicodedata.combining(c) for c in texts)
        assert any(ord(c) > 0x1F000 for c in texts)
    assert max(len(name) for name in names) in (59, 60)


def test_awkward_people_look_like_one_another() -> None:
    """Some names come again in lower case, without accents or with two letters swapped."""
    names = [row["name"] for row in _rows("awkward", "people")]
    usual = [row["name"] for row in _rows("", "people")]
    lowered = [name for name in names if name not in usual and name.islower()]
    assert lowered


def test_awkward_amounts_are_nothing_and_all_that_the_checks_allow() -> None:
    """Zero and the largest, and never outside of the check."""
    amounts = [float(row["amount"]) for row in _rows("awkward", "orders")]
    assert min(amounts) == 0
    assert max(amounts) == 50_000


def test_awkward_deliveries_are_late_or_missing() -> None:
    """Many more than usual were due before the anchor date and are not there."""
    awkward, usual = _rows("awkward", "orders"), _rows("", "orders")

    def late(rows: list[dict[str, str]]) -> int:
        return sum(row["due_on"] < "2026-11-24" and row["delivered_at"] == "\\N" for row in rows)

    assert late(awkward) > 1.5 * late(usual)
    recent = [row for row in awkward if "2026-10-01" < row["due_on"] < "2026-11-24"]
    usually = [row for row in usual if "2026-10-01" < row["due_on"] < "2026-11-24"]
    assert len(recent) > 1.5 * len(usually)


def test_awkward_data_keeps_what_is_technical_or_unique() -> None:
    """Addresses, states and keys are as in the usual data."""
    for name, columns in (("people", ("id", "email")), ("orders", ("status", "person_id"))):
        pairs = zip(_rows("", name), _rows("awkward", name), strict=True)
        assert all(one[column] == two[column] for one, two in pairs for column in columns)


OWN = """
[tables.people]
rows = 40
[tables.people.columns]
name = { constant = "Everybody" }
[scenarios.strike]
about = "the day after"
like = "empty"
[scenarios.strike.tables.people]
rows = 7
fixed = [{ email = "first@example.org" }, { email = "second@example.org" }]
[scenarios."late night".tables.people]
rows = 3
[scenarios."late night".tables.people.columns]
email = { template = "p{row}@example.org" }
"""


def test_the_apps_own_scenario_goes_before_what_the_recipe_says() -> None:
    """Its rows and columns replace those of the recipe, what it does not name stays."""
    made = with_scenario(parse_recipe(OWN), "late night")
    rows = rows_of(seeding(*TABLES, recipe=made), "people")
    assert [row["email"] for row in rows] == [f"p{n}@example.org" for n in (1, 2, 3)]
    assert {row["name"] for row in rows} == {"Everybody"}
    assert _counts(parse_recipe(OWN))["people"] == 40


def test_the_apps_own_scenario_can_start_from_a_built_in_one() -> None:
    """Like `empty`, with other people."""
    counts = _counts(with_scenario(parse_recipe(OWN), "strike"))
    assert counts["people"] == 2
    assert counts["orders"] == 0


@pytest.mark.parametrize("said", ["busy-week", "one busy week", "Busy_Week"])
def test_a_scenario_may_be_written_as_it_is_spoken(said: str) -> None:
    """Spaces, underscores and capitals do not matter."""
    assert find_scenario(EMPTY_RECIPE, said) == "busy-week"


def test_an_unknown_scenario_lists_those_there_are() -> None:
    """The app's own among them, and the nearest first."""
    with pytest.raises(RecipeError) as caught:
        with_scenario(parse_recipe(OWN), "strke")
    assert caught.value.exit_code == 2
    hint = str(caught.value.hint)
    assert hint.startswith("did you mean strike?")
    for name in ("normal", "empty", "busy-week", "awkward", "late night", "the day after"):
        assert name in hint
