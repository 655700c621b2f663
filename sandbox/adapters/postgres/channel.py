"""A way to a database through a driver, for databases that this machine can reach itself.

Sandboxes' databases are not among them: theirs goes through `psql` inside the container.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sandbox.adapters.postgres.reflect import REFLECT_SQL, existing_sql
from sandbox.seeding.existing import Existing, existing_from_json
from sandbox.seeding.schema import Schema, schema_from_catalog

if TYPE_CHECKING:
    from psycopg import Connection


class PostgresChannel:
    """One connection. address: a libpq address or keywords, as `psql` takes them."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: Connection[Any] | None = None

    def __enter__(self) -> PostgresChannel:
        import psycopg

        self._connection = psycopg.connect(self._address, autocommit=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def connection(self) -> Connection[Any]:
        """The open connection; RuntimeError outside of `with`."""
        if self._connection is None:
            raise RuntimeError("the channel is not open")
        return self._connection

    def schema(self) -> Schema:
        """The whole schema."""
        return schema_from_catalog(json.loads(self._text(REFLECT_SQL)))

    def existing(self, schema: Schema) -> Existing:
        """The rows that are there already."""
        return existing_from_json(json.loads(self._text(existing_sql(schema))))

    def load(self, script: Iterable[bytes]) -> None:
        """Run the seeding's script in one transaction; psycopg.Error where the server refuses."""
        with self.connection.transaction():
            for statement, rows in statements(script):
                if rows is None:
                    self.connection.execute(statement)
                    continue
                with self.connection.cursor().copy(statement) as copy:
                    for chunk in rows:
                        copy.write(chunk)

    def _text(self, query: str) -> str:
        row = self.connection.execute(query.encode()).fetchone()
        assert row is not None
        return str(row[0])


def statements(script: Iterable[bytes]) -> Iterator[tuple[bytes, Iterator[bytes] | None]]:
    """The statements of a script of the seeding, each COPY with its rows (chunks of whole lines).

    It knows the script's own form, not SQL: a statement ends in `;` at a line's end, a DO block in
    `$seed$;`. Rows that nobody has read are passed over.
    """
    lines = _lines(script)
    pending = b""
    for line in lines:
        pending += line
        done = line.endswith(b";\n") and pending.count(b"$seed$") != 1
        if not done:
            continue
        statement, pending = pending, b""
        if statement.startswith(b"COPY "):
            rows = _rows(lines)
            yield statement, rows
            for _ in rows:
                pass
        else:
            yield statement, None


def _rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    chunk: list[bytes] = []
    for line in lines:
        if line == b"\\.\n":
            break
        chunk.append(line)
        if len(chunk) == 1000:
            yield b"".join(chunk)
            chunk.clear()
    if chunk:
        yield b"".join(chunk)


def _lines(script: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their ends; only a line feed ends one."""
    rest = b""
    for chunk in script:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest
