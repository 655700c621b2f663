"""More rows for one table, and for those that the recipe counts by its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sandbox.seeding.recipes.check import find_table, recipes_by_table
from sandbox.seeding.recipes.model import Recipe, TableRecipe
from sandbox.seeding.recipes.scenarios import AWKWARD
from sandbox.seeding.schemas.existing import NOTHING_EXISTS, Existing
from sandbox.seeding.schemas.order import fillable
from sandbox.seeding.schemas.schema import Schema, Table, TableName


def growth(
    recipe: Recipe,
    schema: Schema,
    table: Table,
    rows: int,
    existing: Existing = NOTHING_EXISTS,
    along: Sequence[Table] = (),
) -> Recipe:
    """The recipe for so many more rows of the table, of those along with it as many for each as
    the recipe says, and none of any other.

    along: from `grown_along`. Columns are filled as the recipe says; its fixed rows are there
    already. Awkward data stays awkward, other scenarios say how many rows there are and no more.
    """
    said = recipes_by_table(replace(recipe, scenario=""), schema)
    tables = {_full(one.qualified): TableRecipe(skip=True) for one in fillable(schema)}
    own = said.get(table.qualified, TableRecipe())
    tables[_full(table.qualified)] = _grown(recipe, replace(own, rows=rows, per=None))
    added = {table.qualified: float(rows)}
    for one in along:
        wanted = said[one.qualified]
        assert wanted.per is not None
        parent = find_table(schema, wanted.per.table).qualified
        new = added[parent]
        known = existing.tables.get(parent)
        share = new / max(new + (known.rows if known is not None else 0), 1)
        per = replace(wanted.per, table=_full(parent), mean=wanted.per.mean * share)
        tables[_full(one.qualified)] = _grown(recipe, replace(wanted, per=per))
        added[one.qualified] = float(round(wanted.per.mean * new))
    scenario = AWKWARD if recipe.scenario == AWKWARD else ""
    return replace(recipe, tables=tables, scenarios={}, scenario=scenario)


def _full(name: TableName) -> str:
    return ".".join(name)


def _grown(recipe: Recipe, own: TableRecipe) -> TableRecipe:
    return replace(own, fixed=(), skip=None, locales=own.locales or recipe.locales)


def grown_along(recipe: Recipe, schema: Schema, table: Table) -> tuple[Table, ...]:
    """The tables that the recipe counts by the table's rows, or by those of one of them, after
    those that they are counted by."""
    per = {
        name: find_table(schema, wanted.per.table).qualified
        for name, wanted in recipes_by_table(replace(recipe, scenario=""), schema).items()
        if wanted.per is not None and not wanted.skip
    }
    found = [table.qualified]
    for parent in found:
        found += [name for name, by in per.items() if by == parent and name not in found]
    return tuple(schema.table(name) for name in found[1:])


def left_behind(schema: Schema, grown: Sequence[Table]) -> tuple[TableName, ...]:
    """The tables that refer to grown ones and get no rows."""
    names = [one.qualified for one in grown]
    others = (other.qualified for name in names for other, _ in schema.referring(name))
    return tuple(dict.fromkeys(name for name in others if name not in names))


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
