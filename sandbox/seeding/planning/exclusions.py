"""Exclusion constraints: unique keys by another name, ranges that may not overlap, and likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from sandbox.seeding.checks.evaluate import Evaluated, evaluated
from sandbox.seeding.checks.exclusion import Exclusion, parse_exclusion
from sandbox.seeding.checks.expression import (
    Call,
    Col,
    Expression,
    NotUnderstood,
    columns_of,
    uncast,
)
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.copytext.raw import Raw, scale_of
from sandbox.seeding.schemas.schema import Check, Column, Family, Table, UniqueKey
from sandbox.seeding.steps.step import Step
from sandbox.seeding.steps.timetable import Groups, pace_of, same_in_group, timetable
from sandbox.seeding.values.value import Rows

_RANGES = ("tsrange", "tstzrange", "daterange", "int4range", "int8range", "numrange")
SOME_GROUPS = 40
"""So many groups are reckoned with where nothing says how many there are."""


@dataclass(frozen=True, slots=True)
class Disjoint:
    """Columns whose range overlaps none of the same group. columns: the range, or its two ends;
    groups: of each constraint, the expressions that tell its groups."""

    columns: tuple[str, ...]
    groups: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A column that is the same in all rows of a group."""

    column: str
    group: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusions:
    """unknown: constraints that no construction holds: their rows have to be tried."""

    keys: tuple[UniqueKey, ...] = ()
    disjoint: tuple[Disjoint, ...] = ()
    alike: tuple[Likeness, ...] = ()
    unknown: tuple[Check, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """The columns that nothing may change afterwards."""
        return frozenset(name for one in self.disjoint for name in one.columns).union(
            one.column for one in self.alike
        ) | {
            name
            for groups in ([one.groups for one in self.disjoint])
            for group in groups
            for part in group
            for name in columns_of(part)
        }


def read_exclusions(table: Table, settled: frozenset[str]) -> Exclusions:
    """settled: columns that get no values of their own: a range cannot be made in them."""
    columns = {column.name: column for column in table.columns}
    keys: list[UniqueKey] = []
    ranges: dict[tuple[str, ...], list[tuple[Expression, ...]]] = {}
    alike: list[Likeness] = []
    unknown: list[Check] = []
    for check in table.exclusions:
        try:
            read = parse_exclusion(check.expression)
        except NotUnderstood:
            unknown.append(check)
            continue
        equal = tuple(e for e, _, operator in read.elements if operator == "=")
        others = [(e, operator) for e, _, operator in read.elements if operator != "="]
        ends = _ends(others[0][0], columns) if others else None
        if not others:
            keys.append(_key(check, read))
        elif len(others) == 1 and others[0][1] == "&&" and ends and settled.isdisjoint(ends):
            ranges.setdefault(ends, []).append(equal)
        elif len(others) == 1 and others[0][1] == "<>" and isinstance(others[0][0], Col):
            alike.append(Likeness(others[0][0].name, equal))
        else:
            unknown.append(check)
    return Exclusions(
        keys=tuple(keys),
        disjoint=tuple(Disjoint(ends, tuple(groups)) for ends, groups in ranges.items()),
        alike=tuple(alike),
        unknown=tuple(unknown),
    )


def _key(check: Check, read: Exclusion) -> UniqueKey:
    columns = [e.name if isinstance(e, Col) else None for e, _, _ in read.elements]
    where = check.expression.rpartition(" WHERE ")[2] if read.predicate is not None else None
    return UniqueKey(
        name=check.name,
        primary=False,
        columns=tuple(columns),
        parts=tuple(text for _, text, _ in read.elements),
        predicate=where,
    )


def _ends(expression: Expression, columns: Mapping[str, Column]) -> tuple[str, ...] | None:
    """The column that is the range, or the two that are its ends."""
    bare = uncast(expression)
    if isinstance(bare, Col) and columns[bare.name].family is Family.RANGE:
        return (bare.name,) if _pace((bare.name,), columns, 1) is not None else None
    if isinstance(bare, Call) and bare.name in _RANGES and len(bare.arguments) in (2, 3):
        ends = [_end(argument) for argument in bare.arguments[:2]]
        found = tuple(name for name in ends if name is not None)
        if len(set(found)) == 2 and _pace(found, columns, 1) is not None:
            return found
    return None


def _end(expression: Expression) -> str | None:
    """The column of an end, whatever stands for its absence."""
    bare = uncast(expression)
    if isinstance(bare, Call) and bare.name == "coalesce":
        bare = uncast(bare.arguments[0])
    return bare.name if isinstance(bare, Col) else None


def _pace(ends: tuple[str, ...], columns: Mapping[str, Column], per_group: float) -> object:
    column = columns[ends[0]]
    spanned = column.subtype if column.family is Family.RANGE else column
    return pace_of(spanned.family, scale_of(spanned), per_group) if spanned is not None else None


def disjoint_step(
    one: Disjoint, table: Table, rows: int, groups_of: Mapping[str, int], random: Random
) -> Step:
    """groups_of: how many different values some columns have."""
    columns = {column.name: column for column in table.columns}
    column = columns[one.columns[0]]
    spanned = column.subtype if column.family is Family.RANGE else column
    assert spanned is not None
    per_group = max(rows / _number(group, groups_of) for group in one.groups)
    pace = pace_of(spanned.family, scale_of(spanned), per_group)
    assert pace is not None  # else read_exclusions has left it out
    if any(word in one.columns[0] for word in ("valid", "effective", "period")):
        pace = replace(pace, longest=max(pace.gap, pace.longest))
    needs = tuple(dict.fromkeys(n for group in one.groups for e in group for n in columns_of(e)))
    opens = len(one.columns) == 2 and not columns[one.columns[1]].not_null
    keys = _keys(one.groups, columns)
    return timetable(one.columns, needs, keys, pace, opens, random)


def _number(group: Sequence[Expression], groups_of: Mapping[str, int]) -> int:
    """How many groups there are, about."""
    number = 1
    for part in group:
        for name in columns_of(part):
            number *= groups_of.get(name, SOME_GROUPS)
    return max(number, 1)


def _keys(groups: Sequence[Sequence[Expression]], columns: Mapping[str, Column]) -> Groups:
    made = [[evaluated(part, columns) for part in group] for group in groups]
    names = [tuple(dict.fromkeys(n for e in group for n in columns_of(e))) for group in groups]

    def run(rows: Rows) -> Sequence[tuple[Raw, ...]]:
        lists = [_group(rows, n, parts, columns) for n, parts in zip(names, made, strict=True)]
        return list(zip(*lists, strict=True))

    return run


def _group(
    rows: Rows, names: Sequence[str], parts: Sequence[Evaluated], columns: Mapping[str, Column]
) -> list[tuple[Raw, ...] | None]:
    """Each row's group; None where NULL says that it has none."""
    if not names:
        return [()] * rows.count
    found: list[tuple[Raw, ...] | None] = []
    for values in zip(*(rows.columns[name] for name in names), strict=True):
        known = {n: natural(columns[n], v) for n, v in zip(names, values, strict=True)}
        key = tuple(part(known) for part in parts)
        found.append(None if None in key else key)
    return found


def alike_step(one: Likeness, step: Step, table: Table) -> Step:
    """step: how the column would be filled otherwise."""
    columns = {column.name: column for column in table.columns}
    needs = tuple(dict.fromkeys(n for e in one.group for n in columns_of(e)))
    return same_in_group(one.column, step, needs, _keys((one.group,), columns))


def with_keys(table: Table, exclusions: Exclusions) -> Table:
    """The table with its exclusion constraints that are unique keys as such."""
    return replace(table, keys=(*table.keys, *exclusions.keys)) if exclusions.keys else table


def without_implied(table: Table, exclusions: Exclusions) -> Table:
    """The table without unique keys that hold anyway: ranges of one group that never overlap are
    never the same."""
    implied = []
    for one in exclusions.disjoint:
        for group in one.groups:
            if all(isinstance(part, Col) for part in group):
                implied.append(
                    {*one.columns, *(name for part in group for name in columns_of(part))}
                )
    kept = tuple(key for key in table.keys if not any(one <= {*key.columns} for one in implied))
    return replace(table, keys=kept)
