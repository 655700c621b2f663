"""Finds which parents of a row belong together because they have an owner in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.owners import owning_columns
from sandbox.seeding.schemas.schema import ForeignKey, Schema, TableName
from sandbox.seeding.steps.kinship import Kinship
from sandbox.seeding.steps.references import index_name
from sandbox.seeding.values.value import Rows

Owner = Callable[[Rows], Sequence[Raw]]


def kinship(
    schema: Schema,
    key: ForeignKey,
    before: Sequence[ForeignKey],
    parents: Sequence[int],
    kept: Mapping[TableName, Kept],
) -> Kinship | None:
    """What the key's parents should agree with, given the keys that are settled before it."""
    if len(key.columns) != 1 or key.target not in schema:
        return None
    for own in owning_columns(schema, schema.table(key.target)):
        owned = kept[key.target].columns.get(own.columns[0])
        if not owned:
            continue
        for other in before:
            found = _common_owner(schema, own, other, kept)
            if found is not None:
                needs, owner = found
                return Kinship(needs=needs, owner=owner, groups=_grouped(owned, parents))
    return None


def _common_owner(
    schema: Schema, own: ForeignKey, other: ForeignKey, kept: Mapping[TableName, Kept]
) -> tuple[str, Owner] | None:
    """How to read the owner from another key of the row: that is the owner, or has the same."""
    if len(other.columns) != 1:
        return None
    if (other.target, other.target_columns) == (own.target, own.target_columns):
        name = other.columns[0]
        return name, lambda rows: rows.columns[name]
    if other.target not in schema:
        return None
    for theirs in owning_columns(schema, schema.table(other.target)):
        values = kept[other.target].columns.get(theirs.columns[0])
        same = (theirs.target, theirs.target_columns) == (own.target, own.target_columns)
        if same and values:
            return _through(index_name(other), values)
    return None


def _through(index: str, values: Sequence[Raw]) -> tuple[str, Owner]:
    def owner(rows: Rows) -> Sequence[Raw]:
        return [values[i] if isinstance(i, int) else None for i in rows.columns[index]]

    return index, owner


def _grouped(owned: Sequence[Raw], parents: Sequence[int]) -> Mapping[Raw, Sequence[int]]:
    groups: defaultdict[Raw, list[int]] = defaultdict(list)
    for index, owner in zip(parents, map(owned.__getitem__, parents), strict=True):
        groups[owner].append(index)
    groups.pop(None, None)
    return groups
