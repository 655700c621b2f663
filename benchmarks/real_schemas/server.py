"""The server that the apps' databases are on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from testcontainers.community.postgres import PostgresContainer

COMMAND = "postgres -c fsync=off -c full_page_writes=off -c max_locks_per_transaction=1024"
"""The locks: a migration may touch several hundred tables in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """address: libpq's, of a superuser, to any database of the server."""

    address: str

    def of(self, database: str) -> str:
        """The address of one database, as an URL."""
        parts = psycopg.conninfo.conninfo_to_dict(self.address)
        return "postgresql://{user}:{password}@{host}:{port}/".format(**parts) + database

    def has(self, database: str) -> bool:
        with psycopg.connect(self.address, autocommit=True) as connection:
            query = "SELECT FROM pg_database WHERE datname = %s"
            return connection.execute(query, [database]).fetchone() is not None

    def make(self, database: str, template: str = "template0") -> str:
        """A new database, in place of one of that name; its address."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in (
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                "CREATE DATABASE {} TEMPLATE {}",
            ):
                names = [sql.Identifier(name) for name in (database, template)]
                connection.execute(sql.SQL(statement).format(*names))
        return self.of(database)

    def drop(self, database: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            statement = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
            connection.execute(sql.SQL(statement).format(sql.Identifier(database)))

    def run(self, database: str, *statements: str) -> None:
        with psycopg.connect(self.of(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def version(self) -> str:
        with psycopg.connect(self.address) as connection:
            major, minor = divmod(connection.info.server_version, 10_000)
            return f"{major}.{minor}"


@contextmanager
def server(address: str | None) -> Iterator[Server]:
    """The one at the address, or a container of our own."""
    if address is not None:
        yield Server(address=make_conninfo(address))
        return
    container = PostgresContainer("postgres:15", driver=None).with_command(COMMAND)
    with container:
        yield Server(address=make_conninfo(container.get_connection_url()))
