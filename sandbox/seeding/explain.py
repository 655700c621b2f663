"""Which rule fills each column, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sandbox.seeding.checks.conditions import read_checks
from sandbox.seeding.copytext.raw import Raw, text_of
from sandbox.seeding.fill import Seeding
from sandbox.seeding.filling import Filling, TableRows
from sandbox.seeding.recipes.check import recipes_by_table
from sandbox.seeding.recipes.recipe import TableRecipe
from sandbox.seeding.schemas.order import Place, is_migration_table
from sandbox.seeding.schemas.schema import Column, Table, TableName
from sandbox.seeding.steps.step import Step
from sandbox.seeding.values.rules import by_name
from sandbox.seeding.values.value import Limits, Rows, Spec

SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAccount:
    """One column. rule: what is made; why: what that rule follows from.

    nulls: the share of NULL among the first rows, 0 to 1. samples: up to three different values,
    as the server reads them.
    """

    schema: str
    table: str
    column: str
    type: str
    rule: str
    why: str
    nulls: float
    samples: tuple[str, ...]


Texts = Mapping[str, tuple[str | None, ...]]
"""By column: values as the server writes them."""
STAY = "the rows that are there"


def first_rows(seeding: Seeding, tables: Sequence[Table]) -> Mapping[TableName, Texts]:
    """The first rows that would be made for these tables."""
    filling = seeding.filling()
    wanted = {table.qualified for table in tables}
    found: dict[TableName, Texts] = {}
    for place in filling.places:
        rows = filling.rows_of(place) if wanted - found.keys() else None
        batch = rows.sample() if rows is not None else None
        if rows is None or batch is None:
            continue
        filling.landed(rows)
        found[place.table.qualified] = {
            column.name: tuple(
                None if value is None else text_of(column, value)
                for value in batch.columns[column.name]
            )
            for column in rows.columns
        }
    return found


def explain(
    seeding: Seeding,
    only: Table | None = None,
    there: Mapping[TableName, Texts] | None = None,
) -> Iterator[ColumnAccount]:
    """Every column of the tables, in the order of filling. only: of this table. there: rows that
    stay, to show some.

    It makes the first rows of each table, as `fill` would.
    """
    filling = seeding.filling()
    recipes = recipes_by_table(seeding.recipe, seeding.schema)
    for place in filling.places:
        table = place.table
        rows = filling.rows_of(place)
        batch = rows.sample() if rows is not None else None
        if rows is not None:
            filling.landed(rows)
        if only is not None and table is not only:
            continue
        recipe = recipes.get(table.qualified, TableRecipe())
        for column in table.columns:
            account = _account(filling, place, column, recipe, rows, batch)
            known = (there or {}).get(table.qualified, {}).get(column.name, ())
            yield _with_samples(account, known) if rows is None and known else account


def _with_samples(account: ColumnAccount, there: Sequence[str | None]) -> ColumnAccount:
    shown = dict.fromkeys(value for value in there if value is not None)
    return replace(
        account,
        rule=STAY,
        nulls=round(there.count(None) / len(there), 3),
        samples=tuple(shown)[:SAMPLES],
    )


def _account(
    filling: Filling,
    place: Place,
    column: Column,
    recipe: TableRecipe,
    rows: TableRows | None,
    batch: Rows | None,
) -> ColumnAccount:
    table = place.table
    values: Sequence[Raw] = ()
    if rows is None:
        rule, why = "nothing", _why_nothing(filling, table)
    elif column.name in rows.plan.computed:
        rule, why = f"SQL: {rows.plan.computed[column.name]}", "the recipe says so"
    elif column.name not in {one.name for one in rows.columns}:
        rule, why = _of_the_server(column)
    else:
        rule, why = _rule(rows.plan.steps, column), _why(table, column, recipe)
        if " (the rule " in rule and not why.startswith("the recipe"):
            why = "an installed package brings the rule"
        values = batch.columns[column.name] if batch is not None else ()
    fixed = len(recipe.fixed)
    shown = dict.fromkeys(
        value for value in [*values[fixed:], *values[:fixed]] if value is not None
    )
    return ColumnAccount(
        schema=table.schema,
        table=table.name,
        column=column.name,
        type=column.declared,
        rule=rule,
        why=why,
        nulls=round(sum(value is None for value in values) / len(values), 3) if values else 0.0,
        samples=tuple(text_of(column, value) for value in list(shown)[:SAMPLES]),
    )


def _why_nothing(filling: Filling, table: Table) -> str:
    if is_migration_table(table):
        return "the migration tool keeps its books here"
    for report in filling.reports:
        if (report.schema, report.table) == table.qualified and report.left_out:
            return report.left_out
    return "the table has rows already, and stays as it is"


def _of_the_server(column: Column) -> tuple[str, str]:
    if column.generated:
        return "what the database computes", "the column is generated"
    if column.default is not None:
        return f"the default, {column.default}", "nothing better is known of it"
    return "NULL", "no value is known for its type, and none is needed"


def _rule(steps: Sequence[Step], column: Column) -> str:
    """What makes the column; of a foreign key also how the parent is chosen."""
    for step in steps:
        if column.name in step.gives:
            chosen = [one.why for one in steps for name in one.gives if name in step.needs]
            own = "#ref:" in " ".join(step.needs) or step.why.startswith("refers to")
            return ": ".join([step.why, *(w for w in chosen if w)]) if own else step.why
    return "the recipe's fixed rows"


def _why(table: Table, column: Column, recipe: TableRecipe) -> str:
    rule = recipe.columns.get(column.name)
    if rule is not None and rule.gives_value:
        return "the recipe says so"
    for key in table.foreign_keys:
        if column.name in key.columns:
            return f"the foreign key {key.name}"
    if column.numbered:
        return "its sequence counts"
    checks = read_checks(table)
    limits = checks.limits.get(column.name, Limits())
    if column.labels:
        return "its type lists the values"
    if limits.allowed is not None:
        return "a check lists the values"
    known = Spec(table=table, column=column, seed=0, rows=1, limits=limits)
    return "its name" if by_name(known) is not None else f"its type, {column.declared}"
