"""`down`, `status` and `--help`, as whole processes."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figures import Figure, at_most

DOWN, STATUS, HELP = 1.0, 0.6, 0.25


def measure(bench: Bench) -> Iterator[Figure]:
    """In a sandbox that runs; another one keeps the gateway."""
    bench.up("--demo", "--name", "keep")
    downs, statuses, helps = [], [], []
    for number in range(bench.runs):
        bench.say(f"help, status, down: {number + 1}")
        document, _ = bench.up("--demo", "--name", "warm")
        helps += [bench.sandbox("--help").seconds for _ in range(3)]
        statuses += [bench.sandbox("status", document["name"]).seconds for _ in range(3)]
        downs.append(bench.sandbox("down", document["name"]).seconds)
    yield at_most("`sandbox down`", downs, DOWN)
    yield at_most("`sandbox status`", statuses, STATUS)
    yield at_most("`sandbox --help`", helps, HELP)
