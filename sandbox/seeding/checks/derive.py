"""Columns that a check fixes through others: `total = net + tax`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import Call, Col, Expression, columns_of, uncast
from sandbox.seeding.checks.natural import held, natural
from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import Column
from sandbox.seeding.steps.step import Step
from sandbox.seeding.values.value import Rows


def derived_columns(
    conditions: Iterable[Condition], free: Collection[str]
) -> Mapping[str, Expression]:
    """Of the free columns, those that equal an expression of others, and that expression."""
    found: dict[str, Expression] = {}
    needed: set[str] = set()
    for condition in conditions:
        for own, other in _equal_sides(condition.expression):
            names = columns_of(other)
            apart = own not in names and not set(names) & set(found) and own not in needed
            if names and apart and own in free and own not in found:
                found[own] = other
                needed.update(names)
                break
    return found


def _equal_sides(expression: Expression) -> Iterable[tuple[str, Expression]]:
    if isinstance(expression, Call) and expression.name == "=":
        for one, two in (expression.arguments, expression.arguments[::-1]):
            bare = uncast(one)
            if isinstance(bare, Col):
                yield bare.name, two


def derived_step(column: Column, expression: Expression, columns: Mapping[str, Column]) -> Step:
    """The column, worked out from the others row by row."""
    names = columns_of(expression)
    compute = evaluated(expression, columns)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        made = [[natural(columns[n], value) for value in rows.columns[n]] for n in names]
        results = (compute(dict(zip(names, row, strict=True))) for row in zip(*made, strict=True))
        return [[None if value is None else held(column, value) for value in results]]

    return Step(gives=(column.name,), needs=names, run=run, why="worked out as its check says")
