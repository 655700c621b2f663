"""Other ways to fresh data, in the same server in the same run."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figures import Figure, spread
from sandbox.model.stack import APP_ROLE, GOLDEN, LIVE

COPY = "other_copy"
DUMP = "/var/lib/postgresql/other.dump"


def others(bench: Bench, server: str, size: int, swap_ms: float, *, times: int) -> Iterator[Figure]:
    """What `CREATE DATABASE … TEMPLATE` and `pg_restore` take beside a swap of `swap_ms`."""
    bench.say(f"the other ways at {size} MB")
    copies, restores = [], []
    bench.docker(
        *("exec", "-u", "postgres", server),
        *("pg_dump", "--format=custom", "--compress=1", "-d", LIVE, "-f", DUMP),
    )
    for _ in range(times):
        copies.append(_copy(bench, server))
        restores.append(_restore(bench, server))
    bench.psql(server, f"DROP DATABASE {COPY}")
    bench.docker("exec", "-u", "postgres", server, "rm", DUMP)
    for what, seconds in (
        (f"`CREATE DATABASE … TEMPLATE` and drop at {size} MB", copies),
        (f"`pg_restore` at {size} MB", restores),
    ):
        factor = spread([one * 1000 / swap_ms for one in seconds], "×")
        yield Figure(what=what, measured=f"{spread(seconds, 's')}, {factor} the swap")


def _drop(bench: Bench, server: str) -> None:
    bench.psql(server, f"DROP DATABASE IF EXISTS {COPY}")


def _copy(bench: Bench, server: str) -> float:
    began = time.perf_counter()
    _drop(bench, server)
    bench.psql(
        server, f"CREATE DATABASE {COPY} TEMPLATE {GOLDEN} OWNER {APP_ROLE} STRATEGY file_copy"
    )
    return time.perf_counter() - began


def _restore(bench: Bench, server: str) -> float:
    began = time.perf_counter()
    _drop(bench, server)
    bench.psql(server, f"CREATE DATABASE {COPY} OWNER {APP_ROLE} TEMPLATE template0")
    bench.docker("exec", "-u", "postgres", server, "pg_restore", "-d", COPY, DUMP)
    return time.perf_counter() - began
