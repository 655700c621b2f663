"""Warm `sandbox up`: image and golden database there, the sandbox itself not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bench import HEALTH, Bench
from benchmarks.byhand import rendered, start_by_hand, with_own_code
from benchmarks.composed import start_composed, stop_composed, write_file
from benchmarks.figures import Figure, ratio, seen
from benchmarks.visitor import await_app

AT_MOST = 1.3
HAND = "by hand: `docker run` and the same wait, over a published port"


def measure(bench: Bench) -> Iterator[Figure]:
    """Our `up`, the same by hand, the same by Compose; again and again in this order."""
    keeper, _ = bench.up("--demo", "--name", "keep")
    model = with_own_code(bench, rendered(bench, keeper["name"]), Path(keeper["workspace"]))
    composed = write_file(bench, model)
    address = _address(keeper["url"], bench)
    ours, whole, hand, compose, copying = [], [], [], [], []
    for number in range(bench.runs + 1):
        bench.say(f"warm up, by hand, Compose: {number or 'once for the caches'}")
        document, answered, seconds = _up(bench, address)
        by_hand = _by_hand(bench, model)
        by_compose = _composed(bench, composed)
        if number:
            ours.append(answered)
            whole.append(seconds)
            hand.append(by_hand)
            compose.append(by_compose)
            copying += [one["seconds"] for one in document["steps"] if "clone" in one["step"]]
    yield ratio(f"warm `up`, against the same {HAND}", ours, hand, AT_MOST)
    yield ratio("warm `up`, against `docker compose up --wait`", ours, compose, 1, below=True)
    yield seen("the whole command, with everything tried from inside that might get out", whole)
    if copying:
        yield seen("of which the copy of the code, which the others are spared", copying)
    yield from _alone(bench, address, lambda: _by_hand(bench, model))


def _up(bench: Bench, address: str) -> tuple[dict[str, Any], float, float]:
    """What it says, the seconds until the app answers at `address`, and those of all of it."""
    began = time.perf_counter()
    with ThreadPoolExecutor(max_workers=1) as pool:
        whole = pool.submit(bench.up, "--demo", "--name", "warm")
        await_app(address, HEALTH)
        answered = time.perf_counter() - began
        document, seconds = whole.result()
    bench.sandbox("down", document["name"])
    return document, answered, seconds


def _address(url: str, bench: Bench) -> str:
    """Of the sandbox that is timed, beside one that has this address."""
    return url.replace(f"{bench.user}-keep.", f"{bench.user}-warm.")


def _by_hand(bench: Bench, model: dict[str, Any]) -> float:
    seconds = start_by_hand(bench, model, f"{bench.user}-hand")
    bench.sweep(bench.label)
    return seconds


def _composed(bench: Bench, path: Path) -> float:
    seconds = start_composed(bench, path)
    stop_composed(bench, path)
    return seconds


def _alone(bench: Bench, address: str, by_hand: Callable[[], float]) -> Iterator[Figure]:
    """With the gateway to start as well, which only the first sandbox of an engine has to."""
    what = "warm `up` of the only sandbox (the gateway starts too), against by hand"
    bench.sandbox("down", "--all")
    if bench.docker("ps", "-q", "--filter", "label=sandbox.role=gateway").output.strip():
        yield Figure(what=what, measured="not measured: other sandboxes keep the gateway running")
        return
    ours, hand = [], []
    for number in range(max(1, bench.runs // 2)):
        bench.say(f"warm up without a gateway: {number + 1}")
        ours.append(_up(bench, address)[1])
        hand.append(by_hand())
    yield ratio(what, ours, hand, AT_MOST)


def one_up(bench: Bench, *, times: int) -> float:
    """The median seconds of the whole command by itself."""
    seconds = []
    for _ in range(times):
        document, took = bench.up("--demo", "--name", "warm")
        bench.sandbox("down", document["name"])
        seconds.append(took)
    return median(seconds)
