"""The rows that are there before seeding: what migrations inserted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.seeding.planning.key_names import key_names, predicate_names
from sandbox.seeding.planning.owners import looked_at
from sandbox.seeding.schemas.schema import Schema, Table, TableName


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingRows:
    """One table's rows: their number, and their key columns as the server writes them as text."""

    rows: int
    columns: tuple[str, ...]
    keys: Sequence[Sequence[str | None]]
    furthest: Mapping[str, int] = field(default_factory=dict)
    """How far the numbers of each numbered column have come, also where `keys` ends before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """tables: every one that has rows, and no other. unread: those whose rows we may not see, with
    the server's words. past: tables to whose rows, once they get new ones, nothing new refers."""

    tables: Mapping[TableName, ExistingRows]
    unread: Mapping[TableName, str] = field(default_factory=dict)
    past: frozenset[TableName] = frozenset()

    def in_the_way(self, name: TableName) -> Sequence[Sequence[str | None]]:
        """The keys of a table's rows to which nothing new refers."""
        return self.tables[name].keys if name in self.past and name in self.tables else ()

    def newer(self, name: TableName, there: ExistingRows | None) -> ExistingRows | None:
        """Of the rows that are there now those to which something new may refer."""
        old = {tuple(key) for key in self.in_the_way(name)}
        if there is None or not old:
            return there
        return replace(there, keys=[k for k in there.keys if tuple(k) not in old] or there.keys)


NOTHING_EXISTS = Existing(tables={})


def key_columns(schema: Schema, table: Table) -> tuple[str, ...]:
    """The columns whose values must be known: referred to, unique, or naming an owner."""
    wanted = set(looked_at(schema, table))
    for unique in table.keys:
        wanted.update((*key_names(table, unique), *predicate_names(table, unique)))
    return tuple(column.name for column in table.columns if column.name in wanted)


def existing_from_json(document: Mapping[str, Any]) -> Existing:
    """What the query of `existing_sql` returned."""
    return Existing(
        tables={
            (entry["schema"], entry["table"]): ExistingRows(
                rows=entry["rows"],
                columns=tuple(entry["columns"]),
                keys=[tuple(row) for row in entry["keys"]],
                furthest={
                    name: number
                    for name, number in (entry.get("furthest") or {}).items()
                    if number is not None
                },
            )
            for entry in document["tables"]
            if entry["rows"]
        }
    )
