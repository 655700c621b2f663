"""Pairs of a type and an id that no foreign key holds: `commentable_type`, `commentable_id`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sandbox.seeding.schemas.schema import Family, Schema, Table
from sandbox.seeding.values import numbers
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import is_look_up, singular
from sandbox.seeding.values.value import Spec, Value, weighted

MOST = 4
"""So many of the schema's tables are referred to."""
FEWEST_ROWS = 20
"""Rows that most tables have at least: ids up to this are there."""


def targets(schema: Schema) -> tuple[str, ...]:
    """The tables whose rows can be meant, those first that most others refer to.

    They have a primary key of one column, and are no list of choices.
    """
    found = [table for table in schema.tables if _is_target(table)]
    meant = Counter(key.target for table in schema.tables for key in table.foreign_keys)
    found.sort(key=lambda table: (-meant[table.qualified], table.name))
    return tuple(table.name for table in found)


def _is_target(table: Table) -> bool:
    keys = (key.columns for key in table.keys if key.primary)
    names = {column.name for column in table.columns}
    paired = any(_with_end(name, "type") in names - {name} for name in names if _is_id(name))
    return any(len(key) == 1 for key in keys) and not is_look_up(table.name) and not paired


def _is_id(name: str) -> bool:
    return name.lower().endswith("id") and len(name) > 2


def polymorphic(spec: Spec) -> Callable[[Spec], Value] | None:
    """The rule for either half of such a pair; None for any other column."""
    name, words = spec.column.name, words_of(spec.column.name)
    names = {column.name: column for column in spec.table.columns}
    if words[-1:] == ["type"] and spec.column.family is Family.TEXT and not spec.column.array:
        other = names.get(_with_end(name, "id"))
        if other is not None and other.name not in spec.references and spec.tables:
            return _type
    whole = spec.column.family is Family.INTEGER and not spec.column.array
    paired = _with_end(name, "type") in names and name not in spec.references
    return _id if words[-1:] == ["id"] and whole and paired else None


def _with_end(name: str, end: str) -> str:
    """`commentable_type` to `commentable_id`, `ownerType` to `ownerId`."""
    for old in ("type", "Type", "id", "Id", "ID"):
        if name.endswith(old):
            written = end.title() if old[0].isupper() else end
            return name[: -len(old)] + written
    return name


def _type(spec: Spec) -> Value:
    """Names of the schema's own tables, as classes are called."""
    room = min(spec.column.length or 99, spec.limits.longest or 99)
    classes = [_class(name) for name in spec.tables if name != spec.table.name]
    usual = [name for name in dict.fromkeys(classes) if len(name) <= room][:MOST]
    weights = [1 / (place + 1) for place in range(len(usual))]
    if not usual:
        usual, weights = [_class(spec.table.name)[:room]], [1]
    return weighted(usual, weights, spec.random(), "tables of this schema, as classes are called")


def _class(table: str) -> str:
    *before, last = table.lower().split("_")
    return "".join(word.title() for word in (*before, singular(last)))


def _id(spec: Spec) -> Value:
    return numbers.between(spec, 1, FEWEST_ROWS, "a row of what its type names", step=1)
