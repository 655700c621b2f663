"""Ten `up` at once."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figures import Figure, ratio, seen
from benchmarks.warm import one_up

MANY = 10
AT_MOST = 5.0


def measure(bench: Bench) -> Iterator[Figure]:
    """One by itself, then ten started together; again and again."""
    bench.up("--demo", "--name", "keep")
    alone, together, gone = [], [], []
    for number in range(max(1, bench.runs // 2)):
        bench.say(f"one up, then {MANY} at once: {number + 1}")
        alone.append(one_up(bench, times=2))
        together.append(_all(bench, [("up", "--demo", "--name", f"c{i}") for i in range(MANY)]))
        names = [f"shipments-{bench.user}-c{i}" for i in range(MANY)]
        gone.append(_all(bench, [("down", name) for name in names]))
    yield ratio(f"{MANY} `up` at once, against one", together, alone, AT_MOST)
    yield seen(f"{MANY} `down` at once", gone)


def _all(bench: Bench, commands: list[tuple[str, ...]]) -> float:
    began = time.perf_counter()
    bench.together(commands)
    return time.perf_counter() - began
