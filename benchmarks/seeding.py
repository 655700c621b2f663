"""The example's data, from an empty database that its migrations have run on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.bench import Bench
from benchmarks.byhand import rendered, run_words
from benchmarks.figures import Figure, at_most, seen
from benchmarks.process import run
from sandbox.model.stack import APP_ROLE, GOLDEN

AT_MOST = 1.0
EMPTY = "empty"
FRESH = f"CREATE DATABASE {GOLDEN} OWNER {APP_ROLE}"


def measure(bench: Bench) -> Iterator[Figure]:
    """Each run in a process of its own, which has to load the engine and its pools."""
    keeper, _ = bench.up("--demo", "--name", "keep")
    server = _empty_server(bench, rendered(bench, keeper["name"]))
    filling, whole, rates = [], [], []
    for number in range(bench.runs):
        bench.say(f"seeding: {number + 1}")
        bench.psql(server, f"DROP DATABASE {GOLDEN};\n{FRESH} TEMPLATE {EMPTY};")
        done = run(sys.executable, "-m", "benchmarks.fill_once", server)
        said = json.loads(done.output)
        filling.append(said["seconds"])
        whole.append(done.seconds)
        rates.append(said["rows"] / said["seconds"])
    rows = f"{said['rows']:,} rows in {said['tables']} tables"
    yield at_most(f"seeding the example ({rows}) from an empty schema", filling, AT_MOST)
    yield seen("the same as a whole process, loading the engine included", whole)
    yield seen("the same in rows a second", rates, unit="rows/s")


def _empty_server(bench: Bench, model: dict[str, Any]) -> str:
    """A server whose `empty` database the app's migrations have run on."""
    network, server = f"{bench.user}-seed", f"{bench.user}-seed-database"
    bench.docker("network", "create", "--internal", "--label", bench.label, network)
    database = run_words(
        model["services"]["database"], name=server, network=network, label=bench.label
    )
    bench.docker(*database[1:])
    bench.await_server(server)
    bench.psql(server, f"ALTER DATABASE {GOLDEN} IS_TEMPLATE false;\nDROP DATABASE {GOLDEN};")
    bench.psql(server, f"{FRESH};\n\\connect {GOLDEN}\nALTER SCHEMA public OWNER TO {APP_ROLE};")
    _migrate(bench, model["services"]["app"], network)
    bench.psql(server, f"ALTER DATABASE {GOLDEN} RENAME TO {EMPTY};\n{FRESH} TEMPLATE {EMPTY};")
    return server


def _migrate(bench: Bench, app: dict[str, Any], network: str) -> None:
    """In a one-shot container of the app."""
    address = app["environment"]["DATABASE_URL"].rpartition("/")[0]
    job = {
        **app,
        "command": ["alembic", "upgrade", "head"],
        "environment": {**app["environment"], "DATABASE_URL": f"{address}/{GOLDEN}"},
        "restart": "no",
    }
    name = f"{bench.user}-seed-migrations"
    words = run_words(job, name=name, network=network, label=bench.label)
    words.remove("-d")
    bench.docker(*words[1:])
