"""How many rows there can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def room(
    context: Context,
    table: Table,
    references: References,
    keys: KeyPlan,
    checks: TableChecks,
    most: Mapping[str, int],
) -> int:
    """How many rows there can be where each parent is taken once, or each combination."""
    parents = references.parents
    found = [len(there) for name, there in parents.items() if name in keys.once]
    found += [prod(len(parents[key.name]) for key in group) for group in keys.together]
    found += [len(parents[name]) * number for name, number in most.items()]
    few = {
        key.columns[0]: len(parents[key.name])
        for key in references.filled
        if len(key.columns) == 1 and len(parents.get(key.name, range(FEW))) < FEW
    }
    own = own_room(table, table.keys, checks.limits, few)
    if own is not None:
        there = context.existing.tables.get(table.qualified)
        found.append(max(own - (there.rows if there is not None else 0), 0))
    return min(found, default=10**12)


def own_room(
    table: Table, keys: Iterable[UniqueKey], limits: Mapping[str, Limits], rows: Mapping[str, int]
) -> int | None:
    """How many rows the keys allow whose columns all have few values.

    rows: parents of the columns that refer to few rows, by column.
    """
    room: int | None = None
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
            room = product if room is None else min(room, product)
    return room
