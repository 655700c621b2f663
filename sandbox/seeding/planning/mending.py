"""What may be changed in a table's rows where they break a check."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sandbox.seeding.checks.conditions import Condition, TableChecks
from sandbox.seeding.checks.derive import inputs_first
from sandbox.seeding.checks.expression import Expression
from sandbox.seeding.checks.repair import Mender
from sandbox.seeding.context import Context
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.planning.key_names import key_names
from sandbox.seeding.planning.parents import References
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.streams import stream


def mender_of(
    context: Context,
    table: Table,
    checks: TableChecks,
    references: References,
    columns: tuple[Column, ...],
    derived: Mapping[str, Expression],
    fixed: Collection[str],
    pinned: tuple[frozenset[str], ...],
) -> Mender:
    """fixed: columns that are held by other means, and may not change. pinned: what the first
    rows say themselves."""
    written = {column.name for column in columns}
    composite = {n for k in table.foreign_keys if len(k.columns) > 1 for n in k.columns}
    own = {n for k in table.foreign_keys if k.target == table.qualified for n in k.target_columns}
    numbered = {column.name for column in columns if column.numbered}
    primary = {n for k in table.keys if k.primary for n in key_names(table, k)}
    conditions = tuple(_relevant(checks, written))
    domains = {}
    looked_at = {name for condition in checks.several for name in condition.columns}
    for key in references.filled:
        if len(key.columns) == 1 and key.columns[0] in looked_at and key.target != table.qualified:
            parent = context.kept[key.target].columns[key.target_columns[0]]
            domains[key.columns[0]] = frozenset(parent)
    for key in references.empty:
        domains.update(dict.fromkeys(key.columns, frozenset[Raw]()))
    return Mender(
        columns={column.name: column for column in table.columns},
        conditions=conditions,
        changeable=frozenset(written - composite - own - numbered - set(fixed)),
        nullable=frozenset(c.name for c in columns if not c.not_null) - primary,
        domains=domains,
        random=stream(context.seed, *table.qualified, "#mend"),
        derived=inputs_first(derived),
        pinned=pinned,
    )


def _relevant(checks: TableChecks, written: set[str]) -> list[Condition]:
    """Conditions on columns that are written; defaults and generated ones are the server's."""
    return [c for c in checks.conditions if set(c.columns) <= written]
