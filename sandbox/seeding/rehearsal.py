"""What of a recipe shows only once rows are made: made beforehand, a batch of each table."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.fill import fill
from sandbox.seeding.filling import TableRows
from sandbox.seeding.recipes.among import known_values
from sandbox.seeding.recipes.check import find_table, recipes_by_table
from sandbox.seeding.recipes.fit import Path, Problem, fields_of
from sandbox.seeding.recipes.recipe import Recipe, TableRecipe
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.schema import Schema, Table
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.values.moments import has_timeline
from sandbox.seeding.values.named_rules import NamedRule
from sandbox.seeding.values.value import Rows

OURS = "the recipe's "
"""How reasons begin that are the recipe's."""


def made_problems(
    recipe: Recipe,
    schema: Schema,
    existing: Existing,
    *,
    rows: int | None = None,
    seed: int = 1,
    rules: tuple[NamedRule, ...] = (),
) -> Iterator[Problem]:
    """Templates that give no value of their column, and `recent` where no row is more recent.

    recipe: one that fits the schema.
    """
    filling = fill(schema, recipe, rows=rows, seed=seed, existing=existing, rules=rules).filling()
    wishes = recipes_by_table(recipe, schema)
    names = {find_table(schema, name).qualified: name for name in recipe.tables}
    for place in filling.places:
        made = filling.rows_of(place)
        wanted, name = wishes.get(place.table.qualified), names.get(place.table.qualified)
        batch = made.sample() if made is not None else None
        if made is not None:
            filling.landed(made)
        if wanted is None or name is None or wanted.skip:
            continue
        at = ("tables", name)
        if made is None or batch is None:
            reasons = {(one.schema, one.table): one.left_out for one in filling.reports}
            reason = reasons.get(place.table.qualified) or ""
            yield from _refused(place.table, wanted, reason, at)
            continue
        yield from _too_late(made, batch, wanted, at)
        yield from _never_recent(place.table, wanted, batch, at)


def _refused(table: Table, wanted: TableRecipe, reason: str, at: Path) -> Iterator[Problem]:
    if not reason.startswith(OURS):
        return
    named = next((n for n, r in wanted.columns.items() if r.template and f" {n} " in reason), None)
    where = (*at, "columns", named) if named is not None else at
    yield Problem(message=f"{table.name}: {reason}", hint=_HINT, at=where)


_HINT = "shorten it, or give the column another value"


def _too_late(made: TableRows, batch: Rows, wanted: TableRecipe, at: Path) -> Iterator[Problem]:
    """Templates whose `{row}` becomes too long further on."""
    columns: dict[str, list[Raw]] = {name: values[:1] for name, values in batch.columns.items()}
    last = Rows(first=max(made.plan.rows - 1, 0), count=1, columns=columns)
    for step in made.plan.steps:
        rule = wanted.columns.get(step.gives[0])
        if rule is None or "row" not in fields_of(rule.template) or not batch.count:
            continue
        try:
            step.run(last)
        except CannotFill as reason:
            where = (*at, "columns", step.gives[0])
            yield Problem(message=f"{made.table.name}: {reason}", hint=_HINT, at=where)


def _never_recent(table: Table, wanted: TableRecipe, batch: Rows, at: Path) -> Iterator[Problem]:
    for name, rule in wanted.columns.items():
        if not rule.recent:
            continue
        where = (*at, "columns", name, "recent")
        if not has_timeline(table):
            message = f"{table.name} has no moment that says which rows are recent"
            yield Problem(message=message, hint=f"leave `recent` out of {name}", at=where)
            continue
        column = table.column(name)
        if known_values(table, column, wanted) is not None or column.array:
            continue
        there = set(batch.columns.get(name, ()))
        for value in rule.recent:
            if parse(column, value) not in there:
                message = f"{table.name}.{name} is never {value!r}"
                yield Problem(message=message, hint="say which values it has: choice = …", at=where)
