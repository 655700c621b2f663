"""Decides how the foreign keys of a table find their parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.checks.expression import NotUnderstood
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.keys import Kept
from sandbox.seeding.kinds import discriminator, of_this_kind
from sandbox.seeding.order import can_be_null
from sandbox.seeding.plan_keys import KeyPlan, few_values
from sandbox.seeding.plan_kinship import kinship
from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import ForeignKey, Schema, Table, TableName
from sandbox.seeding.steps import references as ways
from sandbox.seeding.steps.kinship import akin
from sandbox.seeding.steps.step import CannotFill, Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values.value import Rows

NULL_SHARE = 0.15
ROOTS = 0.12
"""The share of rows that head a tree of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The foreign keys of a table that get parents, and those whose columns stay NULL.

    parents: by key name, the indexes of the rows that can be referred to. Keys that refer to the
    table itself have none here: their parents are made with the rows.
    """

    filled: tuple[ForeignKey, ...]
    empty: tuple[ForeignKey, ...]
    parents: Mapping[str, Sequence[int]]


def sort_references(
    table: Table,
    keys: Sequence[ForeignKey],
    cut: Sequence[ForeignKey],
    kept: Mapping[TableName, Kept],
    schema: Schema,
    checks: TableChecks,
) -> References:
    """Which keys can be filled; CannotFill where one must be and has nothing to refer to."""
    filled: list[ForeignKey] = []
    empty: list[ForeignKey] = []
    parents: dict[str, Sequence[int]] = {}
    ordered = _largest_first(table, keys, list(kept))
    for key in ordered:
        if key.target == table.qualified:
            filled.append(key)
            continue
        found = () if key in cut else _eligible(table, key, ordered, kept)
        if found:
            found = _fitting(table, key, found, kept[key.target], schema, checks)
        if found:
            filled.append(key)
            parents[key.name] = found
        elif can_be_null(table, key):
            empty.append(key)
        else:
            raise CannotFill(_nothing(table, key, cut, kept))
    return References(filled=tuple(filled), empty=tuple(empty), parents=parents)


def _eligible(
    table: Table,
    key: ForeignKey,
    keys: Sequence[ForeignKey],
    kept: Mapping[TableName, Kept],
) -> Sequence[int]:
    """The parents that have all of the key, and that the keys after it can agree with."""
    parent = kept.get(key.target, Kept())
    targets = [parent.columns[name] for name in key.target_columns] if len(parent) else []
    indexes: Sequence[int] = range(len(parent))
    if any(None in values for values in targets):
        indexes = [i for i in indexes if all(values[i] is not None for values in targets)]
    for other in keys[keys.index(key) + 1 :]:
        shared = [name for name in other.columns if name in key.columns]
        binding = shared and len(shared) < len(other.columns) and not can_be_null(table, other)
        if binding and other.target in (key.target, table.qualified):
            continue
        if binding:
            there = _tuples(kept.get(other.target, Kept()), _targets(other, shared))
            own = list(zip(*(parent.columns[n] for n in _targets(key, shared)), strict=True))
            indexes = [i for i in indexes if own[i] in there]
    return indexes


def _fitting(
    table: Table,
    key: ForeignKey,
    indexes: Sequence[int],
    parent: Kept,
    schema: Schema,
    checks: TableChecks,
) -> Sequence[int]:
    """The parents whose key the table's own checks allow, and that are of its kind."""
    for name, target in zip(key.columns, key.target_columns, strict=True):
        column, values, conditions = table.column(name), parent.columns[target], checks.on(name)
        with suppress(NotUnderstood):
            for condition in conditions:
                known = {raw: condition.holds({name: natural(column, raw)}) for raw in set(values)}
                indexes = [i for i in indexes if known[values[i]]]
    if key.target not in schema or not any(k.primary and set(k.columns) == set(key.columns)
                                           for k in table.keys):  # fmt: skip
        return indexes
    kind = discriminator(schema, schema.table(key.target))
    if kind is None or kind.name not in parent.columns or key.target == table.qualified:
        return indexes
    return of_this_kind(table, parent.columns[kind.name], indexes)


def _targets(key: ForeignKey, columns: Sequence[str]) -> list[str]:
    return [key.target_columns[key.columns.index(name)] for name in columns]


def _tuples(kept: Kept, names: Sequence[str]) -> set[tuple[Raw, ...]]:
    return set(zip(*(kept.columns[n] for n in names), strict=True)) if len(kept) else set()


def _nothing(
    table: Table, key: ForeignKey, cut: Sequence[ForeignKey], kept: Mapping[TableName, Kept]
) -> str:
    target = key.target[1] if key.target[0] == table.schema else ".".join(key.target)
    if key in cut:
        return f"{key.name} is part of a circle of references that cannot be NULL"
    reason = kept[key.target].left_out if key.target in kept else None
    return f"{key.name} has no rows in {target} to refer to" + (f": {reason}" if reason else "")


def _largest_first(
    table: Table, keys: Sequence[ForeignKey], filled: Sequence[TableName]
) -> tuple[ForeignKey, ...]:
    """Keys of several columns settle what the smaller ones share; a tree grows on the rest.

    Among the others, owners come before what they own: the tables that were filled first.
    """

    place = {name: number for number, name in enumerate(filled)}

    def rank(key: ForeignKey) -> tuple[bool, int, int, str]:
        own = key.target == table.qualified
        return (own, -len(key.columns), place.get(key.target, 0), key.name)

    return tuple(sorted(keys, key=rank))


def most_children(
    table: Table, references: References, keys: KeyPlan, checks: TableChecks
) -> Mapping[str, int]:
    """How many rows a parent can have at most, by key name, where a key holds few values apart.

    One row for each kind, of which there are five: no parent has more than five rows.
    """
    most: dict[str, int] = {}
    for name, group in keys.within.items():
        few = few_values(table.column(name), checks.limits.get(name))
        for key in references.filled:
            if (
                few is not None
                and key.name in references.parents
                and set(group) == set(key.columns)
            ):
                most[key.name] = min(few, most.get(key.name, few))
    return most


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePlanner:
    """Makes the steps. null: shares of NULL that the recipe asks for, by column.

    even: the table each of whose rows is to have as many children as any other.
    """

    schema: Schema
    table: Table
    seed: int
    rows: int
    kept: Mapping[TableName, Kept]
    keys: KeyPlan
    null: Mapping[str, float]
    most: Mapping[str, int]
    even: TableName | None = None

    def steps(self, references: References) -> list[Step]:
        steps: list[Step] = []
        assigned: set[str] = set()
        before: list[ForeignKey] = []
        for group in self.keys.together:
            steps.append(self._together(group, references))
        for key in sorted(references.filled, key=lambda key: not self.keys.paired(key)):
            steps.extend(self._key_steps(key, assigned, before, references))
            assigned.update(key.columns)
            if key.target != self.table.qualified:
                before.append(key)
        for key in references.empty:
            steps.extend(self._nulls(key, assigned))
            assigned.update(key.columns)
        return steps

    def _key_steps(
        self,
        key: ForeignKey,
        assigned: set[str],
        before: Sequence[ForeignKey],
        references: References,
    ) -> list[Step]:
        pairs = list(zip(key.columns, key.target_columns, strict=True))
        own = key.target == self.table.qualified
        bound = [p for p in pairs if p[0] in assigned or (own and p[0] == p[1])]
        free = [pair for pair in pairs if pair not in bound]
        if not free:
            return []
        if key.target == self.table.qualified:
            return [self._tree(key, bound)]
        parent = self.kept[key.target]
        index = self._index(key, references.parents[key.name], bound, free, before)
        columns = [ways.column_from(key, own, target, parent) for own, target in free]
        return [*index, *columns]

    def _index(
        self,
        key: ForeignKey,
        parents: Sequence[int],
        bound: list[tuple[str, str]],
        free: list[tuple[str, str]],
        before: Sequence[ForeignKey],
    ) -> list[Step]:
        random = self._random(key)
        nullable = all(
            not self.table.column(own).not_null and own not in self.keys.filled for own, _ in free
        )
        if self.keys.paired(key):
            return []
        if key.name in self.keys.apart:
            others = self.keys.apart[key.name]
            parent = self.kept[key.target]
            return [ways.apart(key, parents, parent, bound, others, random)]
        if bound:
            return [ways.matching(key, self.kept[key.target], bound, nullable, random)]
        if key.name in self.keys.once:
            return [ways.each_once(key, parents, random)]
        if key.target == self.even:
            return [ways.even(key, parents, random)]
        share = max((self.null.get(own, -1) for own, _ in free), default=-1)
        if not nullable:
            share = 0.0
        elif share < 0:
            share = NULL_SHARE
        if key.name in self.most:
            return [ways.capped(key, parents, self.most[key.name], self.rows, random)]
        kin = kinship(self.schema, key, before, parents, self.kept)
        siblings = [other for other in before if other.target == key.target]
        if kin is not None or (siblings and len(parents) > 1):
            return [akin(key, parents, share, kin, siblings, random)]
        return [ways.uneven(key, parents, share, random)]

    def _together(self, group: Sequence[ForeignKey], references: References) -> Step:
        names = [ways.index_name(key) for key in group]
        parents = [references.parents[key.name] for key in group]
        return ways.together(names, parents, self.rows, self._random(group[0]))

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
