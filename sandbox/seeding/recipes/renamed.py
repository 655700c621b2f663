"""Which table a recipe may mean that names one which is not there."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

from sandbox.seeding.recipes.model import TableRecipe
from sandbox.seeding.schemas.migrations import is_migration_table
from sandbox.seeding.schemas.schema import Schema, Table

LIKELY = 0.6
"""Of the name or of the columns, so much has to be the same."""


def renamed(schema: Schema, name: str, wanted: TableRecipe, named: Collection[str]) -> str | None:
    """A hint at the table that has such a name or such columns, of those that the recipe does not
    name; None where none has."""
    bare = name.rpartition(".")[2]
    columns = {*wanted.columns, *(column for row in wanted.fixed for column in row)}
    others = [
        table
        for table in schema.tables
        if table.kind in ("r", "p")
        and not table.partition
        and not is_migration_table(table)
        and not {table.name, f"{table.schema}.{table.name}"} & set(named)
    ]
    ranked = sorted((-_likeness(table, bare, columns), table.name) for table in others)
    close = [found for likeness, found in ranked if -likeness >= LIKELY][:3]
    return f"did you mean {', '.join(close)}?" if close else None


def _likeness(table: Table, name: str, columns: Collection[str]) -> float:
    """From 0 to 1, by the name or by the columns."""
    own = {column.name for column in table.columns}
    alike = SequenceMatcher(None, name, table.name).ratio()
    if name in table.name or table.name in name:
        alike = max(alike, LIKELY)
    return max(alike, len(own & set(columns)) / len(columns) if columns else 0.0)
