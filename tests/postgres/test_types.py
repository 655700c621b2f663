"""Every type that a column can have holds values, alone, in lists and where none may come twice."""

from __future__ import annotations

import pytest

from tests.postgres.conftest import Database

NO_INPUT = (
    "gtsvector",
    "pg_brin_bloom_summary",
    "pg_brin_minmax_multi_summary",
    "pg_dependencies",
    "pg_mcv_list",
    "pg_ndistinct",
    "pg_node_tree",
)
"""Types of the server's own books, of which it takes no values from anybody."""

EXTENSIONS = {
    "citext": ("citext",),
    "hstore": ("hstore",),
    "ltree": ("ltree", "lquery", "ltxtquery"),
    "cube": ("cube",),
    "seg": ("seg",),
    "isn": ("ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"),
    "intarray": ("query_int",),
    "lo": ("lo",),
}


def _built_in(database: Database) -> list[str]:
    rows = database.rows(
        "SELECT format_type(oid, NULL) FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace"
        " AND typtype IN ('b', 'r', 'm') AND typinput <> 'array_in'::regproc"
        f" AND typname <> ALL (ARRAY{list(NO_INPUT)}) ORDER BY 1"
    )
    return [str(name) for (name,) in rows]


def _filled(database: Database, types: list[str]) -> None:
    """Makes and fills tables with a column of each type; each row has a value in each column."""
    named = [(f"c{number}", type_) for number, type_ in enumerate(types)]
    columns = ", ".join(f"{name} {type_} NOT NULL" for name, type_ in named)
    lists = ", ".join(f"{name} {type_}[] NOT NULL" for name, type_ in named)
    tables = ", ".join(f"{name} {type_}[][] NOT NULL" for name, type_ in named)
    database.run(f"CREATE TABLE single (id serial PRIMARY KEY, {columns})")
    database.run(f"CREATE TABLE lists (id serial PRIMARY KEY, {lists})")
    database.run(f"CREATE TABLE matrices (id serial PRIMARY KEY, {tables})")
    reports = {report.table: report for report in database.fill().tables}
    assert {(r.rows, r.left_out) for r in reports.values()} == {(200, None)}


def test_every_built_in_type_holds_values(database: Database) -> None:
    """Each type of pg_type that takes input is filled: as a column, a list, a list of lists."""
    types = _built_in(database)
    assert len(types) > 60
    _filled(database, types)
    for number, type_ in enumerate(types):
        dims = database.value(f"SELECT max(array_ndims(c{number})) FROM matrices")
        assert dims == 2 or type_.endswith("vector"), type_


def test_extensions_types_hold_values(database: Database) -> None:
    """Types of PostgreSQL's own extensions are filled like the built-in ones."""
    for name in EXTENSIONS:
        database.run(f"CREATE EXTENSION {name}")
    _filled(database, [type_ for types in EXTENSIONS.values() for type_ in types])


def test_every_type_with_an_order_can_be_unique(database: Database) -> None:
    """A type that a unique index takes has a different value in every row."""
    types = [
        str(name)
        for (name,) in database.rows(
            "SELECT format_type(t.oid, NULL) FROM pg_type t"
            " JOIN pg_opclass o ON o.opcintype = t.oid"
            " AND o.opcdefault JOIN pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'"
            " WHERE t.typtype IN ('b', 'r', 'm') AND t.typinput <> 'array_in'::regproc"
            " AND t.typnamespace = 'pg_catalog'::regnamespace AND t.typname <> 'bool' ORDER BY 1"
        )
    ]
    assert len(types) > 25
    for number, type_ in enumerate(types):
        database.run(f"CREATE TABLE t{number} (value {type_} NOT NULL UNIQUE)")
    reports = {report.table: report for report in database.fill().tables}
    few = {'"char"': 30, "character": 30, "bit": 2}
    for number, type_ in enumerate(types):
        rows, left_out = reports[f"t{number}"].rows, reports[f"t{number}"].left_out
        assert rows >= few.get(type_, 200), (type_, left_out)


@pytest.mark.parametrize(
    ("fields", "unit"),
    [("year", "year"), ("year to month", "month"), ("day", "day"), ("day to hour", "hour")],
)
def test_restricted_intervals_are_whole_and_not_nothing(
    fields: str, unit: str, database: Database
) -> None:
    """`interval year` holds years: nothing is cut off to zero by the server."""
    database.run(f"CREATE TABLE t (id serial PRIMARY KEY, term interval {fields} NOT NULL UNIQUE)")
    database.fill()
    assert database.value("SELECT count(*) FROM t WHERE term = interval '0'") == 0
    assert database.value(f"SELECT count(DISTINCT date_trunc('{unit}', term)) FROM t") == 200
