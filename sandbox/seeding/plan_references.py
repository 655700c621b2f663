"""Decides how the foreign keys of a table find their parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.keys import Kept
from sandbox.seeding.order import can_be_null
from sandbox.seeding.plan_keys import KeyPlan
from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import ForeignKey, Table, TableName
from sandbox.seeding.steps import references as ways
from sandbox.seeding.steps.step import CannotFill, Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values.value import Rows

NULL_SHARE = 0.15
ROOTS = 0.12
"""The share of rows that head a tree of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The foreign keys of a table that get parents, and those whose columns stay NULL."""

    filled: tuple[ForeignKey, ...]
    empty: tuple[ForeignKey, ...]


def sort_references(
    table: Table, cut: Sequence[ForeignKey], kept: Mapping[TableName, Kept]
) -> References:
    """Which keys can be filled; CannotFill where one must be and has nothing to refer to."""
    filled, empty = [], []
    for key in table.foreign_keys:
        if key in cut or (key.target != table.qualified and not len(kept.get(key.target, Kept()))):
            if not can_be_null(table, key):
                raise CannotFill(_nothing(table, key, cut, kept))
            empty.append(key)
        else:
            filled.append(key)
    return References(filled=_largest_first(filled), empty=tuple(empty))


def _nothing(
    table: Table, key: ForeignKey, cut: Sequence[ForeignKey], kept: Mapping[TableName, Kept]
) -> str:
    target = key.target[1] if key.target[0] == table.schema else ".".join(key.target)
    if key in cut:
        return f"{key.name} is part of a circle of references that cannot be NULL"
    reason = kept[key.target].left_out if key.target in kept else None
    return f"{key.name} has no rows in {target} to refer to" + (f": {reason}" if reason else "")


def _largest_first(keys: Sequence[ForeignKey]) -> tuple[ForeignKey, ...]:
    return tuple(sorted(keys, key=lambda key: (-len(key.columns), key.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePlanner:
    """Makes the steps. null: shares of NULL that the recipe asks for, by column. settled:
    foreign-key columns that the recipe fills itself."""

    table: Table
    seed: int
    rows: int
    kept: Mapping[TableName, Kept]
    keys: KeyPlan
    null: Mapping[str, float]

    def steps(self, references: References) -> list[Step]:
        steps: list[Step] = []
        assigned: set[str] = set()
        for one, two in self.keys.pairs:
            steps.append(self._pair(one, two))
        for key in sorted(references.filled, key=lambda key: not self.keys.paired(key)):
            steps.extend(self._key_steps(key, assigned))
            assigned.update(key.columns)
        for key in references.empty:
            steps.extend(self._nulls(key, assigned))
            assigned.update(key.columns)
        return steps

    def _key_steps(self, key: ForeignKey, assigned: set[str]) -> list[Step]:
        pairs = list(zip(key.columns, key.target_columns, strict=True))
        bound = [pair for pair in pairs if pair[0] in assigned]
        free = [pair for pair in pairs if pair[0] not in assigned]
        if not free:
            return []
        if key.target == self.table.qualified:
            return [self._tree(key, bound)]
        parent = self.kept[key.target]
        index = self._index(key, parent, bound, free)
        columns = [ways.column_from(key, own, target, parent) for own, target in free]
        return [*index, *columns]

    def _index(
        self,
        key: ForeignKey,
        parent: Kept,
        bound: list[tuple[str, str]],
        free: list[tuple[str, str]],
    ) -> list[Step]:
        random = self._random(key)
        nullable = all(not self.table.column(own).not_null for own, _ in free)
        if self.keys.paired(key):
            return []
        if bound:
            return [ways.matching(key, parent, bound, nullable, random)]
        if key.name in self.keys.once:
            return [ways.each_once(key, len(parent), random)]
        share = max((self.null.get(own, -1) for own, _ in free), default=-1)
        if not nullable:
            share = 0.0
        elif share < 0:
            share = NULL_SHARE
        return [ways.uneven(key, len(parent), share, random)]

    def _pair(self, one: ForeignKey, two: ForeignKey) -> Step:
        names = (ways.index_name(one), ways.index_name(two))
        sizes = (len(self.kept[one.target]), len(self.kept[two.target]))
        return ways.pairs(names, sizes, self.rows, self._random(one))

    def _tree(self, key: ForeignKey, bound: list[tuple[str, str]]) -> Step:
        parent = self.kept[self.table.qualified]
        known = list(zip(*(parent.columns[t] for t in key.target_columns), strict=True))
        free = [own for own in key.columns if own not in {own for own, _ in bound}]
        nullable = all(not self.table.column(own).not_null for own in free)
        style = "chain" if key.name in self.keys.once else "tree"
        if not nullable:
            style = "self"
        asked = [self.null[own] for own in free if own in self.null]
        roots = asked[0] if asked else ROOTS
        return ways.tree(key, known, bound, roots, style, self._random(key))

    def _nulls(self, key: ForeignKey, assigned: set[str]) -> list[Step]:
        """NULL in the columns of a key without parents that may be NULL and are not filled."""
        names = [n for n in key.columns if n not in assigned and not self.table.column(n).not_null]
        return [_null_step(name) for name in names]

    def _random(self, key: ForeignKey) -> Random:
        return stream(self.seed, *self.table.qualified, *key.columns, "reference")


def _null_step(name: str) -> Step:
    def run(rows: Rows) -> list[list[Raw]]:
        return [[None] * rows.count]

    return Step(gives=(name,), run=run, why="nothing to refer to")
