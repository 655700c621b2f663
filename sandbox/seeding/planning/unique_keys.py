"""Decides how each unique key of a table is kept: by the references, by one column, or by a check.

Uniqueness is by construction wherever a key has a column whose values can be counted, or consists
of foreign keys. What remains is watched: a row that repeats a key is changed, or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sandbox.seeding.planning.key_names import few_values, key_names, mentioned
from sandbox.seeding.schemas.schema import Column, Family, ForeignKey, Table, UniqueKey
from sandbox.seeding.steps.watch import folds
from sandbox.seeding.values.value import Limits

_COUNTABLE = (
    Family.INTEGER,
    Family.TEXT,
    Family.TIMESTAMP,
    Family.NUMERIC,
    Family.DATE,
    Family.NETWORK,
    Family.MAC,
    Family.FLOAT,
    Family.INTERVAL,
    Family.TIME,
    Family.BYTES,
    Family.BITS,
    Family.JSON,
    Family.RANGE,
    Family.COMPOSITE,
    Family.MULTIRANGE,
    Family.OTHER,
    Family.SEARCH,
    Family.ENUM,
    Family.BOOLEAN,
)
"""Families that can hold a key apart, the one with the most natural counting first."""

_MOST_TOGETHER = 5
"""A table between more tables than that has its rows watched."""


@dataclass(slots=True, kw_only=True)
class KeyPlan:
    """once: foreign keys that take each parent once. together: foreign keys of which no
    combination comes twice. apart: by foreign key, the columns beside which it takes no parent
    twice. alone: columns unique by themselves. within: columns unique among rows that agree in the
    group. through: columns whose values count as the same where an expression is the same. first:
    booleans true once in a group. filled: columns in which NULLs would be the same.
    tracked: names of the keys to watch while filling.
    """

    once: set[str] = field(default_factory=set)
    together: list[tuple[ForeignKey, ...]] = field(default_factory=list)
    apart: dict[str, tuple[str, ...]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    through: dict[str, str] = field(default_factory=dict)
    first: dict[str, tuple[str, ...]] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    tracked: set[str] = field(default_factory=set)

    def paired(self, key: ForeignKey) -> bool:
        return any(key in group for group in self.together)

    def settles(self, key: ForeignKey) -> bool:
        """Whether the key's parents are chosen so that a unique key holds."""
        return self.paired(key) or key.name in self.once or key.name in self.apart


def plan_keys(
    table: Table,
    references: Sequence[ForeignKey],
    fixed: frozenset[str],
    limits: Mapping[str, Limits],
) -> KeyPlan:
    """references: the foreign keys that get parents, in the order of choosing them.
    fixed: columns whose values are settled.
    """
    plan = KeyPlan()
    taken = {name for key in references for name in key.columns}
    by_nature = {c.name for c in table.columns if c.name not in taken and _never_repeats(c)}
    keys = _Keys(table, references, taken | fixed, limits, plan)
    for key in sorted(table.keys, key=lambda key: (len(key.columns), not key.primary, key.name)):
        names = key_names(table, key)
        if key.predicate and _first_true(table, key.predicate, names, taken, plan):
            continue
        inexact = None in key.columns or any(folds(table.column(name)) for name in names)
        if inexact or key.nulls_not_distinct:
            plan.tracked.add(key.name)
        if by_nature.isdisjoint(names) and plan.alone.isdisjoint(names) and names:
            keys.keep(key, names)
    return plan


def _never_repeats(column: Column) -> bool:
    return column.numbered or (column.family is Family.UUID and not column.array)


def _first_true(
    table: Table, predicate: str, names: Sequence[str], taken: set[str], plan: KeyPlan
) -> bool:
    """A partial key over a boolean (`WHERE is_default`): true once in each group."""
    match = re.fullmatch(r'\(*"?(\w+)"?( = true| IS TRUE)?\)*', predicate)
    if match is None or match[1] in taken or match[1] in plan.first:
        return False
    columns = {column.name: column for column in table.columns}
    if match[1] not in columns or columns[match[1]].family is not Family.BOOLEAN:
        return False
    plan.first[match[1]] = tuple(name for name in names if name != match[1])
    return True


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of one table, one after the other. settled: columns that get no value of theirs."""

    table: Table
    references: Sequence[ForeignKey]
    settled: set[str]
    limits: Mapping[str, Limits]
    plan: KeyPlan

    def keep(self, key: UniqueKey, names: tuple[str, ...]) -> None:
        free = [self.table.column(name) for name in names if name not in self.settled]
        chosen = self._countable(free, names) if free else None
        few = chosen is not None and few_values(chosen, self.limits.get(chosen.name)) is not None
        if key.predicate and (chosen is None or few):
            self.plan.tracked.add(key.name)  # only some of the rows: those are told apart
        elif chosen is not None:
            self._by_column(key, chosen, names)
        elif free or not self._by_references(names):
            self.plan.tracked.add(key.name)
        elif key.nulls_not_distinct:
            self.plan.filled.update(names)

    def _by_column(self, key: UniqueKey, chosen: Column, names: tuple[str, ...]) -> None:
        if len(names) == 1:
            self.plan.alone.add(chosen.name)
        else:
            others = tuple(name for name in names if name != chosen.name)
            self.plan.within[chosen.name] = others
        if key.nulls_not_distinct:
            self.plan.filled.add(chosen.name)
        part = self._own_expression(key, chosen.name)
        if part is not None:
            self.plan.through[chosen.name] = part

    def _own_expression(self, key: UniqueKey, name: str) -> str | None:
        """The part of the key that is an expression of this column alone."""
        known = {column.name for column in self.table.columns}
        for column, part in zip(key.columns, key.parts, strict=False):
            if column is None and set(mentioned(part, known)) == {name}:
                return part
        return name if folds(self.table.column(name)) and name in key.columns else None

    def _countable(self, free: Iterable[Column], names: Sequence[str]) -> Column | None:
        """The free column that can count best and is not needed for another key."""
        best: Column | None = None
        for column in free:
            used = column.name in self.plan.within or column.name in self.plan.first
            waits = any(column.name in self.plan.within.get(name, ()) for name in names)
            if used or waits or column.array or column.family not in _COUNTABLE:
                continue
            if best is None or self._rank(column) <= self._rank(best):
                best = column
        return best

    def _rank(self, column: Column) -> int:
        few = few_values(column, self.limits.get(column.name)) is not None
        return _COUNTABLE.index(column.family) + (20 if few else 0)

    def _by_references(self, names: tuple[str, ...]) -> bool:
        """Whether the choice of parents can hold the key; if so, it will."""
        wanted = set(names)
        if any(wanted >= set(k.columns) and k.name in self.plan.once for k in self.references):
            return True
        for key in self.references:
            if wanted <= set(key.columns) and not self.plan.settles(key):
                self.plan.once.add(key.name)
                return True
        return self._together(wanted) or self._apart(wanted)

    def _together(self, wanted: set[str]) -> bool:
        unused = [
            key
            for key in self.references
            if not self.plan.settles(key) and key.target != self.table.qualified
        ]
        for number in range(2, _MOST_TOGETHER + 1):
            for group in combinations(unused, number):
                if _covers(group, wanted):
                    self.plan.together.append(group)
                    return True
        return False

    def _apart(self, wanted: set[str]) -> bool:
        """The last key to be chosen that has part of the unique key for itself avoids what was."""
        for at in range(len(self.references) - 1, -1, -1):
            key = self.references[at]
            before = {name for other in self.references[:at] for name in other.columns}
            own = set(key.columns) - before
            if not own or not own <= wanted or not wanted <= before | own:
                continue
            if self.plan.settles(key) or key.target == self.table.qualified:
                return False
            self.plan.apart[key.name] = tuple(sorted(wanted - own))
            return True
        return False


def _covers(group: Sequence[ForeignKey], wanted: set[str]) -> bool:
    """Whether the keys share no column, and the wanted ones are theirs, some of each."""
    columns = [name for key in group for name in key.columns]
    some_of_each = all(not wanted.isdisjoint(key.columns) for key in group)
    return len(columns) == len(set(columns)) and wanted <= set(columns) and some_of_each
