"""Mends rows that break a condition: the smallest change that makes every condition hold.

Bounds and lists are met by construction; here come those that compare columns. Values tried are
NULL, the other columns' values (and one more, one less), constants of the check, and values that
the same column has in other rows of the batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from sandbox.seeding.checks.conditions import Condition, natural_row
from sandbox.seeding.checks.evaluate import natural
from sandbox.seeding.checks.expression import Const, Expression, NotUnderstood, children
from sandbox.seeding.raw import DAY, Raw, parse, scale_of
from sandbox.seeding.schema import Column, Family
from sandbox.seeding.values.value import Rows

SAMPLES = 12
"""So many values of other rows are tried."""
PAIRS = 400
"""So many changes of two columns at once are tried."""

_ORDERED = (Family.INTEGER, Family.NUMERIC, Family.FLOAT, Family.DATE, Family.TIMESTAMP,
            Family.TIME, Family.INTERVAL)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mender:
    """changeable: the columns that may be changed; nullable: those that take NULL; domains: what
    single foreign keys may refer to."""

    columns: Mapping[str, Column]
    conditions: tuple[Condition, ...]
    changeable: frozenset[str]
    nullable: frozenset[str]
    domains: Mapping[str, frozenset[Raw]]
    random: Random

    def mend(self, rows: Rows) -> dict[int, str]:
        """Changes the batch in place; row offsets that stay broken, with the check's name."""
        lost: dict[int, str] = {}
        for condition in self.conditions:
            for offset in self._broken(condition, rows):
                if offset not in lost and not self._mend_row(rows, offset):
                    lost[offset] = condition.check
        return lost

    def _broken(self, condition: Condition, rows: Rows) -> list[int]:
        if not condition.columns:
            return [] if condition.holds({}) else list(range(rows.count))
        if len(condition.columns) == 1:
            return self._broken_values(condition, rows)
        made = [
            [natural(self.columns[name], value) for value in rows.columns[name]]
            for name in condition.columns
        ]
        names = condition.columns
        return [
            offset
            for offset, values in enumerate(zip(*made, strict=True))
            if not condition.holds(dict(zip(names, values, strict=True)))
        ]

    def _broken_values(self, condition: Condition, rows: Rows) -> list[int]:
        """One column: each different value is looked at once."""
        (name,) = condition.columns
        values, column = rows.columns[name], self.columns[name]
        bad = {v for v in set(values) if not condition.holds({name: natural(column, v)})}
        return [offset for offset, value in enumerate(values) if value in bad] if bad else []

    def _mend_row(self, rows: Rows, offset: int) -> bool:
        row = {name: values[offset] for name, values in rows.columns.items() if name[0] != "#"}
        broken = [c for c in self.conditions if not self._holds(c, row)]
        if not broken:
            return True
        for change in self._changes(broken, row, rows):
            if not self._allowed(change):
                continue
            tried = {**row, **change}
            touched = [c for c in self.conditions if c in broken or set(c.columns) & set(change)]
            if all(self._holds(condition, tried) for condition in touched):
                for name, value in change.items():
                    rows.columns[name][offset] = value
                return True
        return False

    def _holds(self, condition: Condition, row: Mapping[str, Raw]) -> bool:
        try:
            return condition.holds(natural_row(self.columns, condition.columns, row))
        except NotUnderstood:
            return False

    def _allowed(self, change: Mapping[str, Raw]) -> bool:
        return all(
            value is None or name not in self.domains or value in self.domains[name]
            for name, value in change.items()
        )

    def _changes(
        self, broken: Sequence[Condition], row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Mapping[str, Raw]]:
        names = dict.fromkeys(name for condition in broken for name in condition.columns)
        free = [name for name in names if name in self.changeable]
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

    def _swaps(self, free: Sequence[str], row: Mapping[str, Raw]) -> Iterator[Mapping[str, Raw]]:
        for index, first in enumerate(free):
            for second in free[index + 1 :]:
                one, two = self.columns[first], self.columns[second]
                same = (one.family, scale_of(one)) == (two.family, scale_of(two))
                if same and None not in (row[first], row[second]) and one.family in _ORDERED:
                    yield {first: row[second], second: row[first]}

    def _values(
        self, name: str, broken: Sequence[Condition], row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Raw]:
        column = self.columns[name]
        if column.family is Family.BOOLEAN:
            yield not row[name]
        for other in dict.fromkeys(n for condition in broken for n in condition.columns):
            if other != name and row[other] is not None:
                yield from _near(column, self.columns[other], row[other])
        for condition in broken:
            yield from _constants(column, condition.expression)
        others = rows.columns[name]
        for _ in range(SAMPLES):
            yield others[int(self.random.random() * len(others))]
        yield from column.labels
        if name in self.nullable:
            yield None


def _near(column: Column, other: Column, raw: Raw) -> Iterator[Raw]:
    """The other column's value in this column's unit, one more and one less of it."""
    if column.family not in _ORDERED:
        if column.family is other.family:
            yield raw
        return
    if other.family not in _ORDERED:
        return
    value: Any = natural(other, raw)
    if column.family is Family.NUMERIC:
        value = int(value * 10 ** scale_of(column))
    elif column.family is Family.DATE:
        value = int(value) // DAY
    elif column.family is Family.FLOAT:
        value = float(value)
    else:
        value = int(value)
    steps = (0, 3600, -3600, 1, -1) if column.family is Family.TIMESTAMP else (0, 1, -1)
    for step in steps:
        yield value + step


def _constants(column: Column, expression: Expression) -> Iterator[Raw]:
    """The check's own constants, where they are values of the column's type."""
    if isinstance(expression, Const) and isinstance(expression.value, str):
        try:
            value = parse(column, expression.value)
        except ValueError:
            return
        yield value
        if column.family in _ORDERED:
            yield value + 1
            yield value - 1
    for child in children(expression):
        yield from _constants(column, child)
