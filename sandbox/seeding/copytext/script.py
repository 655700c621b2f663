"""The script's text: COPY blocks and sequence settings."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.model.data.sqltext import identifier as identifier
from sandbox.model.data.sqltext import literal as literal
from sandbox.seeding.copytext.raw import encode
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.values.value import Rows


def qualified(schema: str, name: str) -> str:
    return f"{identifier(schema)}.{identifier(name)}"


SETTINGS = {
    "client_encoding": "UTF8",
    "standard_conforming_strings": "on",
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "synchronous_commit": "off",
}
"""Under these the rows mean the same on every server."""


def written(setting: str) -> str:
    """A setting's value as SET takes it."""
    return setting if setting in ("on", "off") else f"'{setting}'"


def copy_statement(table: Table, columns: Sequence[Column]) -> str:
    """The COPY that the rows of these columns follow."""
    listed = ", ".join(identifier(column.name) for column in columns)
    return f"COPY {qualified(table.schema, table.name)} ({listed}) FROM stdin"


def insert_defaults(table: Table, rows: int) -> str:
    """So many rows of a table none of whose columns is given a value."""
    name = qualified(table.schema, table.name)
    return f"INSERT INTO {name} SELECT FROM generate_series(1, {rows})"


def encoded(columns: Sequence[Column], rows: Rows) -> bytes:
    """A batch as COPY's text format: encoded by column, joined by row."""
    if not rows.count:
        return b""
    texts = [encode(column, rows.columns[column.name]) for column in columns]
    lines = texts[0] if len(texts) == 1 else map("\t".join, zip(*texts, strict=True))
    return ("\n".join(lines) + "\n").encode()


def sequence_settings(tables: Sequence[Table]) -> str:
    """A DO block, or nothing where there is nothing to set.

    Sequences go on after the largest (or, counting down, the smallest) value in their column.
    Several tables may share one: none sets it back.
    """
    statements = []
    for table in tables:
        for column in table.columns:
            if not column.numbered or column.sequence is None:
                continue
            sequence = column.sequence
            end, furthest = ("max", "greatest") if sequence.increment > 0 else ("min", "least")
            name = qualified(sequence.schema, sequence.name).replace("'", "''")
            statements.append(
                f"PERFORM pg_catalog.setval('{name}'::regclass, {furthest}({end}("
                f"{identifier(column.name)}), (SELECT last_value FROM "
                f"{qualified(sequence.schema, sequence.name)}))) "
                f"FROM {qualified(table.schema, table.name)} "
                f"HAVING {end}({identifier(column.name)}) IS NOT NULL;\n"
            )
    if not statements:
        return ""
    return f"DO $seed$ BEGIN\n{''.join(statements)}END $seed$"
