"""The changes that may mend a row: NULL, neighbours' values, constants, values of other rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.date_parts import part_of, with_part
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import (
    Call,
    Col,
    Const,
    Expression,
    NotUnderstood,
    children,
    columns_of,
    uncast,
)
from sandbox.seeding.checks.natural import ORDERED, held, natural
from sandbox.seeding.copytext.raw import Raw, parse, scale_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.value import Rows

SAMPLES = 12
"""So many values of other rows are tried."""
PAIRS = 400
"""So many changes of two columns at once are tried."""

_STEPS = {Family.TIMESTAMP: (3600, -3600, 1, -1), Family.TIME: (900, -900)}
_COMPARISONS = ("=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """changeable: the columns that may be changed; nullable: those that take NULL; derived:
    columns that are worked out from others."""

    columns: Mapping[str, Column]
    changeable: frozenset[str]
    nullable: frozenset[str]
    random: Random
    derived: Mapping[str, Expression] = field(default_factory=dict)

    def changes(
        self, broken: Sequence[Condition], row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Mapping[str, Raw]]:
        names = self._sources(name for condition in broken for name in condition.columns)
        free = [name for name in names if name in self.changeable]
        if any(_asks_for_null(condition.expression) for condition in broken):
            self.random.shuffle(free)  # each gets its turn
        yield from self._swaps(free, row)
        values = {name: list(self._values(name, broken, row, rows)) for name in free}
        for name in free:
            for value in values[name]:
                yield {name: value}
        tries = 0
        for index, first in enumerate(free):
            for second in free[index + 1 :]:
                for one, two in product(values[first], values[second]):
                    tries += 1
                    if tries > PAIRS:
                        return
                    yield {first: one, second: two}

    def _sources(self, names: Iterable[str]) -> list[str]:
        """The columns, those that derived ones come from in place of these."""
        found: dict[str, None] = {}
        for name in names:
            if name in self.derived:
                found.update(dict.fromkeys(self._sources(columns_of(self.derived[name]))))
            else:
                found[name] = None
        return list(found)

    def _swaps(self, free: Sequence[str], row: Mapping[str, Raw]) -> Iterator[Mapping[str, Raw]]:
        for index, first in enumerate(free):
            for second in free[index + 1 :]:
                one, two = self.columns[first], self.columns[second]
                same = (one.family, scale_of(one)) == (two.family, scale_of(two))
                if same and None not in (row[first], row[second]) and one.family in ORDERED:
                    yield {first: row[second], second: row[first]}

    def _solved(self, name: str, expression: Expression, row: Mapping[str, Raw]) -> Iterator[Raw]:
        """What the other side of a comparison with the column is worth in this row."""
        column = self.columns[name]
        known = {other: natural(self.columns[other], row[other]) for other in row}
        for own, other in _sides(expression):
            unit = part_of(own, name)
            if (uncast(own) != Col(name) and unit is None) or name in columns_of(other):
                continue
            try:
                value = evaluated(other, self.columns)(known)
            except NotUnderstood:
                continue
            if unit is not None and value is not None and row[name] is not None:
                yield from with_part(column, row[name], unit, value)
            elif value is not None:
                yield from _around(column, value)

    def _values(
        self, name: str, broken: Sequence[Condition], row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Raw]:
        column = self.columns[name]
        if column.family is Family.BOOLEAN:
            yield not row[name]
        for condition in broken:
            yield from self._solved(name, condition.expression, row)
        for condition in broken:
            yield from _constants(column, condition.expression)
        others = rows.columns[name]
        for _ in range(SAMPLES):
            yield others[int(self.random.random() * len(others))]
        yield from column.labels
        if name in self.nullable:
            yield None


def _asks_for_null(expression: Expression) -> bool:
    null = ("is null", "num_nonnulls", "num_nulls")
    if isinstance(expression, Call) and expression.name in null:
        return True
    return any(_asks_for_null(child) for child in children(expression))


def _around(column: Column, value: Any) -> Iterator[Raw]:
    """A natural value in the column's unit; for ordered types also a little more and less."""
    try:
        raw = held(column, value)
    except (ValueError, TypeError, ArithmeticError):
        return
    yield raw
    if column.family in ORDERED:
        for step in _STEPS.get(column.family, (1, -1)):
            yield raw + step


def _sides(expression: Expression) -> Iterator[tuple[Expression, Expression]]:
    """The two sides of every comparison in an expression, both ways."""
    if isinstance(expression, Call) and expression.name in _COMPARISONS:
        left, right = expression.arguments
        yield left, right
        yield right, left
    for child in children(expression):
        yield from _sides(child)


def _constants(column: Column, expression: Expression) -> Iterator[Raw]:
    """The check's own constants, where they are values of the column's type."""
    if isinstance(expression, Const) and isinstance(expression.value, str):
        try:
            value = parse(column, expression.value)
        except ValueError:
            return
        yield value
        if column.family in ORDERED:
            yield value + 1
            yield value - 1
    for child in children(expression):
        yield from _constants(column, child)
