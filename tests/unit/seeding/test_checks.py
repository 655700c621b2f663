"""CHECK expressions as the server writes them back: read, evaluated, turned into limits."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.seeding.checks.conditions import TableChecks, read_checks
from sandbox.seeding.checks.expression import NotUnderstood, columns_of
from sandbox.seeding.checks.parse import parse_check
from sandbox.seeding.schemas.schema import schema_from_catalog
from tests.unit.seeding.build import check, column, table

COLUMNS = (
    column("n", "int4"),
    column("m", "int4"),
    column("price", "numeric", precision=10, scale=2),
    column("share", "float8"),
    column("name", "text"),
    column("code", "varchar", length=8),
    column("ok", "bool"),
    column("day", "date"),
    column("last", "date"),
    column("at", "timestamptz"),
    column("doc", "jsonb"),
    column("tags", "text", array=True),
)


def _checks(expression: str) -> TableChecks:
    document = {"tables": [table("t", *COLUMNS, constraints=(check(expression),))]}
    return read_checks(schema_from_catalog(document).tables[0])


DAY = 86_400


@pytest.mark.parametrize(
    ("expression", "good", "bad"),
    [
        ("(n > 0)", {"n": 1}, {"n": 0}),
        ("((n >= 1) AND (n <= 5))", {"n": 5}, {"n": 6}),
        ("(n < m)", {"n": 1, "m": 2}, {"n": 2, "m": 2}),
        ("((n > 5) OR (m IS NULL))", {"n": 1, "m": None}, {"n": 1, "m": 1}),
        ("(NOT ((n = 1) AND (m = 1)))", {"n": 1, "m": 2}, {"n": 1, "m": 1}),
        ("(price > (0)::numeric)", {"price": 1}, {"price": 0}),
        ("(price >= 9.99)", {"price": 999}, {"price": 998}),
        ("((n)::numeric * price < (100)::numeric)",
         {"n": 9, "price": 1000}, {"n": 10, "price": 1000}),
        ("(share <= (0.5)::double precision)", {"share": 0.5}, {"share": 0.51}),
        ("((code)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
         {"code": "b"}, {"code": "c"}),
        ("(name <> ALL (ARRAY['x'::text, 'y'::text]))", {"name": "z"}, {"name": "x"}),
        ("(char_length((code)::text) = 3)", {"code": "abc"}, {"code": "ab"}),
        ("(length(btrim(name)) > 0)", {"name": " a "}, {"name": "  "}),
        ("((code)::text ~~ 'A-%'::text)", {"code": "A-1"}, {"code": "B-1"}),
        ("((code)::text ~ '^[A-Z]{2}$'::text)", {"code": "AB"}, {"code": "ABC"}),
        ("(name !~~ '%x%'::text)", {"name": "abc"}, {"name": "axc"}),
        ("(upper(name) = name)", {"name": "A"}, {"name": "a"}),
        ("ok", {"ok": True}, {"ok": False}),
        ("(ok IS NOT TRUE)", {"ok": None}, {"ok": True}),
        ("(day > '1940-01-01'::date)", {"day": 0}, {"day": -20_000}),
        ("(last >= (day + 3))", {"day": 10, "last": 13}, {"day": 10, "last": 12}),
        ("((last - day) <= 7)", {"day": 10, "last": 17}, {"day": 10, "last": 18}),
        ("(at >= '2020-01-01 00:00:00+00'::timestamp with time zone)",
         {"at": 1_577_836_800}, {"at": 1_577_836_799}),
        ("(at < (day + '01:00:00'::interval))",
         {"day": 1, "at": DAY + 3599}, {"day": 1, "at": DAY + 3600}),
        ("(num_nonnulls(n, m, name) = 1)",
         {"n": 1, "m": None, "name": None}, {"n": 1, "m": 2, "name": None}),
        ("((ok = true) = (n IS NOT NULL))", {"ok": True, "n": 1}, {"ok": True, "n": None}),
        ("((n % 5) = 0)", {"n": 10}, {"n": 11}),
        ("(n = CASE WHEN ok THEN 1 ELSE 2 END)", {"n": 2, "ok": False}, {"n": 1, "ok": False}),
        ("(COALESCE(n, 0) < 3)", {"n": None}, {"n": 3}),
        ("(n IS DISTINCT FROM m)", {"n": None, "m": 1}, {"n": None, "m": None}),
        ("(jsonb_typeof(doc) = 'object'::text)", {"doc": "{}"}, {"doc": "[]"}),
        ("(array_length(tags, 1) >= 2)", {"tags": ("a", "b")}, {"tags": ("a",)}),
        ("(EXTRACT(year FROM day) = (1970)::numeric)", {"day": 0}, {"day": 400}),
        ("(date_part('hour'::text, at) < (12)::double precision)", {"at": 0}, {"at": 13 * 3600}),
    ],
)  # fmt: skip
def test_a_check_holds_or_not_as_on_the_server(
    expression: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    """Each shape that people write, with a row that passes and one that does not."""
    checks = _checks(expression)
    assert checks.unknown == ()
    columns = {
        c.name: c for c in schema_from_catalog({"tables": [table("t", *COLUMNS)]}).tables[0].columns
    }

    def holds(row: dict[str, Any]) -> bool:
        from sandbox.seeding.checks.conditions import natural_row

        return all(c.holds(natural_row(columns, c.columns, row)) for c in checks.conditions)

    assert holds(good)
    assert not holds(bad)


def test_null_passes_a_check() -> None:
    """A comparison with NULL is unknown, and unknown is no violation."""
    (condition,) = _checks("(n > 0)").conditions
    assert condition.holds({"n": None})


@pytest.mark.parametrize(
    ("expression", "column_name", "limits"),
    [
        ("((n > 2) AND (n <= 9))", "n", {"low": 3, "high": 9}),
        ("((price > 9.995) AND (price < 20.5))", "price", {"low": 1000, "high": 2049}),
        ("((5 <= n) AND (10 > n))", "n", {"low": 5, "high": 9}),
        ("((n IS NULL) OR (n >= 7))", "n", {"low": 7}),
        ("(NOT (n < 4))", "n", {"low": 4}),
        ("((name = 'a'::text) OR (name = 'b'::text))", "name", {"allowed": ("a", "b")}),
        ("(name = ANY ('{x,y}'::text[]))", "name", {"allowed": ("x", "y")}),
        ("(name <> 'none'::text)", "name", {"excluded": frozenset({"none"})}),
        ("((length(name) >= 3) AND (length(name) < 8))", "name", {"shortest": 3, "longest": 7}),
        ("ok", "ok", {"allowed": (True,)}),
        ("(day >= '1970-01-11'::date)", "day", {"low": 10}),
        ("((code)::text ~~ 'A%'::text)", "code", {"like": ("A%",)}),
    ],
)
def test_simple_conditions_become_limits(
    expression: str, column_name: str, limits: dict[str, Any]
) -> None:
    """Values are made within them in the first place."""
    found = _checks(expression).limits[column_name]
    assert {name: getattr(found, name) for name in limits} == limits


@pytest.mark.parametrize(
    "text", ["CHECK ((my_function(n)))", "CHECK ((n <@ some))", "CHECK ((n ^^ 3) = 1)"]
)
def test_what_is_not_understood_is_said(text: str) -> None:
    """No guess: the check is reported with its text."""
    document = {
        "tables": [
            table("t", *COLUMNS, constraints=({"name": "odd", "type": "c", "expression": text},))
        ]
    }
    checks = read_checks(schema_from_catalog(document).tables[0])
    assert checks.unknown == (("odd", text),)


def test_broken_text_is_not_understood() -> None:
    """The reader stops where the text makes no sense to it."""
    with pytest.raises(NotUnderstood):
        parse_check("CHECK ((n > ")


def test_columns_are_found_by_quoted_and_plain_names() -> None:
    """Odd identifiers come in double quotes."""
    assert columns_of(parse_check('CHECK (("a ""b""" > c))')) == ('a "b"', "c")
