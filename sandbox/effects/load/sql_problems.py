"""The SQL in a recipe, as the server understands it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.computed import DROP_STAGE, stage
from sandbox.seeding.recipes.fit import Path, Problem
from sandbox.seeding.recipes.model import Recipe, TableRecipe
from sandbox.seeding.schemas.schema import Schema


def sql_problems(session: Session, recipe: Recipe, schema: Schema) -> Iterator[Problem]:
    """What the server refuses of a recipe that fits the schema otherwise; nothing is computed."""
    yield from _of_tables(session, recipe.tables, ("tables",), schema)
    for name, scenario in recipe.scenarios.items():
        yield from _of_tables(session, scenario.tables, ("scenarios", name, "tables"), schema)


def _of_tables(
    session: Session, tables: Mapping[str, TableRecipe], at: Path, schema: Schema
) -> Iterator[Problem]:
    for name, wanted in tables.items():
        table = find_table(schema, name)
        for column, rule in wanted.columns.items():
            if rule.sql is None:
                continue
            try:
                for sql in stage(table, table.columns, {column: rule.sql}):
                    session.run(sql)
                session.run(DROP_STAGE)
            except StatementRefused as refusal:
                yield Problem(
                    message=f"the SQL of {table.name}.{column} is refused: {refusal.message}",
                    hint=None,
                    at=(*at, name, "columns", column),
                )
