"""Fills a schema: a psql script of COPY blocks, and a report of what came of each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sandbox.seeding.context import Context
from sandbox.seeding.copytext import block, encoded, prologue, sequence_settings
from sandbox.seeding.counts import Counts
from sandbox.seeding.existing import Existing
from sandbox.seeding.keys import Kept, existing_keys, kept_columns
from sandbox.seeding.order import Place, in_order, is_migration_table
from sandbox.seeding.plan import TablePlan, plan_table
from sandbox.seeding.recipe import Recipe, TableRecipe
from sandbox.seeding.recipe_check import check_recipe, recipes_by_table
from sandbox.seeding.schema import Schema, Table, TableName
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.table import Lost, batches
from sandbox.seeding.version import ENGINE_VERSION

__all__ = ["ENGINE_VERSION", "Seeding", "TableReport", "fill"]

CHUNK = 1 << 16
"""Bytes of script handed out at once, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """rows: how many this run adds. left_out: why it adds none, or fewer than were wanted."""

    schema: str
    table: str
    rows: int
    left_out: str | None


@dataclass(slots=True, kw_only=True)
class Seeding:
    """The rows for one database. Nothing is made before `script` is read."""

    schema: Schema
    recipe: Recipe
    rows: int | None
    seed: int
    existing: Existing
    _reports: tuple[TableReport, ...] | None = field(default=None, init=False)

    @property
    def tables(self) -> tuple[TableReport, ...]:
        """What came of each table, in the order of filling; reads the script if nobody has yet."""
        if self._reports is None:
            for _ in self.script():
                pass
        assert self._reports is not None
        return self._reports

    def script(self) -> Iterator[bytes]:
        """The script for `psql -v ON_ERROR_STOP=1 --single-transaction -q`, the same each time."""
        run = _Run(self)
        chunk = bytearray()
        for part in run.parts():
            chunk += part
            if len(chunk) >= CHUNK:
                yield bytes(chunk)
                chunk.clear()
        if chunk:
            yield bytes(chunk)
        self._reports = tuple(run.reports)


def fill(
    schema: Schema, recipe: Recipe, *, rows: int | None, seed: int, existing: Existing
) -> Seeding:
    """Rows for every table of the schema that has none.

    rows: of the largest tables (None: what the recipe says). seed: another number, other data.
    RecipeError where the recipe names what the schema does not have.
    """
    check_recipe(recipe, schema)
    return Seeding(schema=schema, recipe=recipe, rows=rows, seed=seed, existing=existing)


class _Run:
    """One pass over the tables."""

    def __init__(self, seeding: Seeding) -> None:
        self._seeding = seeding
        self._recipes: Mapping[TableName, TableRecipe] = recipes_by_table(
            seeding.recipe, seeding.schema
        )
        self._counts = Counts(seeding.schema, seeding.recipe, self._recipes, seeding.rows)
        self._kept: dict[TableName, Kept] = {}
        self._filled: dict[str, int] = {}
        self.reports: list[TableReport] = []

    def parts(self) -> Iterator[bytes]:
        yield prologue()
        touched: list[Table] = []
        for place in in_order(self._seeding.schema):
            table = place.table
            self._kept[table.qualified] = existing_keys(
                table, self._seeding.existing, kept_columns(self._seeding.schema, table)
            )
            if is_migration_table(table):
                continue
            if self._stays(table):
                self._count(table, 0)
                continue
            before = len(self.reports)
            yield from self._table(place)
            if len(self.reports) > before and self.reports[-1].rows:
                touched.append(table)
        yield sequence_settings(touched)

    def _stays(self, table: Table) -> bool:
        """Rows that migrations inserted stay alone, unless the recipe asks for more there."""
        has_rows = table.qualified in self._seeding.existing.tables
        recipe = self._recipes.get(table.qualified, TableRecipe())
        asked = recipe.rows is not None or recipe.per is not None or bool(recipe.fixed)
        return has_rows and not asked

    def _table(self, place: Place) -> Iterator[bytes]:
        table = place.table
        wanted = self._counts.of(table, self._filled)
        lost, rows = Lost(), 0
        try:
            plan = self._plan(place, wanted)
            # The first batch is made before the block begins: what cannot be made shows there.
            made = batches(plan, self._kept[table.qualified], lost)
            batch = next(made, None)
        except CannotFill as reason:
            self._leave_out(table, str(reason))
            return
        except Exception as error:  # one odd table must not cost the others their rows
            self._leave_out(table, f"our mistake: {type(error).__name__}: {error}")
            return
        yield from block(table, plan.columns)
        while batch is not None:
            rows += batch.count
            yield encoded(plan.columns, batch)
            batch = next(made, None)
        yield b"\\.\n"
        self._report(table, rows, self._shortfall(min(wanted, plan.rows), rows, lost))

    def _leave_out(self, table: Table, reason: str) -> None:
        self._kept[table.qualified].left_out = reason
        self._report(table, 0, reason)

    def _plan(self, place: Place, wanted: int) -> TablePlan:
        seeding = self._seeding
        context = Context(
            schema=seeding.schema,
            seed=seeding.seed,
            existing=seeding.existing,
            kept=self._kept,
            scenario=seeding.recipe.scenario,
        )
        recipe = self._recipes.get(place.table.qualified, TableRecipe())
        return plan_table(context, place, recipe, wanted)

    @staticmethod
    def _shortfall(wanted: int, rows: int, lost: Lost) -> str | None:
        if lost.main is None or rows >= wanted:
            return None
        return f"{wanted - rows} of {wanted} rows: {lost.main}"

    def _report(self, table: Table, rows: int, left_out: str | None) -> None:
        self.reports.append(
            TableReport(schema=table.schema, table=table.name, rows=rows, left_out=left_out)
        )
        self._count(table, rows)

    def _count(self, table: Table, rows: int) -> None:
        known = self._seeding.existing.tables.get(table.qualified)
        total = rows + (known.rows if known is not None else 0)
        self._filled[f"{table.schema}.{table.name}"] = total
        if table.schema == "public" or table.name not in self._filled:
            self._filled[table.name] = total
