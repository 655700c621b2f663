"""`sandbox seeds explain` on a screen, for somebody who is no programmer."""

from __future__ import annotations

import pytest

from sandbox.frontends.cli.explanation import explanation
from sandbox.seeding.explain import ColumnAccount


def _said(**said: object) -> list[str]:
    known: dict[str, object] = {
        "schema": "public",
        "table": "people",
        "column": "thing",
        "type": "text",
        "rule": "a word",
        "why": "its name",
        "nulls": 0.0,
        "samples": (),
    }
    account = ColumnAccount(**{**known, **said})  # type: ignore[arg-type]
    return explanation([account]).splitlines()


@pytest.mark.parametrize(
    ("declared", "plain"),
    [
        ("character varying(120)", "text, up to 120 characters"),
        ("numeric(12,2)", "number with 2 decimals"),
        ("timestamp(3) with time zone", "date and time"),
        ("bigint", "whole number"),
        ("mood", "mood"),
    ],
)
def test_types_are_said_in_plain_words(declared: str, plain: str) -> None:
    """Those of the app keep their own names."""
    assert _said(type=declared)[2] == f"  thing ({plain})"


@pytest.mark.parametrize(
    ("rule", "why", "plain"),
    [
        (
            "refers to customers.id: any parent, unevenly",
            "the foreign key fk_x",
            "a row of customers: some come often, most seldom",
        ),
        (
            "refers to homes.id: a parent of the same owner",
            "",
            "a row of homes: one of the same owner",
        ),
        ("true in 90%", "its type, boolean", "yes in 90% (told by its type)"),
        ("the recipe's choice", "the recipe says so", "the recipe's choice"),
        (
            "awkward, or a first name",
            "its name",
            "something awkward, or a first name (told by its name)",
        ),
    ],
)
def test_rules_are_said_in_plain_words(rule: str, why: str, plain: str) -> None:
    """Without the words of databases."""
    assert _said(rule=rule, why=why)[3] == f"      {plain}"


def test_long_values_are_cut_and_those_that_find_no_room_left_out() -> None:
    """A line has 80 columns; what is empty or begins with a space shows its edges."""
    lines = _said(samples=("x" * 60, "y" * 60, "z"))
    assert lines[-1] == f"      {'x' * 39}…"
    assert _said(samples=("  a", ""))[-1] == '      "  a" | ""'
    assert _said(type="boolean", samples=("t", "f"))[-1] == "      yes | no"
    assert "empty in 25%" in _said(nulls=0.25)[3]
