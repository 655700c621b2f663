"""Which tables own rows of others: customers, tenants, projects."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.seeding.planning.documents import wholes
from sandbox.seeding.planning.kinds import discriminator
from sandbox.seeding.schemas.schema import ForeignKey, Schema, Table, TableName
from sandbox.seeding.values.subject import is_look_up, is_staff


def owning_columns(schema: Schema, table: Table) -> Iterator[ForeignKey]:
    """The table's keys to owners: one column, to a table that it refers to only once."""
    for key in table.foreign_keys:
        once = sum(other.target == key.target for other in table.foreign_keys) == 1
        if len(key.columns) == 1 and once and key.target in schema and is_owner(key.target):
            yield key


def looked_at(schema: Schema, table: Table) -> tuple[str, ...]:
    """The columns that other tables look at: what they refer to, whose a row is, of what kind,
    what its lines add up to."""
    wanted: dict[str, None] = {}
    for other, key in schema.referring(table.qualified):
        wanted.update(dict.fromkeys(key.target_columns))
        for back in table.foreign_keys:  # who is whose, for closing the circle
            if back.target == other.qualified != table.qualified:
                wanted.update(dict.fromkeys(back.columns))
    if not wanted:
        return ()
    wanted.update(dict.fromkeys(key.columns[0] for key in owning_columns(schema, table)))
    wanted.update(dict.fromkeys(wholes(schema, table)))
    kind = discriminator(schema, table)
    if kind is not None:
        wanted[kind.name] = None
    return tuple(wanted)


def is_owner(name: TableName) -> bool:
    """Whether rows of the table own others. Staff and look-up rows are referred to, but own not:
    a comment's author is seldom the author of what is commented on."""
    return not is_staff(name[1]) and not is_look_up(name[1])
