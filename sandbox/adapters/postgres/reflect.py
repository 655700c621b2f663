"""The two questions asked of a migrated database before it is filled.

Both are one SQL query that returns one row with one JSON text, so that they run through
`psql -At` inside a container as well as through a driver.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from sandbox.seeding.copytext.script import identifier, literal
from sandbox.seeding.schemas.existing import key_columns
from sandbox.seeding.schemas.order import fillable
from sandbox.seeding.schemas.schema import Schema, Table

REFLECT_SQL: str = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
"""The whole schema; feed the parsed JSON to `schema_from_catalog`."""

KEY_ROWS = 10_000
"""So many rows of a table that already holds some can be referenced by new rows."""


def _only(table: Table) -> str:
    """Rows of tables that inherit are theirs; those of partitions are the partitioned table's."""
    return "ONLY " if table.kind == "r" else ""


def existing_sql(schema: Schema) -> str:
    """The query for the rows that are there already: counts and the keys that others refer to.

    Feed the parsed JSON to `existing_from_json`. At most KEY_ROWS keys a table.
    """
    return _query(schema, tuple(fillable(schema)))


class PostgresCatalogue:
    """Implements `sandbox.ports.Catalogue`."""

    def schema_query(self) -> str:
        return REFLECT_SQL

    def existing_query(self, schema: Schema) -> str:
        return existing_sql(schema)

    def rows_query(self, schema: Schema, table: Table) -> str:
        return _query(schema, (table,))


def _query(schema: Schema, asked: Sequence[Table]) -> str:
    parts = [f"SELECT {_table_query(schema, table)}" for table in asked]
    tables = "\nUNION ALL ".join(parts) if parts else "SELECT NULL::json WHERE false"
    return (
        "SELECT json_build_object('tables', coalesce(json_agg(t.answer), '[]'::json))::text "
        f"FROM ({tables}) t (answer)"
    )


def _furthest(table: Table, name: str) -> str:
    """The largest number of each numbered column, the smallest where its sequence counts down."""
    parts = []
    for column in table.columns:
        if column.sequence is not None and column.numbered:
            end = "max" if column.sequence.increment > 0 else "min"
            parts.append(
                f"{literal(column.name)}, (SELECT {end}({identifier(column.name)}) FROM {name})"
            )
    return ", ".join(parts)


def _table_query(schema: Schema, table: Table) -> str:
    name = f"{identifier(table.schema)}.{identifier(table.name)}"
    columns = key_columns(schema, table)
    listed = ", ".join(identifier(column) for column in columns)
    texts = ", ".join(f"k.{identifier(column)}::text" for column in columns)
    keys = (
        f"(SELECT coalesce(json_agg(json_build_array({texts})), '[]'::json) FROM "
        f"(SELECT {listed} FROM {_only(table)}{name} ORDER BY {listed} LIMIT {KEY_ROWS}) k)"
        if columns
        else "'[]'::json"
    )
    return (
        f"json_build_object('schema', {literal(table.schema)}, 'table', {literal(table.name)}, "
        f"'rows', (SELECT count(*) FROM {_only(table)}{name}), "
        f"'columns', json_build_array({', '.join(literal(column) for column in columns)}), "
        f"'furthest', json_build_object({_furthest(table, name)}), "
        f"'keys', {keys})"
    )
