"""How many rows there can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.context import Context
from sandbox.seeding.planning.key_names import few_values, key_names
from sandbox.seeding.planning.parents import References
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.schemas.schema import Table, UniqueKey
from sandbox.seeding.values.value import Limits

FEW = 1_000
"""Below so many parents, it is worked out how many combinations there are."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Room:
    """How many rows there can be, and what leaves no room for more."""

    rows: int
    why: str


ENDLESS = Room(rows=10**12, why="")


def room(
    context: Context,
    table: Table,
    references: References,
    keys: KeyPlan,
    checks: TableChecks,
    most: Mapping[str, int],
) -> Room:
    """Where each parent is taken once, or each combination, or a key has few values."""
    parents = references.parents
    by_name = {key.name: key for key in table.foreign_keys}
    found = [
        Room(rows=len(there), why=f"each row of {by_name[name].target[1]} can have one, by its key")
        for name, there in parents.items()
        if name in keys.once
    ]
    for group in keys.together:
        names = ", ".join(name for key in group for name in key.columns)
        number = prod(len(parents[key.name]) for key in group)
        found.append(Room(rows=number, why=f"no combination of ({names}) may come twice"))
    for name, number in most.items():
        what = f"each row of {by_name[name].target[1]} can have {number}, by its key"
        found.append(Room(rows=len(parents[name]) * number, why=what))
    few = {
        key.columns[0]: len(parents[key.name])
        for key in references.filled
        if len(key.columns) == 1 and len(parents.get(key.name, range(FEW))) < FEW
    }
    own = own_room(table, table.keys, checks.limits, few)
    if own is not None:
        there = context.existing.tables.get(table.qualified)
        left = max(own.rows - (there.rows if there is not None else 0), 0)
        found.append(Room(rows=left, why=own.why))
    return min(found, default=ENDLESS)


def own_room(
    table: Table, keys: Iterable[UniqueKey], limits: Mapping[str, Limits], rows: Mapping[str, int]
) -> Room | None:
    """How many rows the keys allow whose columns all have few values.

    rows: parents of the columns that refer to few rows, by column.
    """
    found: list[Room] = []
    for key in keys:
        names = key_names(table, key)
        if key.predicate or not names or None in key.columns:
            continue
        product = 1
        for name in names:
            column = table.column(name)
            number = rows.get(name) or few_values(column, limits.get(name))
            nullable = not column.not_null and not key.nulls_not_distinct
            if number is None or nullable:
                break
            product *= max(number, 1)
        else:
            why = f"({', '.join(names)}) has {product} different values, and none may come twice"
            found.append(Room(rows=product, why=why))
    return min(found, default=None)
