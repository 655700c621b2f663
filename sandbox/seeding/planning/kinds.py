"""Tables that are kinds of another: their primary key refers to it, and it may name the kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column, Family, ForeignKey, Schema, Table
from sandbox.seeding.values.subject import noun, singular
from sandbox.seeding.values.value import Limits

_NAMES = ("type", "kind", "discriminator", "class", "dtype", "subtype")
"""A column of such a name, or whose name ends in it, says which kind a row is."""


def kinds_of(schema: Schema, table: Table) -> Iterator[tuple[Table, ForeignKey]]:
    """The tables whose rows are rows of this one too."""
    for other, key in schema.referring(table.qualified):
        primary = next((k.columns for k in other.keys if k.primary), None)
        if other.qualified != table.qualified and primary and set(primary) == set(key.columns):
            yield other, key


def discriminator(schema: Schema, table: Table) -> Column | None:
    """The column that names the kind, where the table has kinds and just one such column."""
    if not any(True for _ in kinds_of(schema, table)):
        return None
    bound = {name for key in table.foreign_keys for name in key.columns}
    found = [
        column
        for column in table.columns
        if column.family in (Family.TEXT, Family.ENUM)
        and not column.array
        and column.name not in bound
        and column.name.lower().rpartition("_")[2] in _NAMES
    ]
    return found[0] if len(found) == 1 else None


def named_kinds(schema: Schema, table: Table, checks: TableChecks) -> TableChecks:
    """The checks, with the kinds' names for a discriminator that nothing else gives values."""
    column = discriminator(schema, table)
    if column is None or column.family is Family.ENUM:
        return checks
    limits = checks.limits.get(column.name, Limits())
    names = tuple(sorted({_name(other) for other, _ in kinds_of(schema, table)}))
    fitting = len(names) > 1 and all(len(name) <= (column.length or 99) for name in names)
    if limits != Limits() or not fitting:
        return checks
    return replace(checks, limits={**checks.limits, column.name: replace(limits, allowed=names)})


def of_this_kind(child: Table, values: Sequence[Raw], indexes: Sequence[int]) -> Sequence[int]:
    """The parents whose kind is the child table's name; all, where none says so."""
    for wanted in (_plain(child.name), _plain(noun(child.name))):
        same = {v for v in set(values) if isinstance(v, str) and _plain(v) == wanted}
        if same:
            return [i for i in indexes if values[i] in same]
    return indexes


def _name(table: Table) -> str:
    """The table's name in the singular."""
    head, _, last = table.name.rpartition("_")
    return "_".join(part for part in (head, singular(last)) if part)


def _plain(name: str) -> str:
    """`Refrigerated_Truck`, `refrigeratedTruck` and `refrigerated trucks` are the same."""
    head, _, last = name.rpartition("_")
    return "".join(letter for letter in (head + singular(last)).lower() if letter.isalnum())
