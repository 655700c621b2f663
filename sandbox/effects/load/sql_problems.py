"""The SQL in a recipe, as the server understands it."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import qualified
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.fit import Problem
from sandbox.seeding.recipes.model import Recipe
from sandbox.seeding.schemas.schema import Schema


def sql_problems(session: Session, recipe: Recipe, schema: Schema) -> Iterator[Problem]:
    """What the server refuses of a recipe that fits the schema otherwise; no row is read."""
    for name, wanted in recipe.tables.items():
        table = find_table(schema, name)
        for column, rule in wanted.columns.items():
            if rule.sql is None:
                continue
            try:
                source = qualified(table.schema, table.name)
                session.ask(f"SELECT ({rule.sql})::text FROM {source} LIMIT 0")
            except StatementRefused as refusal:
                yield Problem(
                    message=f"the SQL of {table.name}.{column} is refused: {refusal.message}",
                    hint=None,
                    at=("tables", name, "columns", column),
                )
