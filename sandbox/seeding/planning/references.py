"""Decides how the foreign keys of a table find their parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.key_names import few_values
from sandbox.seeding.planning.kinship import kinship
from sandbox.seeding.planning.origins import begins
from sandbox.seeding.planning.parents import References
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.schemas.schema import ForeignKey, Schema, Table, TableName
from sandbox.seeding.steps import references as ways
from sandbox.seeding.steps import shares
from sandbox.seeding.steps.kinship import akin
from sandbox.seeding.steps.lines import in_turn
from sandbox.seeding.steps.step import Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values.value import Rows

NULL_SHARE = 0.15
ROOTS = 0.12
"""The share of rows that head a tree of their own."""


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

    even: the table each of whose rows is to have as many children as any other. lines: the key to
    the row that the table's rows make up.
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
    promised: tuple[ForeignKey, ...] = ()
    lines: ForeignKey | None = None

    def steps(self, references: References) -> list[Step]:
        steps: list[Step] = []
        assigned: set[str] = set()
        before: list[ForeignKey] = []
        for group in self.keys.together:
            steps.append(self._together(group, references))
        for key in sorted(references.filled, key=self._rank):
            steps.extend(self._key_steps(key, assigned, before, references))
            assigned.update(key.columns)
            if key.target != self.table.qualified:
                before.append(key)
        for key in references.empty:
            steps.extend(self._nulls(key, assigned))
            assigned.update(key.columns)
        return steps

    def _rank(self, key: ForeignKey) -> tuple[bool, bool]:
        """Pairs first; then what the row is a line of, where no other key shares its column."""
        shared = any(
            name in key.columns
            for other in self.table.foreign_keys
            if other.name != key.name
            for name in other.columns
        )
        return not self.keys.paired(key), key != self.lines or shared

    def _key_steps(
        self,
        key: ForeignKey,
        assigned: set[str],
        before: Sequence[ForeignKey],
        references: References,
    ) -> list[Step]:
        pairs = list(zip(key.columns, key.target_columns, strict=True))
        own = key.target == self.table.qualified
        bound = [
            pair
            for pair in pairs
            if pair[0] in assigned
            or (own and pair[0] == pair[1])
            or (key in self.promised and begins(self.schema, self.table, key, pair[0]))
        ]
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
            share = 0.0 if key == self.lines else NULL_SHARE
        if key.name in self.most:
            return [shares.capped(key, parents, self.most[key.name], self.rows, random)]
        kin = kinship(self.schema, key, before, parents, self.kept)
        siblings = [other for other in before if other.target == key.target]
        if kin is not None or (siblings and len(parents) > 1):
            return [akin(key, parents, share, kin, siblings, random)]
        if key == self.lines and not share:
            return [in_turn(key, parents, self.rows, random)]
        return [ways.uneven(key, parents, share, random)]

    def _together(self, group: Sequence[ForeignKey], references: References) -> Step:
        fair = self.lines in group
        ordered = sorted(group, key=lambda key: key != self.lines) if fair else group
        names = [ways.index_name(key) for key in ordered]
        parents = [references.parents[key.name] for key in ordered]
        return shares.together(names, parents, self.rows, self._random(group[0]), fair)

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
