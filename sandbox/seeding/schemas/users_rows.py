"""Whether a database holds what people typed in, as far as that shows from outside."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.order import is_migration_table
from sandbox.seeding.schemas.schema import Schema, Table, TableName
from sandbox.seeding.values.subject import subject

FEW = 3
"""The first administrator, the one tenant: migrations insert so many rows anywhere."""
LISTED = 1_000
"""A list of choices, such as countries or permissions, has up to so many."""


def users_rows(schema: Schema, existing: Existing) -> Mapping[str, int]:
    """Tables, with their rows, that hold more than migrations put there; the largest first.

    Migrations fill look-up tables: those that refer to nothing but other look-up tables, hold
    neither people nor companies, and are not long. Anywhere else they insert a few rows.
    """
    found: dict[str, int] = {}
    for table in schema.tables:
        known = existing.tables.get(table.qualified)
        if known is None or is_migration_table(table):
            continue
        most = LISTED if _is_listing(schema, table, set()) else FEW
        if known.rows > most:
            found[table.name if table.schema == "public" else ".".join(table.qualified)] = (
                known.rows
            )
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def maybe_migrated(schema: Schema, existing: Existing) -> tuple[Table, ...]:
    """Tables with so few rows of such a kind that migrations may have put them there."""
    return tuple(
        table
        for table in schema.tables
        if table.qualified in existing.tables
        and not is_migration_table(table)
        and existing.tables[table.qualified].rows
        <= (LISTED if _is_listing(schema, table, set()) else FEW)
    )


def _is_listing(schema: Schema, table: Table, seen: set[TableName]) -> bool:
    if subject(table) in ("person", "company"):
        return False
    seen.add(table.qualified)
    targets = {key.target for key in table.foreign_keys} - seen
    return all(
        target in schema and _is_listing(schema, schema.table(target), seen) for target in targets
    )
