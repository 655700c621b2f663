"""The order in which tables are filled: what is referred to comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.seeding.migrations import is_migration_table as is_migration_table
from sandbox.seeding.recipe_check import FILLABLE
from sandbox.seeding.schema import ForeignKey, Schema, Table, TableName


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A table in the order, with the foreign keys that must stay NULL to break a circle."""

    table: Table
    cut: tuple[ForeignKey, ...] = ()


def fillable(schema: Schema) -> Iterator[Table]:
    """Tables that hold rows of their own; partitions get theirs through the partitioned table."""
    for table in schema.tables:
        if table.kind in FILLABLE and not table.partition and not is_elsewhere(schema, table):
            yield table


def is_elsewhere(schema: Schema, table: Table) -> bool:
    """Whether rows of the table, or of a partition of it, are on another server: even to count
    them would be to ask that one, which may be production."""
    return table.kind == "f" or any(
        is_elsewhere(schema, part) for part in schema.partitions(table.qualified)
    )


def in_order(schema: Schema) -> Sequence[Place]:
    """Every fillable table, each after those it refers to, by name where the order is free.

    Foreign tables have a place too: the report says of them why they get no rows.

    In a circle, the first table by name is taken whose keys into the circle can be NULL; those
    are cut. Where none can, the first by name, whose key then finds no rows.
    """
    tables = (table for table in schema.tables if not table.partition)
    here = {table.qualified for table in fillable(schema)}
    waiting = {t.qualified: t for t in tables if t.qualified in here or is_elsewhere(schema, t)}
    done: list[Place] = []
    while waiting:
        free = [t for t in waiting.values() if not _blockers(t, waiting)]
        if free:
            done.extend(Place(table=table) for table in free)
        else:
            table = _breakable(waiting)
            free = [table]
            done.append(Place(table=table, cut=tuple(_blockers(table, waiting))))
        for table in free:
            del waiting[table.qualified]
    return done


def _blockers(table: Table, waiting: Mapping[TableName, Table]) -> list[ForeignKey]:
    return [
        key for key in table.foreign_keys if key.target in waiting and key.target != table.qualified
    ]


def _breakable(waiting: Mapping[TableName, Table]) -> Table:
    tables: Iterable[Table] = waiting.values()
    for table in tables:
        if all(can_be_null(table, key) for key in _blockers(table, waiting)):
            return table
    return next(iter(waiting.values()))


def can_be_null(table: Table, key: ForeignKey) -> bool:
    """Whether a row may leave the key out: one of its columns takes NULL."""
    return any(not table.column(name).not_null for name in key.columns)
