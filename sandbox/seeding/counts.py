"""How many rows a table gets."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.seeding.planning.documents import has_lines
from sandbox.seeding.recipes.recipe import Recipe, TableRecipe
from sandbox.seeding.recipes.scenarios import BUSY, BUSY_WEEK
from sandbox.seeding.schemas.schema import Schema, Table, TableName
from sandbox.seeding.values.subject import is_look_up

ORDINARY = 200
"""Rows of an ordinary table where nobody says anything."""
SMALL = 50
"""A table for which the recipe wants fewer rows is a look-up table: `rows` does not scale it."""


class Counts:
    """Row counts of a schema's tables; `per` counts need the parents' real ones."""

    def __init__(
        self,
        schema: Schema,
        recipe: Recipe,
        recipes: Mapping[TableName, TableRecipe],
        rows: int | None,
    ) -> None:
        self._schema = schema
        self._recipes = recipes
        said = rows if rows is not None else recipe.rows
        self._ordinary = ORDINARY if said is None else said
        self._busy = BUSY if recipe.scenario == BUSY_WEEK and not rows else 1
        self._scale = self._factor(rows)

    def _factor(self, rows: int | None) -> float:
        largest = max((wanted.rows or 0 for wanted in self._recipes.values()), default=0)
        return rows / largest if rows is not None and largest else 1.0

    def of(self, table: Table, filled: Mapping[str, int]) -> int:
        """Rows for the table; filled: rows of the tables before it, by name and schema.name."""
        wanted = self._recipes.get(table.qualified, TableRecipe())
        return max(self._wanted(table, wanted, filled), len(wanted.fixed))

    def _wanted(self, table: Table, wanted: TableRecipe, filled: Mapping[str, int]) -> int:
        if wanted.per is not None:
            return round(wanted.per.mean * filled.get(wanted.per.table, 0))
        if wanted.rows is not None:
            small = wanted.rows < SMALL
            least = 1 if self._scale else 0
            return wanted.rows if small else max(round(wanted.rows * self._scale), least)
        if wanted.fixed:
            return len(wanted.fixed)
        return self._guess(table)

    def _guess(self, table: Table) -> int:
        targets = {key.target for key in table.foreign_keys} - {table.qualified}
        if is_look_up(table.name) and not targets:
            return min(12, self._ordinary)
        referred = any(
            other.qualified != table.qualified
            for other, _ in self._schema.referring(table.qualified)
        )
        if not targets and referred:
            return max(self._ordinary // 4, min(20, self._ordinary))
        busy = self._ordinary * (self._busy if targets else 1)
        # With as many lines as other tables have rows, each of these has some.
        return max(busy // 3, min(20, busy)) if has_lines(self._schema, table) else busy
