"""`sandbox prove`, and what of every `up` it is."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figures import Figure, at_most, seen
from benchmarks.process import DidNotRun

PROVE = 2.0  # seconds, as promised


def measure(bench: Bench) -> Iterator[Figure]:
    """In a sandbox that runs, beside another one that it must not reach."""
    bench.up("--demo", "--name", "neighbour")
    name = bench.up("--demo", "--name", "proved")[0]["name"]
    whole, attempts, count = [], [], 0
    for number in range(bench.runs):
        bench.say(f"prove: {number + 1}")
        done = bench.sandbox("prove", name, "--json")
        document = json.loads(done.output)
        if not document["ok"]:
            raise DidNotRun(f"{name} is not cut off")
        whole.append(done.seconds)
        attempts.append(document["seconds"])
        count = len(document["probes"])
    yield at_most(f"`sandbox prove`, {count} attempts to get out", whole, PROVE)
    yield seen("the attempts alone, as at the end of every `up`", attempts)
