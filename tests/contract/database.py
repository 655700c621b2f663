"""One server for all the tests of a file, with sealed golden data, and what is asked of it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.effects import psql
from sandbox.model.data import databases, swaps
from sandbox.model.observed import DatabaseState
from tests.contract.servers import READY, server_spec

NAME = f"contract-test-{os.getpid()}-server"


@pytest.fixture(scope="module")
def engine() -> Iterator[DockerEngine]:
    """One server for all the tests here, with sealed golden data."""
    made = DockerEngine()
    spec = server_spec(NAME)
    try:
        made.create(spec)
        made.start(NAME)
        ready = made.execute(NAME, ("bash", "-c", READY), user="postgres")
        assert ready.code == 0, made.logs(NAME, lines=20)
        run(made, databases.roles(("citext",)))
        run(made, "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'one')", "golden")
        run(made, databases.GRANT_READING, "golden")
        run(made, databases.seal(golden="g1", migrations="m1"))
        yield made
    finally:
        made.remove(NAME)


@pytest.fixture
def server(engine: DockerEngine) -> DockerEngine:
    """The server as after `up`: golden and live data and nothing else."""
    for name in state(engine).golden:
        if name != "golden":
            run(engine, f"DROP DATABASE {name} WITH (FORCE)")
    run(engine, swaps.ensure_live())
    return engine


def run(engine: DockerEngine, sql: str, database: str = "postgres") -> str:
    """As the administrator, who finds tables of the app's by their full name only."""
    shown = "" if database == "postgres" else "SET search_path = public;\n"
    return psql.run_sql(engine, NAME, shown + sql, database=database)


def state(engine: DockerEngine) -> DatabaseState:
    found = psql.database_state(engine, NAME)
    assert found is not None
    return found


def rows(engine: DockerEngine, database: str = "app") -> str:
    return run(engine, "SELECT string_agg(b, ',' ORDER BY a) FROM t", database).strip()


def spare(engine: DockerEngine) -> None:
    made = engine.execute(NAME, ("bash", "-c", swaps.NEXT_SPARE), user="postgres")
    assert made.code == 0, made.errors
