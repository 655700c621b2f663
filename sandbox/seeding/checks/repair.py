"""Mends rows that break a condition: the smallest change that makes every condition hold.

Bounds and lists are met by construction; here come those that compare columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from sandbox.seeding.checks.candidates import Candidates
from sandbox.seeding.checks.chains import Chains
from sandbox.seeding.checks.conditions import Condition, natural_row
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import Expression, NotUnderstood, columns_of
from sandbox.seeding.checks.natural import held, natural
from sandbox.seeding.checks.remember import Remembered
from sandbox.seeding.checks.ways import Ways
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column
from sandbox.seeding.values.value import Rows

PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mender:
    """changeable: the columns that may be changed; nullable: those that take NULL; domains: what
    single foreign keys may refer to. derived: columns that are worked out from others, after
    those; they follow every change. pinned: by row, from the first, columns that stay there."""

    columns: Mapping[str, Column]
    conditions: tuple[Condition, ...]
    changeable: frozenset[str]
    nullable: frozenset[str]
    domains: Mapping[str, frozenset[Raw]]
    random: Random
    derived: Mapping[str, Expression] = field(default_factory=dict)
    pinned: tuple[frozenset[str], ...] = ()
    _remembered: Remembered = field(default_factory=Remembered, init=False)
    _known_ways: list[Ways] = field(default_factory=list, init=False)
    _known_chains: list[Chains] = field(default_factory=list, init=False)

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
        pinned = self.pinned_at(rows, offset)
        broken = [c for c in self.conditions if not self._holds(c, row)]
        while broken:
            change = self._change(broken, row, rows, pinned)
            if change is None:
                return False
            row.update(change)
            changed.update(change)
            broken = [c for c in broken if not self._holds(c, row)]
        for name, value in changed.items():
            rows.columns[name][offset] = value
        return True

    def pinned_at(self, rows: Rows, offset: int) -> frozenset[str]:
        """The columns that may not change in that row of the batch."""
        number = rows.first + offset
        return self.pinned[number] if number < len(self.pinned) else frozenset()

    def _change(
        self,
        broken: Sequence[Condition],
        row: Mapping[str, Raw],
        rows: Rows,
        pinned: frozenset[str],
    ) -> Mapping[str, Raw] | None:
        """A change after which the first broken condition holds, and all that held before."""
        if pinned:  # such a row is no example for others
            found = (self._possible(one, broken, row) for one in self._tried(broken[0], row, rows))
            return next((one for one in found if one and pinned.isdisjoint(one)), None)
        known = self._remembered.changes(broken[0], row, rows, self.random)
        for given in known:
            change = self._possible(given, broken, row)
            if change is not None:
                return change
        if self._remembered.hopeless(broken[0], row, rows):
            return None
        for given in self._tried(broken[0], row, rows):
            change = self._possible(given, broken, row)
            if change is not None:
                self._remembered.note(broken[0], row, rows, given)
                return change
        self._remembered.failed(broken[0], row, rows)
        return None

    def _tried(
        self, condition: Condition, row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Mapping[str, Raw]]:
        """Changes of any columns at once come first where pairs of them will hardly do."""
        ordered = self._chains().change(condition, row)
        if ordered is not None and self.changeable.issuperset(ordered):
            yield ordered
        if len(condition.columns) > PAIR:
            for change in self._ways().changes(condition.expression, row, rows):
                if self.changeable.issuperset(change):
                    yield change
        yield from self._candidates().changes([condition], row, rows)

    def _possible(
        self, given: Mapping[str, Raw], broken: Sequence[Condition], row: Mapping[str, Raw]
    ) -> Mapping[str, Raw] | None:
        """The change with what follows from it, if it makes things better and nothing worse."""
        change = self.completed(given, row) if self.derived else given
        if change is None or not self._allowed(change):
            return None
        tried = {**row, **change}
        touched = (c for c in self.conditions if not set(c.columns).isdisjoint(change))
        kept = (c for c in touched if c is broken[0] or c not in broken)
        return change if all(self._holds(condition, tried) for condition in kept) else None

    def _chains(self) -> Chains:
        if not self._known_chains:
            made = Chains(columns=self.columns, conditions=self.conditions)
            self._known_chains.append(made)
        return self._known_chains[0]

    def _ways(self) -> Ways:
        if not self._known_ways:
            made = Ways(columns=self.columns, domains=self.domains, random=self.random)
            self._known_ways.append(made)
        return self._known_ways[0]

    def _candidates(self) -> Candidates:
        return Candidates(
            columns=self.columns,
            changeable=self.changeable,
            nullable=self.nullable,
            random=self.random,
            derived=self.derived,
        )

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

    def fits(self, change: Mapping[str, Raw], row: Mapping[str, Raw]) -> bool:
        """Whether the row holds all its conditions after the change."""
        tried = {**row, **change}
        touched = (c for c in self.conditions if not set(c.columns).isdisjoint(change))
        return self._allowed(change) and all(self._holds(c, tried) for c in touched)

    def changes_for(
        self, condition: Condition, row: Mapping[str, Raw], rows: Rows
    ) -> Iterator[Mapping[str, Raw]]:
        """Changes of a row after which a condition from elsewhere holds."""
        for change in self._candidates().changes([condition], row, rows):
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
