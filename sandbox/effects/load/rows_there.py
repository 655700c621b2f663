"""The rows that are in a database already, as texts: to show them, and to know whose they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import identifier, qualified
from sandbox.seeding.explain import Texts, first_rows
from sandbox.seeding.fill import Seeding
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.schema import Family, Schema, Table, TableName
from sandbox.seeding.schemas.users_rows import maybe_migrated

MOST = 1_000
"""So many rows of a table are looked at."""
ALIKE = 0.5
"""Where more of the values are ours, the rows are."""
_TELLING = (Family.TEXT, Family.UUID)


def rows_there(session: Session, tables: Iterable[Table]) -> Mapping[TableName, Texts]:
    """The first rows of each table, by column, in the order of the primary key."""
    found: dict[TableName, Texts] = {}
    for table in tables:
        names = [column.name for column in table.columns]
        listed = ", ".join(f"{identifier(name)}::text" for name in names)
        primary = [part for key in table.keys if key.primary for part in key.parts]
        order = f"ORDER BY {', '.join(primary)} " if primary else ""
        sql = (
            f"SELECT coalesce(json_agg(t.r), '[]')::text FROM (SELECT json_build_array({listed}) r "
            f"FROM {qualified(table.schema, table.name)} {order}LIMIT {MOST}) t"
        )
        with suppress(StatementRefused):  # rows that we may not see
            rows = json.loads(session.ask(sql))
            found[table.qualified] = {
                name: tuple(row[number] for row in rows) for number, name in enumerate(names)
            }
    return found


def before_filling(
    session: Session, schema: Schema, existing: Existing, empty: Seeding
) -> tuple[Existing, Mapping[TableName, Texts]]:
    """What was there before a database was filled, as far as that shows: rows that the filling
    would not have made. empty: the filling of it with no rows at all."""
    tables = maybe_migrated(schema, existing)
    there = rows_there(session, tables)
    made = first_rows(empty, [table for table in tables if table.qualified in there])
    own = {
        table.qualified
        for table in tables
        if table.qualified in there
        and not _is_ours(table, there[table.qualified], made.get(table.qualified))
    }
    known = {name: rows for name, rows in existing.tables.items() if name in own}
    return replace(existing, tables=known), {name: there[name] for name in own}


def _is_ours(table: Table, there: Texts, made: Texts | None) -> bool:
    """Whether the rows that are there are those that were made."""
    if made is None:
        return True
    told = [c.name for c in table.columns if c.family in _TELLING and not c.array]
    pairs = [(value, set(made[name])) for name in told if name in made for value in there[name]]
    if not pairs:
        return True
    return sum(value in others for value, others in pairs) > ALIKE * len(pairs)
