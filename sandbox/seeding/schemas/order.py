"""The order in which tables are filled: what is referred to comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.seeding.planning.origins import begins
from sandbox.seeding.recipes.check import FILLABLE
from sandbox.seeding.schemas.migrations import is_migration_table as is_migration_table
from sandbox.seeding.schemas.schema import ForeignKey, Schema, Table, TableName

DEFERRED = 1
"""What it costs to break a circle at keys that the server looks at in the end only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A table in the order, with the foreign keys that must stay NULL to break a circle.

    circle: where some of these cannot be NULL: the other tables of the circle. All of them have
    to be loaded in one transaction; in one statement where a key is looked at behind each.
    promised: the keys that refer to rows to come, once it is known what these will be.
    """

    table: Table
    cut: tuple[ForeignKey, ...] = ()
    circle: tuple[TableName, ...] = ()
    promised: tuple[ForeignKey, ...] = ()


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

    In a circle, the table is taken first whose keys into the circle can be NULL; those are cut.
    Where none can, one whose keys the server looks at in the end only; where there is none such
    either, the first by name.
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
            circle = _circle(waiting)
            table = min(circle.values(), key=lambda table: _cost(schema, table, circle))
            free = [table]
            others = tuple(name for name in circle if name != table.qualified)
            strict = _cost(schema, table, circle)[0] > 0
            cut = tuple(_blockers(table, circle))
            done.append(Place(table=table, cut=cut, circle=others if strict else ()))
        for table in free:
            del waiting[table.qualified]
    return done


def _blockers(table: Table, waiting: Mapping[TableName, Table]) -> list[ForeignKey]:
    return [
        key for key in table.foreign_keys if key.target in waiting and key.target != table.qualified
    ]


def _circle(waiting: Mapping[TableName, Table]) -> Mapping[TableName, Table]:
    """The first circle by name that waits for nothing but itself."""
    reached = {name: _reached(name, waiting) for name in waiting}
    for names in reached.values():
        if all(reached[other] == names for other in names):
            return {name: table for name, table in waiting.items() if name in names}
    return waiting


def _reached(start: TableName, waiting: Mapping[TableName, Table]) -> frozenset[TableName]:
    """The tables that a table refers to, in one step or many."""
    found: set[TableName] = set()
    unseen = [start]
    while unseen:
        for key in _blockers(waiting[unseen.pop()], waiting):
            if key.target not in found:
                found.add(key.target)
                unseen.append(key.target)
    return frozenset(found)


def _cost(
    schema: Schema, table: Table, circle: Mapping[TableName, Table]
) -> tuple[int, bool, int, TableName]:
    """What it costs to take the table first: the least where all its keys can be NULL, then where
    the others have from it what its keys want of them."""
    keys = _blockers(table, circle)
    strict = [key for key in keys if not can_be_null(table, key)]
    worst = DEFERRED if all(key.deferrable for key in strict) else DEFERRED + 1
    begun = any(begins(schema, table, key, name) for key in strict for name in key.columns)
    return worst if strict else 0, not begun, len(keys), table.qualified


def can_be_null(table: Table, key: ForeignKey) -> bool:
    """Whether a row may leave the key out: one of its columns takes NULL, or all where they have
    to be NULL together."""
    enough = all if key.full else any
    return enough(not table.column(name).not_null for name in key.columns)
