"""One pass over a schema's tables, table by table: what came of one shows in those after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.seeding.context import Context
from sandbox.seeding.counts import Counts
from sandbox.seeding.keys import Kept, existing_keys, kept_columns, keys_of
from sandbox.seeding.outcome import TableReport, TableRows, missing, mistake
from sandbox.seeding.planning.closing import Closing, closings
from sandbox.seeding.planning.origins import begins
from sandbox.seeding.planning.plan import TablePlan, plan_table
from sandbox.seeding.planning.promise import promised, promising, without_settled
from sandbox.seeding.recipes.check import find_table, recipes_by_table
from sandbox.seeding.recipes.recipe import Recipe, TableRecipe
from sandbox.seeding.schemas.existing import Existing, ExistingRows
from sandbox.seeding.schemas.order import Place, in_order, is_migration_table
from sandbox.seeding.schemas.schema import Schema, Table, TableName
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.table import Lost, batches
from sandbox.seeding.values.languages import locales_of
from sandbox.seeding.values.named_rules import NamedRule
from sandbox.seeding.values.polymorphic import targets

__all__ = ["Filling", "TableReport", "TableRows", "missing", "mistake"]


class Filling:
    """Makes each table's rows when its turn comes.

    `rows_of` may be called for several tables at once, if for each those that it `waits_for` are
    settled: by `landed`, `tried`, `left_out`, or because `rows_of` gave None.
    """

    def __init__(
        self,
        schema: Schema,
        recipe: Recipe,
        *,
        rows: int | None,
        seed: int,
        existing: Existing,
        rules: tuple[NamedRule, ...] = (),
    ) -> None:
        self.schema, self._seed, self._existing = schema, seed, existing
        self._recipes: Mapping[TableName, TableRecipe] = recipes_by_table(recipe, schema)
        self._recipe_of_all, self._rules = recipe, rules
        self._own_locales, self._tables = locales_of(schema), targets(schema)
        self._counts = Counts(schema, recipe, self._recipes, rows)
        self.places = tuple(in_order(schema))
        self._circles = {
            name
            for place in self.places
            for key in place.cut
            for name in (place.table.qualified, key.target)
        }
        self._position = {place.table.qualified: i for i, place in enumerate(self.places)}
        # In the order of the places, however many are filled at once.
        self._kept = {place.table.qualified: self._start(place.table) for place in self.places}
        self._totals = {name: known.rows for name, known in existing.tables.items()}
        self._assumed: dict[TableName, Kept] = {}
        self._reports: dict[TableName, TableReport] = {}
        self._made: dict[TableName, tuple[str | None, tuple[str, ...]]] = {}

    @property
    def reports(self) -> tuple[TableReport, ...]:
        """What came of each table that was settled, in the order of the places."""
        return tuple(
            self._reports[place.table.qualified]
            for place in self.places
            if place.table.qualified in self._reports
        )

    def waits_for(self, place: Place) -> frozenset[TableName]:
        """The tables that have to be settled before this one's rows are made."""
        table = place.table
        cut = {key.target for key in place.cut}
        targets = {key.target for key in table.foreign_keys if key.target not in cut}
        parent = self._parent(table)
        if parent is not None:
            targets.add(parent)
        for other in self.others(place):
            targets.update(key.target for key in other.table.foreign_keys)
        targets -= {*place.circle}
        return frozenset(targets & self._position.keys() - {table.qualified})

    def rows_of(self, place: Place) -> TableRows | None:
        """None where it gets none: the report may say why."""
        table = place.table
        if is_migration_table(table) or self._stays(table):
            return None
        wanted = self._wanted(table, self._totals)
        try:
            plan = self._plan(place, wanted)
            lost = Lost()
            # The first batch is made at once: what cannot be made shows there.
            made = batches(plan, self._kept[table.qualified], lost)
            first = next(made, None)
        except CannotFill as reason:
            self.left_out(table, str(reason), wanted=wanted)
            return None
        except Exception as error:  # one odd table must not cost the others their rows
            self.left_out(table, mistake(error), wanted=wanted)
            return None
        rows = TableRows(table, wanted, plan, lost, first, made)
        self._made[table.qualified] = rows.room, rows.real
        return rows

    def others(self, place: Place) -> tuple[Place, ...]:
        """The rest of a circle that has to be loaded in one transaction, in order."""
        return tuple(other for other in self.places if other.table.qualified in place.circle)

    def settled(self, table: Table) -> bool:
        """Whether it is known what came of the table."""
        return table.qualified in self._reports

    def closings(self) -> Iterator[Closing]:
        """What closes circles of references, once all tables are settled."""
        return closings(self._context(self._kept), self.places)

    def plan_of(self, place: Place, rows: int) -> TablePlan:
        """The plan for so many candidates. Raises CannotFill."""
        return self._plan(place, rows)

    def landed(self, rows: TableRows) -> None:
        """All that was made is in the table."""
        name = rows.table.qualified
        self._kept[name].forget_first(len(self._existing.in_the_way(name)))
        self._report(rows.table, rows.made, rows.wanted, rows.shortfall)

    def tried(
        self, table: Table, rows: int, wanted: int, there: ExistingRows | None, reason: str | None
    ) -> None:
        """So many rows landed of those that were tried. there: all the rows of the table now."""
        columns = kept_columns(self.schema, table)
        there = self._existing.newer(table.qualified, there)
        self._kept[table.qualified] = keys_of(table, there, columns)
        self._report(table, rows, wanted, reason)

    def left_out(self, table: Table, reason: str, *, wanted: int) -> None:
        """No row landed."""
        kept = self._kept[table.qualified] = self._start(table)
        kept.left_out = reason
        self._report(table, 0, wanted, reason)

    def rows_before(self, table: Table) -> int:
        """The rows that were there before this pass."""
        known = self._existing.tables.get(table.qualified)
        return known.rows if known is not None else 0

    def expected(self) -> Mapping[TableName, int]:
        """About how many rows each table will be wanted, if all before it get theirs."""
        totals = {name: known.rows for name, known in self._existing.tables.items()}
        wanted: dict[TableName, int] = {}
        for place in self.places:
            table = place.table
            if not is_migration_table(table) and not self._stays(table):
                wanted[table.qualified] = self._wanted(table, totals)
                totals[table.qualified] = wanted[table.qualified] + self.rows_before(table)
        return wanted

    def forget(self, name: TableName) -> None:
        """Nobody refers to its rows any more, unless a circle is to be closed."""
        if name in self._circles:
            return
        self._kept[name] = Kept(left_out=self._kept[name].left_out)

    def _start(self, table: Table) -> Kept:
        return existing_keys(table, self._existing, kept_columns(self.schema, table))

    def _stays(self, table: Table) -> bool:
        """Rows that migrations inserted stay alone, unless the recipe asks for more there."""
        has_rows = table.qualified in self._existing.tables
        recipe = self._recipe(table)
        asked = recipe.rows is not None or recipe.per is not None or bool(recipe.fixed)
        return has_rows and not asked

    def _recipe(self, table: Table) -> TableRecipe:
        return self._recipes.get(table.qualified, TableRecipe())

    def _parent(self, table: Table) -> TableName | None:
        """The table whose rows the recipe counts, if it is filled before."""
        per = self._recipe(table).per
        if per is None:
            return None
        name = find_table(self.schema, per.table).qualified
        before = self._position.get(name, -1) < self._position[table.qualified]
        return name if before else None

    def _wanted(self, table: Table, totals: Mapping[TableName, int]) -> int:
        per, parent = self._recipe(table).per, self._parent(table)
        known = {per.table: totals.get(parent, 0)} if per and parent else {}
        return self._counts.of(table, known)

    def _plan(self, place: Place, wanted: int) -> TablePlan:
        kept: Mapping[TableName, Kept] = self._kept
        place = without_settled(place, self._existing, self._recipes)
        if promising(place):
            begun = self._begins(place)
            place, kept, own = promised(place, self.others(place), kept, self._rehearsed)
            if begun:
                self._assumed[place.table.qualified] = own
        else:
            kept = {**kept, **self._assumed_by(place)}
        return plan_table(self._context(kept), place, self._recipe(place.table), wanted)

    def _begins(self, place: Place) -> bool:
        """Whether rows of the place are left out that no row of the others refers to."""
        return any(
            begins(self.schema, place.table, key, name)
            for key in promising(place)
            for name in key.columns
        )

    def _assumed_by(self, place: Place) -> Mapping[TableName, Kept]:
        """The rows that the table of a circle chooses among as it was promised."""
        return {
            name: kept
            for name, kept in self._assumed.items()
            if place.table.qualified in self.places[self._position[name]].circle
        }

    def _rehearsed(self, place: Place, kept: Mapping[TableName, Kept]) -> tuple[TablePlan, Kept]:
        table = place.table
        own = self._start(table)
        totals = {**self._totals, **{name: len(there) for name, there in kept.items() if there}}
        context = self._context({**kept, table.qualified: own})
        return plan_table(context, place, self._recipe(table), self._wanted(table, totals)), own

    def _context(self, kept: Mapping[TableName, Kept]) -> Context:
        return Context(
            schema=self.schema,
            seed=self._seed,
            existing=self._existing,
            kept=kept,
            scenario=self._recipe_of_all.scenario,
            locales=tuple(self._recipe_of_all.locales) or self._own_locales,
            tables=self._tables,
            rules=self._rules,
        )

    def _report(self, table: Table, rows: int, wanted: int, left_out: str | None) -> None:
        name = table.qualified
        room, real = self._made.get(name, (None, ())) if rows else (None, ())
        report = TableReport(schema=table.schema, table=table.name, rows=rows, wanted=wanted,
                             left_out=left_out, room=room, real=real)  # fmt: skip
        self._reports[name] = report
        self._totals[name] = rows + self.rows_before(table)
