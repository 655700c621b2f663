"""What a schema has that a recipe says nothing of."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.model import Recipe, RecipeError
from sandbox.seeding.schemas.order import fillable, is_migration_table
from sandbox.seeding.schemas.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """tables: that the recipe does not name. columns: "table.column", of tables whose columns it
    does name, and neither these nor what the database gives itself."""

    tables: tuple[str, ...]
    columns: tuple[str, ...]


def news(recipe: Recipe, schema: Schema) -> News:
    """No problem, for what nobody names is filled by its name and type."""
    said = {}
    for name, wanted in recipe.tables.items():
        try:
            said[find_table(schema, name).qualified] = wanted
        except RecipeError:
            continue
    tables: list[str] = []
    columns: list[str] = []
    for table in fillable(schema):
        shown = table.name if table.schema == "public" else f"{table.schema}.{table.name}"
        if table.qualified not in said:
            if not is_migration_table(table):
                tables.append(shown)
            continue
        wanted = said[table.qualified]
        named = set(wanted.columns) | {name for row in wanted.fixed for name in row}
        keys = {name for key in table.foreign_keys for name in key.columns}
        columns += [
            f"{shown}.{column.name}"
            for column in table.columns
            if named
            and column.name not in named | keys
            and not (column.generated or column.numbered)
        ]
    return News(tables=tuple(tables), columns=tuple(columns))
