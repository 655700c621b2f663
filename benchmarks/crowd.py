"""Ten `up` at once; beside it the same containers by hand, which shows the machine's own share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.bench import Bench
from benchmarks.byhand import rendered, start_by_hand
from benchmarks.figures import Figure, compared, ratio, seen
from benchmarks.warm import one_up

MANY = 10
AT_MOST = 5.0


def measure(bench: Bench) -> Iterator[Figure]:
    """One by itself, then ten started together; again and again."""
    keeper, _ = bench.up("--demo", "--name", "keep")
    model = rendered(bench, keeper["name"])
    alone, together, gone, hand_alone, hand_together = [], [], [], [], []
    for number in range(max(1, bench.runs // 2)):
        bench.say(f"one up, then {MANY} at once: {number + 1}")
        alone.append(one_up(bench, times=2))
        together.append(_all(bench, [("up", "--demo", "--name", f"c{i}") for i in range(MANY)]))
        names = [f"shipments-{bench.user}-c{i}" for i in range(MANY)]
        gone.append(_all(bench, [("down", name) for name in names]))
        hand_alone.append(_by_hand(bench, model, 1))
        hand_together.append(_by_hand(bench, model, MANY))
    yield ratio(f"{MANY} `up` at once, against one", together, alone, AT_MOST)
    what = f"{MANY} times app and database by hand at once, against once: the machine's own share"
    yield compared(what, hand_together, hand_alone)
    yield seen(f"{MANY} `down` at once", gone)


def _by_hand(bench: Bench, model: dict[str, Any], many: int) -> float:
    """Seconds until the last of them answers."""
    names = [f"{bench.user}-hand{number}" for number in range(many)]
    began = time.perf_counter()
    with ThreadPoolExecutor(max_workers=many) as pool:
        list(pool.map(lambda name: start_by_hand(bench, model, name), names))
    seconds = time.perf_counter() - began
    bench.sweep(bench.label)
    return seconds


def _all(bench: Bench, commands: list[tuple[str, ...]]) -> float:
    began = time.perf_counter()
    bench.together(commands)
    return time.perf_counter() - began
