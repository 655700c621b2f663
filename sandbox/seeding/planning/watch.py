"""Which unique keys of a table are watched while its rows are made."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.context import Context
from sandbox.seeding.keys import existing_values
from sandbox.seeding.planning.key_names import key_names, predicate_names
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.schemas.schema import Column, Table, UniqueKey
from sandbox.seeding.steps.watch import Watched, watched


def watched_keys(
    context: Context,
    table: Table,
    keys: KeyPlan,
    checks: TableChecks,
    columns: tuple[Column, ...],
    has_fixed: bool,
) -> tuple[Watched, ...]:
    """Keys to watch: those no construction keeps, and those that fixed rows or mending may hit."""
    written = {column.name for column in columns}
    there = {key.name: existing_values(table, context.existing, _read(table, key))
             for key in table.keys}  # fmt: skip
    found = []
    for key in _to_watch(table, keys, checks, {name for name in there if there[name] or has_fixed}):
        made = watched(table, key, key_names(table, key))
        if made is not None and set(made.columns) <= written:
            found.append(made)
            for values in there[key.name]:
                made.note(dict(zip(_read(table, key), values, strict=True)))
    return tuple(found)


def _to_watch(
    table: Table, keys: KeyPlan, checks: TableChecks, met: set[str]
) -> Sequence[UniqueKey]:
    """met: keys that rows of others than ours are in. What is watched may be changed: the keys
    that read the same columns are watched too."""
    exposed = {name for condition in checks.several for name in condition.columns}
    waiting, found = list(table.keys), list[UniqueKey]()
    growing = True
    while growing:
        new = [
            key
            for key in waiting
            if key.name in keys.tracked | met or not exposed.isdisjoint(_read(table, key))
        ]
        waiting = [key for key in waiting if key not in new]
        found += new
        exposed.update(name for key in new for name in _read(table, key))
        growing = bool(new)
    return found


def _read(table: Table, key: UniqueKey) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*key_names(table, key), *predicate_names(table, key))))
