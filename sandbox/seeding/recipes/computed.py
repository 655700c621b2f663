"""Columns that the recipe gives by SQL: the server computes them on the rows' way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.script import identifier, qualified
from sandbox.seeding.recipes.model import TableRecipe
from sandbox.seeding.schemas.schema import Column, Table

STAGE = "pg_temp.seeding_rows"
"""The rows wait here, where their columns can be read, for the table itself."""


def computed_columns(recipe: TableRecipe) -> Mapping[str, str]:
    """The SQL of each column that has some."""
    return {name: rule.sql for name, rule in recipe.columns.items() if rule.sql is not None}


def without_values(table: Table, computed: Mapping[str, str]) -> Table:
    """The table as if it computed these columns itself: nobody else gives them a value."""
    if not computed:
        return table
    columns = (
        replace(c, generated=True, default=None) if c.name in computed else c for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def stage(table: Table, columns: Sequence[Column]) -> Sequence[str]:
    """Statements that make the stage: the table's own columns, NULL allowed where none come.

    What the database computes itself it computes there, too.
    """
    given = {column.name for column in columns}
    open_ = [column for column in table.columns if column.name not in given and column.not_null]
    name, own = qualified(table.schema, table.name), STAGE.removeprefix("pg_temp.")
    return (
        f"DROP TABLE IF EXISTS {STAGE}",
        f"CREATE TEMPORARY TABLE {own} (LIKE {name} INCLUDING GENERATED)",
        *(f"ALTER TABLE {STAGE} ALTER {identifier(c.name)} DROP NOT NULL" for c in open_),
    )


def copy_to_stage(columns: Sequence[Column]) -> str:
    """The COPY that the rows of these columns follow."""
    return f"COPY {STAGE} ({_listed([column.name for column in columns])}) FROM stdin"


def from_stage(
    table: Table, columns: Sequence[Column], computed: Mapping[str, str]
) -> Sequence[str]:
    """Statements that bring the rows from the stage into the table."""
    return (insert_from_stage(table, columns, computed), f"DROP TABLE {STAGE}")


def insert_from_stage(table: Table, columns: Sequence[Column], computed: Mapping[str, str]) -> str:
    given = [column.name for column in columns]
    values = ", ".join([*map(identifier, given), *(f"({sql})" for sql in computed.values())])
    return (
        f"INSERT INTO {qualified(table.schema, table.name)} ({_listed([*given, *computed])}) "
        f"OVERRIDING SYSTEM VALUE SELECT {values} FROM {STAGE}"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(identifier(name) for name in names)
