"""Whole changes after which an expression holds, read off its form.

A check like `kind <> 1 OR (a IS NULL AND b IS NULL AND c IS NOT NULL)` wants several columns
changed at once, which trying single columns and pairs does not find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from sandbox.seeding.checks.counting import Counted, counted
from sandbox.seeding.checks.evaluate import Evaluated, evaluated
from sandbox.seeding.checks.expression import (
    And,
    Array,
    Call,
    Cast,
    Col,
    Const,
    Expression,
    NotUnderstood,
    Or,
    Quantified,
    columns_of,
    uncast,
)
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.value import Rows

Change = Mapping[str, Raw]

WAYS = 40
"""So many whole changes are tried of one condition."""
PICKED = 3
"""So many other rows are asked for a value that is not NULL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """domains: what single foreign keys may refer to."""

    columns: Mapping[str, Column]
    domains: Mapping[str, frozenset[Raw]]
    random: Random
    _tests: dict[int, tuple[Expression, Evaluated]] = field(default_factory=dict, init=False)

    def changes(self, expression: Expression, row: Mapping[str, Raw], rows: Rows) -> list[Change]:
        """At most WAYS changes, those that keep what the check asks first before the others."""
        look = _Look(ways=self, row=row, rows=rows)
        return [change for change in islice(look.at(expression, True), WAYS) if change]

    def test(self, expression: Expression) -> Evaluated:
        known = self._tests.get(id(expression))
        if known is None:
            # Kept with the expression, so that its id stays its own.
            known = self._tests[id(expression)] = expression, evaluated(expression, self.columns)
        return known[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One row's ways."""

    ways: Ways
    row: Mapping[str, Raw]
    rows: Rows

    def at(self, expression: Expression, truth: bool) -> Iterator[Change]:
        """Changes that make the expression worth `truth`; none where no way is known."""
        expression = uncast(expression)
        if self._is(expression, truth):
            yield {}
            return
        match expression:
            case And(parts=parts) if truth:
                yield from self._all(parts, truth)
            case Or(parts=parts) if not truth:
                yield from self._all(parts, truth)
            case And(parts=parts) | Or(parts=parts):
                # The last words of a check are mostly what it wants; the first say of whom.
                for part in reversed(parts):
                    yield from self.at(part, truth)
            case Call(name="not", arguments=(inner,)):
                yield from self.at(inner, not truth)
            case Call(name="is null", arguments=(inner,)):
                yield from self._null(uncast(inner), truth)
            case Call() if (found := counted(expression, truth)) is not None:
                yield from self._counted(found)
            case Call(name="=" | "<>" as name, arguments=(left, right)):
                yield from self._compared(left, right, (name == "=") == truth)
            case Quantified(left=left, array=array, any=any_of, operator="=" | "<>" as name):
                inside = truth if name == "=" else not truth
                if any_of == (name == "="):
                    yield from self._listed(uncast(left), array, inside)
            case Col(name=name):
                yield {name: truth}

    def _is(self, expression: Expression, truth: bool) -> bool:
        known = {
            name: natural(self.ways.columns[name], self.row[name])
            for name in columns_of(expression)
            if name in self.row
        }
        try:
            value = self.ways.test(expression)(known)
        except (NotUnderstood, KeyError):
            return False
        return value is not None and bool(value) is truth

    def _all(self, parts: Sequence[Expression], truth: bool) -> Iterator[Change]:
        if not parts:
            yield {}
            return
        for first in self.at(parts[0], truth):
            for rest in self._all(parts[1:], truth):
                if all(rest[name] == value for name, value in first.items() if name in rest):
                    yield {**first, **rest}

    def _null(self, inner: Expression, truth: bool) -> Iterator[Change]:
        names = columns_of(inner)
        if len(names) != 1:
            return
        (name,) = names
        if not truth:
            yield from ({name: value} for value in self._others(name))
            return
        yield {name: None}
        if self.ways.columns[name].array and not isinstance(inner, Col):
            yield {name: ()}

    def _compared(self, left: Expression, right: Expression, same: bool) -> Iterator[Change]:
        for one, other in ((uncast(left), uncast(right)), (uncast(right), uncast(left))):
            if isinstance(one, Col) and isinstance(other, Const):
                yield from self._listed(one, Array((other,)), same)
                return
        if not (_is_truth(left) and _is_truth(right)):
            return
        for worth in (True, False):
            pair = (left, right)
            wanted = (worth, worth if same else not worth)
            for first in self.at(pair[0], wanted[0]):
                for second in self.at(pair[1], wanted[1]):
                    yield {**first, **second}

    def _counted(self, found: Counted) -> Iterator[Change]:
        """As many of the parts true as may be, the nearest number first, any of them."""
        known = {n: self._is(part, True) for n, part in enumerate(found.parts)}
        true = [n for n, worth in known.items() if worth]
        for number in sorted(found.fitting, key=lambda number: abs(number - len(true))):
            for _ in range(PICKED):
                chosen = self._chosen(true, list(known), number)
                yield from islice(self._each(found.parts, chosen), PICKED)

    def _chosen(self, true: Sequence[int], every: Sequence[int], number: int) -> set[int]:
        """So many of the parts: of those that hold now, or these and others."""
        random = self.ways.random
        if number <= len(true):
            return set(random.sample(list(true), number))
        others = [n for n in every if n not in true]
        return {*true, *random.sample(others, number - len(true))}

    def _each(self, parts: Sequence[Expression], chosen: set[int]) -> Iterator[Change]:
        """The chosen parts true and the others false, one after the other."""
        change: dict[str, Raw] = {}
        for n, part in enumerate(parts):
            step = next(self.at(part, n in chosen), None)
            if step is None:
                return
            change |= step
        yield change

    def _listed(self, left: Expression, array: Expression, inside: bool) -> Iterator[Change]:
        array = uncast(array)
        if not isinstance(left, Col) or not isinstance(array, Array):
            return
        column = self.ways.columns[left.name]
        items = [_constant(column, uncast(item)) for item in array.items]
        if inside:
            known = [item for item in items if item is not None]
            for item in self.ways.random.sample(known, len(known)):
                yield {left.name: item}
            return
        for value in self._others(left.name):
            if value not in items:
                yield {left.name: value}

    def _others(self, name: str) -> Iterator[Raw]:
        """Values that the column has in other rows, or may have."""
        values = self.rows.columns.get(name, [])
        found = [value for value in values if value is not None]
        if not found:
            found = sorted(self.ways.domains.get(name, ()), key=repr)
        for _ in range(PICKED if found else 0):
            yield found[int(self.ways.random.random() * len(found))]


def _constant(column: Column, item: Expression) -> Raw:
    """The constant as a value of the column; None where it is none."""
    if not isinstance(item, Const) or item.value is None:
        return None
    if isinstance(item.value, bool):
        return item.value if column.family is Family.BOOLEAN else None
    try:
        return parse(column, item.value)
    except ValueError:
        return None


def _is_truth(expression: Expression) -> bool:
    """Whether it is worth true or false, as its form shows."""
    match expression:
        case Cast(inner=inner):
            return _is_truth(inner)
        case And() | Or() | Quantified():
            return True
        case Call(name=name):
            return name in ("not", "is null", "=", "<>", "<", "<=", ">", ">=")
    return False
