"""One table: which steps make its columns, in which order, and what is watched meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod

from sandbox.seeding.checks.conditions import TableChecks, read_checks
from sandbox.seeding.checks.derive import derived_columns, split_step, splits
from sandbox.seeding.checks.expression import Expression
from sandbox.seeding.checks.repair import Mender
from sandbox.seeding.computed import computed_columns, without_values
from sandbox.seeding.context import Context
from sandbox.seeding.keys import existing_values, kept_columns
from sandbox.seeding.kinds import named_kinds
from sandbox.seeding.numbering import first_number
from sandbox.seeding.order import Place, is_elsewhere
from sandbox.seeding.plan_columns import ColumnPlanner
from sandbox.seeding.plan_exclusions import (
    Exclusions,
    alike_step,
    disjoint_step,
    read_exclusions,
    with_keys,
)
from sandbox.seeding.plan_hidden import hidden_steps
from sandbox.seeding.plan_keys import (
    KeyPlan,
    few_values,
    key_names,
    own_room,
    plan_keys,
    predicate_names,
)
from sandbox.seeding.plan_mending import mender_of
from sandbox.seeding.plan_partitions import partitions_of
from sandbox.seeding.plan_references import (
    ReferencePlanner,
    References,
    most_children,
    sort_references,
)
from sandbox.seeding.plan_watch import watched_keys
from sandbox.seeding.raw import Raw, parse
from sandbox.seeding.recipe import TableRecipe
from sandbox.seeding.recipe_check import find_table
from sandbox.seeding.recipe_fit import template_fields
from sandbox.seeding.schema import Column, Table
from sandbox.seeding.steps.step import CannotFill, Step, sorted_steps
from sandbox.seeding.steps.watch import Watched
from sandbox.seeding.streams import stream
from sandbox.seeding.triggers import left_to_triggers
from sandbox.seeding.values import moments

SKIPPED = "left empty on purpose"
FEW = 1_000
"""Below so many parents, it is worked out how many combinations there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """What `fill_table` carries out. fixed: the recipe's rows, raw. kept: columns to keep.
    watched: keys that no construction holds, with what is there already. computed: SQL of columns
    that the server computes as the rows land. triggers: whether the table's own run."""

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


def plan_table(context: Context, place: Place, recipe: TableRecipe, rows: int) -> TablePlan:
    """The plan of a table; CannotFill with the reason where it has to stay empty."""
    if recipe.skip:
        raise CannotFill(SKIPPED)
    computed = computed_columns(recipe)
    own = without_values(place.table, computed)
    exclusions = _exclusions(own, recipe)
    table = with_keys(own, exclusions)
    if recipe.locales:
        context = replace(context, locales=tuple(recipe.locales))
    if is_elsewhere(context.schema, table):
        raise CannotFill("it is on another server (a foreign table)")
    if left_to_triggers(table):
        raise CannotFill(f"its rows are made by the trigger {table.written_by}")
    places = partitions_of(context.schema, table)
    # What is not understood is left to the server: its refusals are met by trying.
    checks = named_kinds(context.schema, table, places.narrowed(read_checks(table)))
    ruled = {name for name, rule in recipe.columns.items() if rule.gives_value}
    open_keys = [key for key in table.foreign_keys if ruled.isdisjoint(key.columns)]
    references = sort_references(table, open_keys, place.cut, context.kept, context.schema, checks)
    references = places.with_parents(references, context.kept)
    keys = plan_keys(table, references.filled, frozenset(ruled), checks.limits)
    places.track(keys)
    fixed = tuple(_raw_row(table, row) for row in recipe.fixed)
    most = most_children(table, references, keys, checks)
    rows = min(rows, _room(context, table, references, keys, checks, most))
    planner, steps = _column_steps(
        context, table, recipe, rows, checks, keys, references, most, places.columns, exclusions
    )
    steps = places.placed(steps, context.seed, rows, planner.next_number)
    columns = planner.written()
    if not columns:
        raise CannotFill("it has no column that takes a value")
    needed = _needed(columns, steps)
    kept = kept_columns(context.schema, table)
    hidden = hidden_steps(context, table, needed | set(kept), references, rows)
    return TablePlan(
        table=table,
        rows=min([rows, *(step.most for step in steps if step.most is not None)]),
        columns=columns,
        steps=tuple(sorted_steps([*hidden, *steps])),
        fixed=fixed,
        mender=mender_of(
            context, table, checks, references, columns, planner.derived, exclusions.columns
        ),
        watched=watched_keys(context, table, keys, checks, columns, bool(fixed)),
        kept=tuple(n for n in kept if n[0] != "#" or moments.has_timeline(table)),
        computed=computed,
        triggers=recipe.triggers is not False,
    )


def _exclusions(table: Table, recipe: TableRecipe) -> Exclusions:
    ruled = {name for name, rule in recipe.columns.items() if rule.gives_value}
    referring = {name for key in table.foreign_keys for name in key.columns}
    return read_exclusions(table, frozenset(ruled | referring))


def _room(
    context: Context,
    table: Table,
    references: References,
    keys: KeyPlan,
    checks: TableChecks,
    most: Mapping[str, int],
) -> int:
    """How many rows there can be where each parent is taken once, or each combination."""
    parents = references.parents
    room = [len(found) for name, found in parents.items() if name in keys.once]
    room += [prod(len(parents[key.name]) for key in group) for group in keys.together]
    room += [len(parents[name]) * number for name, number in most.items()]
    few = {
        key.columns[0]: len(parents[key.name])
        for key in references.filled
        if len(key.columns) == 1 and len(parents.get(key.name, range(FEW))) < FEW
    }
    own = own_room(table, table.keys, checks.limits, few)
    if own is not None:
        there = context.existing.tables.get(table.qualified)
        room.append(max(own - (there.rows if there is not None else 0), 0))
    return min(room, default=10**12)


def _column_steps(
    context: Context,
    table: Table,
    recipe: TableRecipe,
    rows: int,
    checks: TableChecks,
    keys: KeyPlan,
    references: References,
    most: Mapping[str, int],
    deciding: tuple[str, ...],
    exclusions: Exclusions,
) -> tuple[ColumnPlanner, list[Step]]:
    nulls = {n: rule.null for n, rule in recipe.columns.items() if rule.null is not None}
    reference_steps = ReferencePlanner(
        schema=context.schema,
        table=table,
        seed=context.seed,
        rows=rows,
        kept=context.kept,
        keys=keys,
        null=nulls,
        most=most,
        even=find_table(context.schema, recipe.per.table).qualified
        if recipe.per is not None and recipe.per.spread == "even"
        else None,
    ).steps(references)
    taken = {name for step in reference_steps for name in step.gives}
    apart = _apart(context, table, rows, references, checks, exclusions)
    taken |= {name for step in apart for name in step.gives}
    free = _free(table, recipe, taken, keys)
    derived = derived_columns(checks.several, free)
    split = _splits(context, table, checks, free - set(derived), derived)
    taken |= {name for step in split for name in step.gives}
    before = _rows_before(context, table)
    planner = ColumnPlanner(
        table=table,
        seed=context.seed,
        rows=rows,
        checks=checks,
        keys=keys,
        recipe=recipe,
        taken=frozenset(taken),
        used=_used(context, table, recipe, checks, keys) | set(deciding),
        derived=derived,
        next_number=_next_numbers(context, table, recipe),
        locales=context.locales,
        rules=context.rules,
        before=before,
        scenario=context.scenario,
    )
    own = [planner.step(column) for column in planner.written() if column.name not in taken]
    alike = {one.column: one for one in exclusions.alike}
    own = [
        alike_step(alike[step.gives[0]], step, table) if step.gives[0] in alike else step
        for step in own
    ]
    return planner, [*reference_steps, *apart, *split, *own]


def _apart(
    context: Context,
    table: Table,
    rows: int,
    references: References,
    checks: TableChecks,
    exclusions: Exclusions,
) -> list[Step]:
    """The ranges that may not overlap."""
    groups_of = {c.name: few_values(c, checks.limits.get(c.name)) or 0 for c in table.columns}
    groups_of.update(
        (key.columns[0], len(references.parents.get(key.name, ())))
        for key in references.filled
        if len(key.columns) == 1
    )
    known = {name: number for name, number in groups_of.items() if number}
    return [
        disjoint_step(
            one, table, rows, known, stream(context.seed, *table.qualified, *one.columns, "apart")
        )
        for one in exclusions.disjoint
    ]


def _free(table: Table, recipe: TableRecipe, taken: set[str], keys: KeyPlan) -> set[str]:
    """Columns that neither a reference, a key nor the recipe fixes."""
    ruled = {name for name, rule in recipe.columns.items() if rule.gives_value}
    bound = taken | keys.alone | set(keys.within) | set(keys.first) | ruled
    own = {c.name for c in table.columns if not c.numbered and not c.generated}
    return own - bound


def _splits(
    context: Context,
    table: Table,
    checks: TableChecks,
    free: set[str],
    derived: Mapping[str, Expression],
) -> list[Step]:
    columns = {column.name: column for column in table.columns}
    return [
        split_step(
            split,
            columns,
            checks.limits,
            stream(context.seed, *table.qualified, *split.columns, "split"),
        )
        for split in splits(checks.conditions, columns, free, derived)
    ]


def _used(
    context: Context, table: Table, recipe: TableRecipe, checks: TableChecks, keys: KeyPlan
) -> frozenset[str]:
    """Columns that checks, keys, templates or other tables look at: they need values."""
    used = set(kept_columns(context.schema, table))
    used.update(name for condition in checks.several for name in condition.columns)
    for key in table.keys:
        used.update(key_names(table, key))
        used.update(predicate_names(table, key))
    for rule in recipe.columns.values():
        used.update(rule.when)
        used.update(template_fields(rule.template or ""))
    used.update(keys.first)
    return frozenset(used)


def _next_numbers(context: Context, table: Table, recipe: TableRecipe) -> dict[str, int]:
    """The first number that is free in each numbered column, as its sequence counts."""
    free = {}
    for column in table.columns:
        if column.numbered:
            values = [row[0] for row in existing_values(table, context.existing, (column.name,))]
            values += [int(row[column.name]) for row in recipe.fixed if column.name in row]
            known = context.existing.tables.get(table.qualified)
            if known is not None and column.name in known.furthest:
                values.append(known.furthest[column.name])
            taken = [value for value in values if value is not None]
            free[column.name] = first_number(column, taken)
    return free


def _rows_before(context: Context, table: Table) -> int:
    known = context.existing.tables.get(table.qualified)
    return known.rows if known is not None else 0


def _raw_row(table: Table, row: Mapping[str, object]) -> Mapping[str, Raw]:
    return {name: parse(table.column(name), value) for name, value in row.items()}


def _needed(columns: tuple[Column, ...], steps: list[Step]) -> set[str]:
    return {name for step in steps for name in step.needs if name.startswith("#")}
