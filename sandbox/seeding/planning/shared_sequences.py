"""Sequences that several tables use: each table's numbers begin at a place of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from zlib import crc32

from sandbox.seeding.schemas.schema import Column, Table, TableName

_BLOCKS = 97


def with_blocks(tables: Sequence[Table], written: Mapping[TableName, str]) -> list[Table]:
    """The tables with `Sequence.block` set where another table owns the sequence (a parent whose
    columns are inherited), or where a trigger numbers rows with it while others are filled.

    A block hangs on the table's name: that a table is added moves no other's, but for the rare
    two that want the same.
    """
    owned = {
        (column.sequence.schema, column.sequence.name)
        for table in tables
        for column in table.columns
        if column.sequence is not None and column.sequence.own
    }
    used: set[tuple[str, str, int]] = set()
    ordered = sorted(tables, key=lambda table: table.qualified)
    return [_with_blocks(table, owned, table.qualified in written, used) for table in ordered]


def _with_blocks(
    table: Table,
    owned: set[tuple[str, str]],
    beside_trigger: bool,
    used: set[tuple[str, str, int]],
) -> Table:
    def placed(column: Column) -> Column:
        sequence = column.sequence
        if sequence is None:
            return column
        name = (sequence.schema, sequence.name)
        if not beside_trigger and (sequence.own or name not in owned):
            return column
        block = crc32(".".join(table.qualified).encode()) % _BLOCKS + 1
        while (*name, block) in used:
            block += 1
        used.add((*name, block))
        return replace(column, sequence=replace(sequence, block=block))

    if all(column.sequence is None for column in table.columns):
        return table
    return replace(table, columns=tuple(map(placed, table.columns)))
