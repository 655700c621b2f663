"""More rows for one table."""

from __future__ import annotations

from dataclasses import replace

from sandbox.seeding.recipes.check import recipes_by_table
from sandbox.seeding.recipes.model import Recipe, TableRecipe
from sandbox.seeding.recipes.scenarios import AWKWARD
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.order import fillable
from sandbox.seeding.schemas.schema import Schema, Table, TableName


def growth(recipe: Recipe, schema: Schema, table: Table, rows: int) -> Recipe:
    """The recipe for so many more rows of the table and none of any other.

    Columns are filled as the recipe says; its fixed rows are there already. Awkward data stays
    awkward, other scenarios say how many rows there are and no more.
    """
    own = recipes_by_table(replace(recipe, scenario=""), schema).get(table.qualified, TableRecipe())
    tables = {
        f"{one.schema}.{one.name}": TableRecipe(skip=True)
        for one in fillable(schema)
        if one.qualified != table.qualified
    }
    tables[f"{table.schema}.{table.name}"] = replace(
        own, rows=rows, per=None, fixed=(), skip=None, locales=own.locales or recipe.locales
    )
    scenario = AWKWARD if recipe.scenario == AWKWARD else ""
    return replace(recipe, tables=tables, scenarios={}, scenario=scenario)


def empty_parents(existing: Existing, table: Table) -> tuple[TableName, ...]:
    """The other tables that each row has to refer to and that have no rows."""
    needed = [
        key.target
        for key in table.foreign_keys
        if key.target != table.qualified and all(table.column(n).not_null for n in key.columns)
    ]
    return tuple(dict.fromkeys(name for name in needed if name not in existing.tables))


def growth_seed(own: int | None, before: int) -> int:
    """Another number at every size of the table: the rows that are there do not come again.

    own: the recipe's. before: the table's rows.
    """
    return (own if own is not None else 1) * 1_000_003 + before + 1
