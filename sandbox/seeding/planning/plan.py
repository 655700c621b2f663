"""One table: which steps make its columns, in which order, and what is watched meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sandbox.seeding.checks.conditions import read_checks
from sandbox.seeding.checks.repair import Mender
from sandbox.seeding.context import Context
from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.keys import kept_columns
from sandbox.seeding.planning.exclusions import (
    Exclusions,
    read_exclusions,
    with_keys,
    without_implied,
)
from sandbox.seeding.planning.generated import asked_of_sources
from sandbox.seeding.planning.hidden import hidden_steps
from sandbox.seeding.planning.kinds import named_kinds
from sandbox.seeding.planning.mending import mender_of
from sandbox.seeding.planning.parents import sort_references
from sandbox.seeding.planning.partitioning import partitions_of
from sandbox.seeding.planning.references import (
    most_children,
)
from sandbox.seeding.planning.room import ENDLESS, Room, room
from sandbox.seeding.planning.steps import column_steps
from sandbox.seeding.planning.triggers import left_to_triggers
from sandbox.seeding.planning.unique_keys import (
    plan_keys,
)
from sandbox.seeding.planning.watch import watched_keys
from sandbox.seeding.recipes.computed import computed_columns, without_values
from sandbox.seeding.recipes.recipe import TableRecipe
from sandbox.seeding.schemas.order import Place, is_elsewhere
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.steps.step import CannotFill, Step, sorted_steps
from sandbox.seeding.steps.watch import Watched
from sandbox.seeding.values import moments
from sandbox.seeding.values.value import Rows

SKIPPED = "left empty on purpose"


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """What `fill_table` carries out. fixed: the recipe's rows, raw. kept: columns to keep.
    watched: keys that no construction holds, with what is there already. computed: SQL of columns
    that the server computes as the rows land. triggers: whether the table's own run. ruled:
    columns whose values the recipe says: nothing else changes them. room: what leaves no room for
    more rows."""

    table: Table
    rows: int
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    fixed: tuple[Mapping[str, Raw], ...]
    mender: Mender
    watched: tuple[Watched, ...]
    kept: tuple[str, ...]
    computed: Mapping[str, str]
    triggers: bool
    ruled: frozenset[str]
    room: Room = ENDLESS

    @property
    def open(self) -> tuple[Column, ...]:
        """The columns that may get other values where the server refuses some."""
        return tuple(column for column in self.columns if column.name not in self.ruled)

    @property
    def counted(self) -> tuple[Column, ...]:
        """Those of them whose numbers may be given anew, for no fixed row has its own."""
        own = {name for row in self.fixed for name in row}
        return tuple(column for column in self.open if column.name not in own)

    def pin(self, rows: Rows) -> None:
        """The fixed rows say again what they say, if they are in the batch."""
        for offset, row in enumerate(self.fixed[: rows.count] if rows.first == 0 else ()):
            for name in row.keys() & rows.columns.keys():
                rows.columns[name][offset] = row[name]


def plan_table(context: Context, place: Place, recipe: TableRecipe, rows: int) -> TablePlan:
    """The plan of a table; CannotFill with the reason where it has to stay empty."""
    if recipe.skip:
        raise CannotFill(SKIPPED)
    computed = computed_columns(recipe)
    own = asked_of_sources(without_values(place.table, computed))
    exclusions = _exclusions(own, recipe)
    table = with_keys(own, exclusions)
    if recipe.locales:
        context = replace(context, locales=tuple(recipe.locales))
    if is_elsewhere(context.schema, table):
        raise CannotFill("it is on another server (a foreign table)")
    unread = context.existing.unread.get(table.qualified)
    if unread is not None and not table.policed:
        raise CannotFill(f"what it holds cannot be read: {unread}")
    if left_to_triggers(table):
        raise CannotFill(f"its rows are made by the trigger {table.written_by}")
    places = partitions_of(context.schema, table)
    # What is not understood is left to the server: its refusals are met by trying.
    checks = named_kinds(context.schema, table, places.narrowed(read_checks(table)))
    ruled = {name for name, rule in recipe.columns.items() if rule.gives_value}
    open_keys = [key for key in table.foreign_keys if ruled.isdisjoint(key.columns)]
    references = sort_references(table, open_keys, place.cut, context.kept, context.schema, checks)
    references = places.with_parents(references, context.kept)
    needed_keys = without_implied(table, exclusions)
    keys = plan_keys(needed_keys, references.filled, frozenset(ruled), checks.limits)
    places.track(keys)
    fixed = tuple(_raw_row(table, row) for row in recipe.fixed)
    most = most_children(table, references, keys, checks)
    space = room(context, table, references, keys, checks, most)
    rows = min(rows, space.rows)
    planner, steps = column_steps(
        context,
        table,
        recipe,
        rows,
        checks,
        keys,
        references,
        most,
        places.columns,
        exclusions,
        place.promised,
    )
    steps = places.placed(steps, context.seed, rows, planner.next_number)
    columns = planner.written()
    needed = _needed(columns, steps)
    kept = kept_columns(context.schema, table)
    space = min([space, *(_room_of(step) for step in steps)])
    given = {name for step in steps for name in step.gives}
    hidden = hidden_steps(context, table, needed | set(kept), references, rows, given, places.times)
    return TablePlan(
        table=table,
        rows=min(rows, space.rows),
        room=space,
        columns=columns,
        steps=tuple(sorted_steps([*hidden, *steps])),
        fixed=fixed,
        mender=mender_of(
            context,
            table,
            checks,
            references,
            columns,
            planner.derived,
            exclusions.columns | ruled,
            tuple(frozenset(row) for row in fixed),
        ),
        watched=watched_keys(context, table, keys, checks, columns, bool(fixed)),
        kept=tuple(n for n in kept if n[0] != "#" or moments.has_timeline(table)),
        computed=computed,
        triggers=recipe.triggers is not False,
        ruled=frozenset(ruled),
    )


def _room_of(step: Step) -> Room:
    if step.most is None:
        return ENDLESS
    why = f"{', '.join(step.gives)} has {step.most} different values, and none may come twice"
    return Room(rows=step.most, why=why)


def _exclusions(table: Table, recipe: TableRecipe) -> Exclusions:
    ruled = {name for name, rule in recipe.columns.items() if rule.gives_value}
    referring = {name for key in table.foreign_keys for name in key.columns}
    return read_exclusions(table, frozenset(ruled | referring))


def _raw_row(table: Table, row: Mapping[str, object]) -> Mapping[str, Raw]:
    return {name: parse(table.column(name), value) for name, value in row.items()}


def _needed(columns: tuple[Column, ...], steps: list[Step]) -> set[str]:
    return {name for step in steps for name in step.needs if name.startswith("#")}
