"""`sandbox reset`, at several sizes of the data."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.alternatives import others
from benchmarks.bench import HEALTH, Bench
from benchmarks.figures import Figure, at_most
from benchmarks.machine import docker_root, free_bytes
from benchmarks.process import DidNotRun
from benchmarks.variants import make_variant
from benchmarks.visitor import Visitor, await_app
from sandbox.model.data.swaps import MAKING, TRASH
from sandbox.model.stack import LIVE, SPARE

SWAP_MS = 150
OVER_START = 0.6
MORE_WHEN_HUGE = 3.0
HUGE = 2000
ROOM = 12 * HUGE << 20  # golden, live, spare, undo, a dump and a restored copy, the image
SWAPPED = re.compile(r"data swapped.*?(\d+) ms")
PAGES = ("/", "/login")  # the first asks the database, who is logged in and what is under way


@dataclass(slots=True)
class Resets:
    """Of one sandbox. swaps: ms; over: seconds of the whole command beyond the app's start."""

    swaps: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def over(self) -> list[float]:
        return [one - start for one, start in zip(self.whole, self.starts, strict=True)]


def measure(bench: Bench) -> Iterator[Figure]:
    """Three sizes, the declared reconnection, and the other ways to get at fresh data."""
    sizes = [20, 200]
    if not bench.quick and free_bytes(docker_root()) > ROOM:
        sizes.append(HUGE)
    elif not bench.quick:
        note = f"not measured: less than {ROOM >> 30} GB are free"
        yield Figure(what=f"`reset` at {HUGE} MB", measured=note)
    for size in sizes:
        yield from _at_size(bench, size)
    yield from _reconnecting(bench)


def _at_size(bench: Bench, size: int) -> Iterator[Figure]:
    name, found = _resets(bench, size, make_variant(bench, size), restarts=True)
    bound = OVER_START + (MORE_WHEN_HUGE if size == HUGE else 0)
    yield at_most(f"`reset` at {size} MB: the swap of the data", found.swaps, SWAP_MS, unit="ms")
    beyond = at_most(f"`reset` at {size} MB: beyond the app's own start", found.over, bound)
    whole = f"{median(found.whole):.2f} s, the start {median(found.starts):.2f} s"
    yield Figure(
        what=beyond.what,
        measured=f"{beyond.measured}: in all {whole}",
        bound=beyond.bound,
        met=beyond.met,
    )
    yield _first_requests(f"`reset` at {size} MB", found)
    times = 1 if size == HUGE else min(3, bench.runs)
    yield from others(bench, f"{name}-database", size, median(found.swaps), times=times)
    bench.sandbox("down", name)


def _reconnecting(bench: Bench) -> Iterator[Figure]:
    source = make_variant(bench, 20, reconnects=True)
    name, found = _resets(bench, 20, source, restarts=False)
    what = "`reset` where the app is declared to reconnect"
    yield at_most(f"{what}: in all", found.whole, OVER_START)
    yield _first_requests(what, found)
    bench.sandbox("down", name)


def _first_requests(what: str, found: Resets) -> Figure:
    asked, failed = len(found.whole), len(found.failures)
    shown = f"; {found.failures[0]}" if failed else ""
    return Figure(
        what=f"{what}: the first requests succeed, the data is as new",
        measured=f"{asked - failed} of {asked}{shown}",
        bound="all",
        met=not failed,
    )


def _resets(bench: Bench, size: int, source: Path, *, restarts: bool) -> tuple[str, Resets]:
    """The app's own start, then a reset, in turn."""
    bench.say(f"making a database of {size} MB")
    document, _ = bench.up(str(source), "--name", source.parent.name)
    name, found, visitor = document["name"], Resets(), Visitor(document["url"])
    visitor.log_in(document["login"]["user"], document["login"]["password"])
    for number in range(bench.runs):
        bench.say(f"reset at {size} MB: {number + 1}")
        _await_spare(bench, f"{name}-database")
        if restarts:
            found.starts.append(_own_start(bench, name, document["url"]))
        _spoil(bench, name, visitor)
        done = bench.sandbox("reset", name)
        found.failures += _wrong(bench, name, visitor)
        found.whole.append(done.seconds)
        swapped = SWAPPED.search(done.errors)
        if swapped is None or "migrated" in done.errors:
            raise DidNotRun(f"`sandbox reset` did more or less than swap the data: {done.errors}")
        found.swaps.append(float(swapped[1]))
    return name, found


def _own_start(bench: Bench, name: str, url: str) -> float:
    """`docker kill` and `docker start` of the app's container until it answers, in seconds."""
    began = time.perf_counter()
    bench.docker("kill", f"{name}-app")
    bench.docker("start", f"{name}-app")
    await_app(url, HEALTH)
    return time.perf_counter() - began


def _spoil(bench: Bench, name: str, visitor: Visitor) -> None:
    """A mark in the data, and a connection pool full of connections to it."""
    bench.psql(f"{name}-database", "CREATE TABLE mark ()", database=LIVE)
    with ThreadPoolExecutor(max_workers=6) as pool:
        pages = list(pool.map(visitor.get, [PAGES[0]] * 12))
    if not all(page.good for page in pages):
        raise DidNotRun(f"before the reset {PAGES[0]} answered {[one.status for one in pages]}")


def _wrong(bench: Bench, name: str, visitor: Visitor) -> list[str]:
    """What a person would notice right after the reset, at most one thing."""
    for path in PAGES:
        page = visitor.get(path)
        # Whoever is logged in is led from the login page to the first one.
        if not (page.good or (path == "/login" and page.status == 303)):
            return [f"{path} answered {page.status}"]
    left = bench.psql(f"{name}-database", "SELECT to_regclass('mark')", database=LIVE)
    return ["what was written before is still there"] if left.output.strip() else []


def _await_spare(bench: Bench, server: str) -> None:
    """Until the next copy lies ready and nothing is being thrown away."""
    sql = (
        f"SELECT count(*) FILTER (WHERE datname = '{SPARE}') = 1 AND count(*) FILTER "
        f"(WHERE datname = '{MAKING}' OR starts_with(datname, '{TRASH}')) = 0 FROM pg_database"
    )
    for _ in range(1200):
        if bench.psql(server, sql).output.strip() == "t":
            return
        time.sleep(0.1)
    raise DidNotRun(f"no spare copy in {server} after two minutes")
