"""Positions that count 1, 2, 3 within the parent that a row is part of."""

from __future__ import annotations

from collections.abc import Collection

from sandbox.seeding.planning.owners import is_owner
from sandbox.seeding.schemas.schema import ForeignKey, Table
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.numbers import running
from sandbox.seeding.values.rules import by_name
from sandbox.seeding.values.subject import noun
from sandbox.seeding.values.value import Limits, Spec


def counted_in(spec: Spec, taken: Collection[str]) -> str | None:
    """The column of the parent within which the spec's column counts, if it is a position.

    taken: the columns that foreign keys fill.
    """
    rule = by_name(spec)
    if rule is None or rule[0] is not running or spec.limits != Limits():
        return None
    keys = [key for key in spec.table.foreign_keys if _may_count(spec.table, key, taken)]
    keys.sort(key=lambda key: (key.on_delete != "c", not _part_of(spec.table, key)))
    return keys[0].columns[0] if keys else None


def _may_count(table: Table, key: ForeignKey, taken: Collection[str]) -> bool:
    single = len(key.columns) == 1 and key.columns[0] in taken
    return single and key.target != table.qualified and is_owner(key.target)


def _part_of(table: Table, key: ForeignKey) -> bool:
    """Whether the table is called after its parent: `order_items`."""
    return noun(key.target[1]) in words_of(table.name)
