"""Decides how each unique key of a table is kept: by the references, by one column, or by a check.

Uniqueness is by construction wherever a key has a column whose values can be counted, or consists
of one or two foreign keys. What remains is tracked: a row that repeats a key is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sandbox.seeding.schema import Column, Family, ForeignKey, Table, TableName, UniqueKey

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
    Family.ENUM,
    Family.BOOLEAN,
)
"""Families that can hold a key apart, the one with the most natural counting first."""


@dataclass(slots=True, kw_only=True)
class KeyPlan:
    """once: foreign keys that take each parent once. pairs: two foreign keys that pair up.
    alone: columns unique by themselves. within: columns unique among rows that agree in the
    group. first: booleans true once in a group. tracked: column sets to watch while filling.
    """

    once: set[str] = field(default_factory=set)
    pairs: list[tuple[ForeignKey, ForeignKey]] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tracked: list[tuple[str, ...]] = field(default_factory=list)

    def paired(self, key: ForeignKey) -> bool:
        return any(key in pair for pair in self.pairs)


def key_names(table: Table, key: UniqueKey) -> tuple[str, ...]:
    """The columns of a key; those an expression mentions stand for the expression."""
    names: dict[str, None] = {}
    known = {column.name for column in table.columns}
    for name, part in zip(key.columns, key.parts or key.columns, strict=True):
        if name is not None:
            names[name] = None
        else:
            words = re.findall(r'"([^"]+)"|([A-Za-z_]\w*)', part or "")
            found = [quoted or bare for quoted, bare in words]
            names.update(dict.fromkeys(word for word in found if word in known))
    return tuple(names)


def plan_keys(table: Table, references: Sequence[ForeignKey], fixed: frozenset[str]) -> KeyPlan:
    """references: the foreign keys that get parents. fixed: columns whose values are settled."""
    plan = KeyPlan()
    taken = {name for key in references for name in key.columns}
    by_nature = {c.name for c in table.columns if c.name not in taken and _never_repeats(c)}
    for key in sorted(table.keys, key=lambda key: (len(key.columns), not key.primary, key.name)):
        names = key_names(table, key)
        if key.predicate and _first_true(table, key.predicate, names, taken, plan):
            continue
        if by_nature.isdisjoint(names) and plan.alone.isdisjoint(names) and names:
            _keep(table, names, references, taken | fixed, plan)
    return plan


def _never_repeats(column: Column) -> bool:
    return column.numbered or (column.family is Family.UUID and not column.array)


def _first_true(
    table: Table, predicate: str, names: Sequence[str], taken: set[str], plan: KeyPlan
) -> bool:
    """A partial key over a boolean (`WHERE is_default`): true once in each group."""
    match = re.fullmatch(r'\(*"?(\w+)"?( = true| IS TRUE)?\)*', predicate)
    if match is None or match[1] in taken:
        return False
    columns = {column.name: column for column in table.columns}
    if match[1] not in columns or columns[match[1]].family is not Family.BOOLEAN:
        return False
    plan.first[match[1]] = tuple(name for name in names if name != match[1])
    return True


def _keep(
    table: Table,
    names: tuple[str, ...],
    references: Sequence[ForeignKey],
    settled: set[str],
    plan: KeyPlan,
) -> None:
    free = [table.column(name) for name in names if name not in settled]
    if free:
        chosen = _countable(free, names, plan)
        if chosen is None:
            plan.tracked.append(names)
        elif len(names) == 1:
            plan.alone.add(chosen.name)
        else:
            plan.within[chosen.name] = tuple(name for name in names if name != chosen.name)
        return
    _keep_by_references(table.qualified, names, references, plan)


def _keep_by_references(
    table: TableName, names: tuple[str, ...], references: Sequence[ForeignKey], plan: KeyPlan
) -> None:
    wanted = set(names)
    if any(wanted >= set(key.columns) and key.name in plan.once for key in references):
        return
    for key in references:
        if wanted <= set(key.columns) and not plan.paired(key):
            plan.once.add(key.name)
            return
    for one, two in combinations(references, 2):
        first, second = set(one.columns), set(two.columns)
        apart = first.isdisjoint(second) and not first.isdisjoint(wanted)
        covers = wanted <= first | second and not second.isdisjoint(wanted)
        unused = not any(
            plan.paired(key) or key.name in plan.once or key.target == table for key in (one, two)
        )
        if apart and covers and unused:
            plan.pairs.append((one, two))
            return
    plan.tracked.append(names)


def _countable(free: Iterable[Column], names: Sequence[str], plan: KeyPlan) -> Column | None:
    """The free column that can count best and is not needed for another key."""
    best: Column | None = None
    for column in free:
        used = column.name in plan.within or column.name in plan.first
        waits = any(column.name in plan.within.get(name, ()) for name in names)
        if used or waits or column.array or column.family not in _COUNTABLE:
            continue
        if best is None or _rank(column) <= _rank(best):
            best = column
    return best


def _rank(column: Column) -> int:
    return _COUNTABLE.index(column.family) + (20 if column.labels else 0)
