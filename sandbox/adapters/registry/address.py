"""Where the registry is: a file of SQLite, or a shared PostgreSQL."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import errors

EXAMPLE = "SANDBOX_REGISTRY=postgresql://USER@HOST/DATABASE"
WAIT_SECONDS = 30
_FILE = "sqlite:///"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """url: SQLAlchemy's. path: of the file, None for a server. host: of the server.

    begin: opens a transaction that writes; mark: stands for a value in a statement; known: asks
    whether Alembic was here.
    """

    url: str
    path: str | None
    host: str = ""
    begin: str = "BEGIN"
    mark: str = "%s"
    known: str = "SELECT to_regclass('alembic_version')"

    def connect(self) -> Any:
        """A DB-API connection that commits each statement unless told to BEGIN."""
        if self.path is None:
            import psycopg

            return psycopg.connect(self.url.replace("+psycopg", "", 1), autocommit=True)
        connection = sqlite3.connect(
            self.path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode=WAL")
        return connection


def file_address(path: Path | str) -> Address:
    return Address(
        url=f"{_FILE}{path}",
        path=str(path),
        begin="BEGIN IMMEDIATE",
        mark="?",
        known="SELECT name FROM sqlite_master WHERE name = 'alembic_version'",
    )


def parsed(address: str) -> Address:
    """From SQLAlchemy's address of SQLite or PostgreSQL; the driver is ours. Raises UsageError."""
    if address.startswith(_FILE) and "?" not in address:
        return file_address(address.removeprefix(_FILE) or ":memory:")
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
        url.get_dialect()  # refuses a driver that nobody knows
    except (ArgumentError, ValueError) as error:
        raise no_address(address) from error
    except ImportError:  # a driver that is known, and not here: of no matter, ours is used
        pass
    kind = url.get_backend_name()
    if kind == "sqlite":
        return file_address(url.database or ":memory:")
    if kind not in ("postgresql", "postgres"):
        raise errors.UsageError(
            f"SANDBOX_REGISTRY is an address of {kind}, which the registry cannot be kept in",
            f"unset SANDBOX_REGISTRY, or give it a PostgreSQL address: {EXAMPLE}",
        )
    ours = url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return Address(url=ours, path=None, host=url.host or "")


def no_address(address: str) -> errors.UsageError:
    """Without what stands before an @, which may be a password."""
    shown = address if "@" not in address else f"…@{address.rpartition('@')[2]}"
    return errors.UsageError(
        f"SANDBOX_REGISTRY is {shown!r}, which is not the address of a database",
        f"unset SANDBOX_REGISTRY, or give it a whole address: {EXAMPLE}",
    )
