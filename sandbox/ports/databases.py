"""Databases, and the sessions that are opened to them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sandbox.seeding.schemas.schema import Schema, Table


class Session(Protocol):
    """One connection to one database. Each call is one statement, a DO block or a COPY.

    Raises StatementRefused, after which the session can be used on; WorkFailed where the
    connection is lost.
    """

    def ask(self, sql: str) -> str:
        """The text of the one cell that the query answers; "" for NULL or no row."""
        ...

    def run(self, sql: str) -> None: ...
    def copy(self, statement: str, chunks: Iterable[bytes]) -> None:
        """`statement` is a COPY … FROM STDIN; chunks: whole lines of its text format.

        All rows or none; what `chunks` raises is raised, and no row is kept.
        """
        ...


class Database(Protocol):
    """A database that this process can open sessions to, several at once."""

    def session(self) -> AbstractContextManager[Session]:
        """Raises WorkFailed where there is no way to it."""
        ...


class Catalogue(Protocol):
    """The questions about a database's schema; each is answered by one row of JSON text."""

    def schema_query(self) -> str: ...
    def existing_query(self, schema: Schema) -> str: ...
    def rows_query(self, schema: Schema, table: Table) -> str:
        """As `existing_query`, of one table."""
        ...


class Databases(Protocol):
    """Databases that this machine reaches by an address."""

    def at(self, address: str) -> Database:
        """Raises UsageError where it is no PostgreSQL address, ToolMissing without a driver."""
        ...

    def hosts(self, address: str) -> tuple[str, ...]:
        """The servers that the address names, without those of this machine's own socket."""
        ...

    def numbers(self, host: str) -> frozenset[str]:
        """The network addresses of the host; none where its name leads nowhere."""
        ...
