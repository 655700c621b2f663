"""Columns that a check fixes through others: `total = net + tax`, `a + b + c = 100`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import Call, Col, Expression, columns_of, uncast
from sandbox.seeding.checks.natural import held, natural
from sandbox.seeding.copytext.raw import Raw, scale_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.steps.step import Step
from sandbox.seeding.values.value import Limits, Rows


def derived_columns(
    conditions: Iterable[Condition], free: Collection[str]
) -> Mapping[str, Expression]:
    """Of the free columns, those that equal an expression of others, and that expression.

    An expression may hold derived columns, but none hangs on itself in the end.
    """
    found: dict[str, Expression] = {}
    for condition in conditions:
        for own, other in _equal_sides(condition.expression):
            apart = own not in found and own not in _inputs(other, found)
            if apart and own in free and columns_of(other):
                found[own] = other
                break
    return found


def inputs_first(derived: Mapping[str, Expression]) -> Mapping[str, Expression]:
    """The derived columns, each after those that its expression holds."""
    return dict(sorted(derived.items(), key=lambda entry: len(_depth(entry[1], derived))))


def _depth(expression: Expression, found: Mapping[str, Expression]) -> set[str]:
    """The derived columns that an expression hangs on: more for each step further."""
    return _inputs(expression, found) & set(found)


def _inputs(expression: Expression, found: Mapping[str, Expression]) -> set[str]:
    """The columns that an expression hangs on, through derived ones too."""
    names: set[str] = set()
    waiting = list(columns_of(expression))
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += columns_of(found[name]) if name in found else ()
    return names


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


@dataclass(frozen=True, slots=True)
class Split:
    """Columns that add up to something."""

    columns: tuple[str, ...]
    total: Expression


def splits(
    conditions: Iterable[Condition],
    columns: Mapping[str, Column],
    free: Collection[str],
    derived: Mapping[str, Expression],
) -> list[Split]:
    """Sums of free columns that equal an expression of other columns, or a constant."""
    found: list[Split] = []
    taken: set[str] = set()
    for condition in conditions:
        expression = condition.expression
        if not isinstance(expression, Call) or expression.name != "=":
            continue
        for one, two in (expression.arguments, expression.arguments[::-1]):
            names = _summands(one)
            hangs_on = _inputs(two, derived)
            apart = taken.isdisjoint(names) and hangs_on.isdisjoint(names)
            if len(names) > 1 and apart and set(names) <= set(free) and _alike(names, columns):
                found.append(Split(names, two))
                taken.update(names)
                break
    return found


def _summands(expression: Expression) -> tuple[str, ...]:
    """The columns of a plain sum; nothing where it is none."""
    bare = uncast(expression)
    if isinstance(bare, Col):
        return (bare.name,)
    if isinstance(bare, Call) and bare.name == "+" and len(bare.arguments) == 2:
        first, second = (_summands(part) for part in bare.arguments)
        return (*first, *second) if first and second and not set(first) & set(second) else ()
    return ()


def _alike(names: Sequence[str], columns: Mapping[str, Column]) -> bool:
    kinds = {(columns[name].family, scale_of(columns[name])) for name in names}
    return len(kinds) == 1 and next(iter(kinds))[0] in (Family.INTEGER, Family.NUMERIC)


def split_step(
    split: Split,
    columns: Mapping[str, Column],
    limits: Mapping[str, Limits],
    random: Random,
) -> Step:
    """The total in uneven parts, none below what its column allows."""
    needs, compute = columns_of(split.total), evaluated(split.total, columns)
    own = [columns[name] for name in split.columns]
    least = [max(limits.get(name, Limits()).low or 0, 0) for name in split.columns]

    def parts(values: tuple[Raw, ...]) -> Sequence[Raw]:
        known = {n: natural(columns[n], v) for n, v in zip(needs, values, strict=True)}
        total = compute(known)
        if total is None:
            return least
        weights = [random.random() for _ in own]
        rest = held(own[0], total) - sum(least)
        scale = rest / sum(weights)
        made = [low + int(weight * scale) for low, weight in zip(least, weights, strict=True)]
        made[-1] += held(own[0], total) - sum(made)
        return made

    def run(rows: Rows) -> Sequence[list[Raw]]:
        given = list(zip(*(rows.columns[n] for n in needs), strict=True)) or [()] * rows.count
        return [list(column) for column in zip(*map(parts, given), strict=True)]

    return Step(gives=split.columns, needs=needs, run=run, why="parts that add up")
