"""Mends rows that break a condition: the smallest change that makes every condition hold.

Bounds and lists are met by construction; here come those that compare columns. Values tried are
NULL, the other columns' values (and one more, one less), constants of the check, and values that
the same column has in other rows of the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from sandbox.seeding.checks.conditions import Condition, natural_row
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
from sandbox.seeding.raw import Raw, parse, scale_of
from sandbox.seeding.schema import Column, Family
from sandbox.seeding.values.value import Rows

SAMPLES = 12
"""So many values of other rows are tried."""
PAIRS = 400
"""So many changes of two columns at once are tried."""

_STEPS = {Family.TIMESTAMP: (3600, -3600, 1, -1), Family.TIME: (900, -900)}
_COMPARISONS = ("=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mender:
    """changeable: the columns that may be changed; nullable: those that take NULL; domains: what
    single foreign keys may refer to. derived: columns that are worked out from others, after
    those; they follow every change."""

    columns: Mapping[str, Column]
    conditions: tuple[Condition, ...]
    changeable: frozenset[str]
    nullable: frozenset[str]
    domains: Mapping[str, frozenset[Raw]]
    random: Random
    derived: Mapping[str, Expression] = field(default_factory=dict)

    def mend(self, rows: Rows) -> dict[int, str]:
        """Changes the batch in place; row offsets that stay broken, with the check's name."""
        lost: dict[int, str] = {}
        for condition in self.conditions:
            try:
                broken = self._broken(condition, rows)
            except NotUnderstood:  # a value that the expression has no meaning for here
                continue  # the server decides
            for offset in broken:
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
        """One broken condition after the other, never at the cost of one that holds."""
        row = {name: values[offset] for name, values in rows.columns.items() if name[0] != "#"}
        changed: dict[str, Raw] = {}
        broken = [c for c in self.conditions if not self._holds(c, row)]
        while broken:
            change = self._change(broken, row, rows)
            if change is None:
                return False
            row.update(change)
            changed.update(change)
            broken = [c for c in broken if not self._holds(c, row)]
        for name, value in changed.items():
            rows.columns[name][offset] = value
        return True

    def _change(
        self, broken: Sequence[Condition], row: Mapping[str, Raw], rows: Rows
    ) -> Mapping[str, Raw] | None:
        """A change after which the first broken condition holds, and all that held before."""
        for given in self._changes(broken[:1], row, rows):
            change = self.completed(given, row) if self.derived else given
            if change is not None and self._allowed(change):
                tried = {**row, **change}
                touched = (c for c in self.conditions if not set(c.columns).isdisjoint(change))
                kept = (c for c in touched if c is broken[0] or c not in broken)
                if all(self._holds(condition, tried) for condition in kept):
                    return change
        return None

    def _holds(self, condition: Condition, row: Mapping[str, Raw]) -> bool:
        try:
            return condition.holds(natural_row(self.columns, condition.columns, row))
        except NotUnderstood:
            return False

    def completed(
        self, change: Mapping[str, Raw], row: Mapping[str, Raw]
    ) -> Mapping[str, Raw] | None:
        """The change with what follows from it; None where the type cannot hold that."""
        full = dict(change)
        for name, expression in self.derived.items():
            names = columns_of(expression)
            if full.keys().isdisjoint(names):
                continue
            known = natural_row(self.columns, names, {**row, **full})
            try:
                value = evaluated(expression, self.columns)(known)
                full[name] = None if value is None else held(self.columns[name], value)
            except (NotUnderstood, ValueError, TypeError, ArithmeticError):
                return None
        return full

    def _sources(self, names: Iterable[str]) -> list[str]:
        """The columns, those that derived ones come from in place of these."""
        found: dict[str, None] = {}
        for name in names:
            if name in self.derived:
                found.update(dict.fromkeys(self._sources(columns_of(self.derived[name]))))
            else:
                found[name] = None
        return list(found)

    def fits(self, change: Mapping[str, Raw], row: Mapping[str, Raw]) -> bool:
        """Whether the row holds all its conditions after the change."""
        tried = {**row, **change}
        touched = (c for c in self.conditions if not set(c.columns).isdisjoint(change))
        return self._allowed(change) and all(self._holds(c, tried) for c in touched)

    def changes_for(
        self, condition: Condition, row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Mapping[str, Raw]]:
        """Changes of a row after which a condition from elsewhere holds."""
        for change in self._changes([condition], row, rows):
            if self._holds(condition, {**row, **change}):
                yield change

    def another(self, name: str, rows: Rows) -> Raw:
        """A value that the column has in some row of the batch."""
        values = rows.columns[name]
        return values[int(self.random.random() * len(values))]

    def _allowed(self, change: Mapping[str, Raw]) -> bool:
        return all(
            name in self.nullable
            if value is None
            else name not in self.domains or value in self.domains[name]
            for name, value in change.items()
        )

    def _changes(
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
            if uncast(own) != Col(name) or name in columns_of(other):
                continue
            try:
                value = evaluated(other, self.columns)(known)
            except NotUnderstood:
                continue
            if value is not None:
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
