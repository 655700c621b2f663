"""The script's text: COPY blocks and sequence settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandbox.seeding.raw import encode
from sandbox.seeding.schema import Column, Table
from sandbox.seeding.values.value import Rows


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def qualified(schema: str, name: str) -> str:
    return f"{identifier(schema)}.{identifier(name)}"


def prologue() -> bytes:
    """Settings under which the script means the same on every server."""
    return (
        b"SET client_encoding = 'UTF8';\n"
        b"SET standard_conforming_strings = on;\n"
        b"SET TimeZone = 'UTC';\n"
        b"SET DateStyle = 'ISO, YMD';\n"
        b"SET IntervalStyle = 'postgres';\n"
        b"SET synchronous_commit = off;\n"
    )


def block(table: Table, columns: Sequence[Column]) -> Iterator[bytes]:
    """The head of a COPY block; rows and `\\.` follow."""
    listed = ", ".join(identifier(column.name) for column in columns)
    yield f"COPY {qualified(table.schema, table.name)} ({listed}) FROM stdin;\n".encode()


def encoded(columns: Sequence[Column], rows: Rows) -> bytes:
    """A batch as COPY's text format: encoded by column, joined by row."""
    if not rows.count:
        return b""
    texts = [encode(column, rows.columns[column.name]) for column in columns]
    lines = texts[0] if len(texts) == 1 else map("\t".join, zip(*texts, strict=True))
    return ("\n".join(lines) + "\n").encode()


def sequence_settings(tables: Sequence[Table]) -> bytes:
    """Sequences go on after the largest (or, counting down, the smallest) value in their column.

    Several tables may share one: none sets it back.
    """
    statements = []
    for table in tables:
        for column in table.columns:
            if column.sequence is None or column.array:
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
        return b""
    return f"DO $seed$ BEGIN\n{''.join(statements)}END $seed$;\n".encode()
