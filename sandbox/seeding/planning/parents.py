"""Decides which foreign keys of a table get parents, and which these may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.checks.expression import NotUnderstood
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.kinds import discriminator, of_this_kind
from sandbox.seeding.schemas.order import can_be_null
from sandbox.seeding.schemas.schema import ForeignKey, Schema, Table, TableName
from sandbox.seeding.steps.step import CannotFill


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
