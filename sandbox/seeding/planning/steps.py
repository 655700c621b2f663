"""The steps that make a table's columns."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.checks.derive import derived_columns, split_step, splits
from sandbox.seeding.checks.expression import Expression, columns_of
from sandbox.seeding.context import Context
from sandbox.seeding.keys import existing_values, kept_columns
from sandbox.seeding.planning.columns import ColumnPlanner
from sandbox.seeding.planning.documents import wholes
from sandbox.seeding.planning.exclusions import (
    Exclusions,
    alike_step,
    disjoint_step,
)
from sandbox.seeding.planning.key_names import few_values, key_names, predicate_names
from sandbox.seeding.planning.lines import fitted_lines, lines_to_fit
from sandbox.seeding.planning.numbering import first_number
from sandbox.seeding.planning.parents import References
from sandbox.seeding.planning.references import (
    ReferencePlanner,
)
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.recipes.fit import template_fields
from sandbox.seeding.recipes.recipe import TableRecipe
from sandbox.seeding.schemas.schema import ForeignKey, Table
from sandbox.seeding.steps.step import Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values.sums import sums_of, without_circles


def column_steps(
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
    promised: tuple[ForeignKey, ...] = (),
) -> tuple[ColumnPlanner, list[Step]]:
    nulls = {n: rule.null for n, rule in recipe.columns.items() if rule.null is not None}
    lines = lines_to_fit(context, table)
    planned = ReferencePlanner(
        schema=context.schema,
        table=table,
        seed=context.seed,
        rows=rows,
        kept=context.kept,
        keys=keys,
        null=nulls,
        most=most,
        promised=promised,
        even=find_table(context.schema, recipe.per.table).qualified
        if recipe.per is not None and recipe.per.spread == "even"
        else None,
        lines=lines.key if lines is not None else None,
    )
    reference_steps = planned.steps(references)
    taken = {name for step in reference_steps for name in step.gives}
    apart = _apart(context, table, rows, references, checks, exclusions)
    taken |= {name for step in apart for name in step.gives}
    free = _free(table, recipe, taken, keys)
    derived = derived_columns(checks.several, free)
    split = _splits(context, table, checks, free - set(derived), derived)
    taken |= {name for step in split for name in step.gives}
    before = _rows_before(context, table)
    sums = without_circles(
        sums_of(table, free - taken - set(derived)),
        {name: columns_of(expression) for name, expression in derived.items()},
    )
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
        sums=sums,
        whole=frozenset(wholes(context.schema, table)),
        next_number=_next_numbers(context, table, recipe),
        locales=context.locales,
        tables=context.tables,
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
    if lines is not None:
        settled = free - taken - set(derived) - set(sums)
        own = fitted_lines(
            context,
            table,
            lines,
            rows,
            checks,
            planned.steps(references),
            own,
            settled,
            set(derived),
        )
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
