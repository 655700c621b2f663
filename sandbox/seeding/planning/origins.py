"""Keys part of which the parent has from the child: an organisation's owner is one of its users."""

from __future__ import annotations

from sandbox.seeding.schemas.schema import ForeignKey, Schema, Table


def begins(schema: Schema, table: Table, key: ForeignKey, column: str) -> bool:
    """Whether the parent of the key has its value from this very column of the table."""
    if key.target == table.qualified or len(key.columns) < 2 or key.target not in schema:
        return False
    target = key.target_columns[key.columns.index(column)]
    return any(
        other.target == table.qualified
        and (target, column) in zip(other.columns, other.target_columns, strict=True)
        for other in schema.table(key.target).foreign_keys
    )
