"""What a recipe cannot have is named before the load."""

from __future__ import annotations

from typing import Any

from sandbox.seeding.recipes.recipe import parse_recipe
from sandbox.seeding.rehearsal import made_problems
from sandbox.seeding.schemas.existing import NOTHING_EXISTS
from tests.unit.seeding.build import column, schema, serial, table

CODES = table("codes", serial(), column("code", "varchar", length=6))
TICKETS = table("tickets", serial(), column("status"), column("created_at", "timestamptz"))


def _said(text: str, *tables: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    found = made_problems(parse_recipe(text), schema(*tables), NOTHING_EXISTS)
    return [(one.message, one.at) for one in found]


def test_a_template_that_is_too_long_is_named_beforehand() -> None:
    """With the column in which the recipe says it."""
    text = "[tables.codes.columns]\ncode = { template = 'code-{row:04d}' }"
    ((message, at),) = _said(text, CODES)
    assert "'code-0001' is longer than 6 characters" in message
    assert at == ("tables", "codes", "columns", "code")


def test_a_template_that_grows_too_long_is_named_beforehand() -> None:
    """The last row has a longer number than the first."""
    rows = "[tables.codes]\nrows = {}\n"
    text = "[tables.codes.columns]\ncode = { template = 'n-{row}' }"
    ((message, _),) = _said(rows.format(20_000) + text, CODES)
    assert "'n-20000' is longer than 6 characters" in message
    assert _said(rows.format(9_000) + text, CODES) == []


def test_recent_values_that_no_row_has_are_named_beforehand() -> None:
    """Also where the recipe does not list the column's values."""
    text = "[tables.tickets.columns]\nstatus = {{ recent = ['{value}'] }}"
    ((message, at),) = _said(text.format(value="brand new"), TICKETS)
    assert message == "tickets.status is never 'brand new'"
    assert at[-1] == "recent"
    assert _said(text.format(value="open"), TICKETS) == []


def test_recent_rows_need_a_moment() -> None:
    """Without one no row is more recent than another."""
    plain = table("tickets", serial(), column("status"))
    ((message, _),) = _said("[tables.tickets.columns]\nstatus = { recent = ['open'] }", plain)
    assert "no moment" in message


def test_a_recipe_that_works_has_no_problem() -> None:
    """Nor have tables that stay empty for reasons of their own."""
    elsewhere = table("remote", serial(), kind="f")
    text = "[tables.codes.columns]\ncode = { template = 'c{row}' }\n[tables.tickets]\nrows = 3"
    assert _said(text, CODES, TICKETS, elsewhere) == []
