"""A way to a database through a driver, for databases that this machine can reach itself.

Sandboxes' databases are not among them: theirs goes through `psql` inside the container.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sandbox import errors
from sandbox.adapters.postgres.unreachable import SECONDS, unreachable

if TYPE_CHECKING:
    import psycopg

LOST = ("08", "57P")
"""SQLSTATE classes after which there is no connection."""


class PostgresDatabase:
    """Implements `sandbox.ports.Database`.

    address: a libpq address or keywords as `psql` takes them, or a SQLAlchemy address
    (postgresql+driver://…).
    """

    def __init__(self, address: str) -> None:
        scheme, separator, rest = address.partition("://")
        self._address = f"postgresql://{rest}" if separator and "+" in scheme else address

    @contextmanager
    def session(self) -> Iterator[PostgresSession]:
        import psycopg

        try:
            connection = psycopg.connect(_patient(self._address), autocommit=True)
        except psycopg.Error as error:
            raise unreachable(str(error).strip()) from error
        try:
            connection.execute("SET client_min_messages = error")
            yield PostgresSession(connection)
        finally:
            connection.close()


def _patient(address: str) -> str:
    """The address with an end to the waiting, where it says none."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    if "connect_timeout" in conninfo_to_dict(address):
        return address
    return make_conninfo(address, connect_timeout=SECONDS)


class PostgresSession:
    """One connection, each statement a transaction of its own unless a BEGIN came before."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def ask(self, sql: str) -> str:
        with _spoken():
            result = self._connection.execute(sql.encode()).pgresult
        value = result.get_value(0, 0) if result is not None and result.ntuples else None
        return (value or b"").decode()

    def run(self, sql: str) -> None:
        with _spoken():
            self._connection.execute(sql.encode())

    def copy(self, statement: str, chunks: Iterable[bytes]) -> None:
        with _spoken(), self._connection.cursor().copy(statement.encode()) as copy:
            for chunk in chunks:
                copy.write(chunk)


@contextmanager
def _spoken() -> Iterator[None]:
    """The driver's failures as ours."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        if error.sqlstate is None or error.sqlstate.startswith(LOST):
            raise errors.WorkFailed(
                "the connection to the database was lost", "try again", detail=str(error)
            ) from error
        raise errors.StatementRefused(
            error.diag.message_primary or str(error),
            code=error.sqlstate,
            constraint=error.diag.constraint_name or "",
            function=errors.raised_in(error.diag.context or ""),
            detail=error.diag.message_detail,
        ) from error
