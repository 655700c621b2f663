"""A real PostgreSQL for the tests, and a database of its own for each of them."""

from __future__ import annotations

import os

# The reaper is an image of its own, which cannot be pulled everywhere: containers end here.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load.run import WORKERS, Loaded, load, look
from sandbox.seeding.fill import Seeding, fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, Recipe
from tests.postgres.maintainer import SHOP, Maintainer

SCHEMAS = Path(__file__).parents[1] / "schemas"


@dataclass(frozen=True, kw_only=True)
class Database:
    """A database in the test's server."""

    name: str
    host: str
    port: int
    container: str

    @property
    def address(self) -> str:
        return f"postgresql://test:test@{self.host}:{self.port}/{self.name}"

    def run(self, sql: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(sql.encode())

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address, autocommit=True) as connection:
            return connection.execute(sql.encode()).fetchall()

    def value(self, sql: str) -> object:
        return self.rows(sql)[0][0]

    def seeding(
        self, recipe: Recipe = EMPTY_RECIPE, *, rows: int | None = None, seed: int = 1
    ) -> Seeding:
        """What would be loaded."""
        with PostgresDatabase(self.address).session() as session:
            schema, existing = look(session, PostgresCatalogue())
        return fill(schema, recipe, rows=rows, seed=seed, existing=existing)

    def fill(
        self,
        recipe: Recipe = EMPTY_RECIPE,
        *,
        rows: int | None = None,
        seed: int = 1,
        workers: int = WORKERS,
    ) -> Loaded:
        """Seeds the database as the command does."""
        seeding = self.seeding(recipe, rows=rows, seed=seed)
        database = PostgresDatabase(self.address)
        with database.session() as session:
            return load(database, session, PostgresCatalogue(), seeding, workers=workers)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresContainer]:
    container = PostgresContainer("postgres:15", driver=None)
    container.with_command("postgres -c fsync=off -c full_page_writes=off")
    with container:
        yield container


@pytest.fixture
def database(server: PostgresContainer) -> Iterator[Database]:
    """An empty database."""
    with fresh_database(server) as made:
        yield made


@pytest.fixture
def other_database(server: PostgresContainer) -> Iterator[Database]:
    """A second empty database."""
    with fresh_database(server) as made:
        yield made


_numbers = count(1)


@contextmanager
def fresh_database(server: PostgresContainer) -> Iterator[Database]:
    """An empty database of the server, gone afterwards."""
    name = f"test_{next(_numbers)}"
    made = Database(
        name=name,
        host=server.get_container_host_ip(),
        port=int(server.get_exposed_port(5432)),
        container=server.get_wrapped_container().id,
    )
    admin = f"postgresql://test:test@{made.host}:{made.port}/test"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield made
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def maintainer(tmp_path: Path) -> Maintainer:
    return Maintainer(folder=tmp_path)


@pytest.fixture
def shop(database: Database) -> Database:
    """A migrated database with a look-up table that the migrations filled."""
    database.run(SHOP)
    return database
