"""Columns that the database computes: what is asked of them is asked of those they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sandbox.seeding.schemas.schema import Check, Column, Table, UniqueKey


def asked_of_sources(table: Table) -> Table:
    """The table with its keys and NOT NULLs of generated columns on the columns behind them.

    Checks keep their text: whoever reads them knows the generated columns' expressions.
    """
    generated = {c.name: c for c in table.columns if c.generated and c.default is not None}
    if not generated:
        return table
    keys = tuple(_asked(key, generated) for key in table.keys)
    checks = tuple(_not_null(column) for column in generated.values() if column.not_null)
    # What a check says of the same column is more, and comes after.
    return replace(table, keys=keys, checks=(*checks, *table.checks))


def _asked(key: UniqueKey, generated: Mapping[str, Column]) -> UniqueKey:
    if generated.keys().isdisjoint(name for name in key.columns if name is not None):
        return key
    known = key.parts or tuple(name or "" for name in key.columns)
    behind = [generated.get(name or "") for name in key.columns]
    parts = (
        part if column is None else f"({column.default})"
        for column, part in zip(behind, known, strict=True)
    )
    columns = (
        name if column is None else None for column, name in zip(behind, key.columns, strict=True)
    )
    return replace(key, columns=tuple(columns), parts=tuple(parts))


def _not_null(column: Column) -> Check:
    return Check(
        name=f"{column.name} NOT NULL", expression=f"CHECK ((({column.default}) IS NOT NULL))"
    )
