"""What the gateway costs each page: beside the same app's own port, published by hand."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from statistics import quantiles
from urllib.parse import urlsplit

from benchmarks.bench import HEALTH, Bench
from benchmarks.byhand import free_port, rendered, start_by_hand
from benchmarks.figures import Figure
from benchmarks.process import DidNotRun

REQUESTS = 600
WARM = 50
"""Requests before the first that counts."""


def measure(bench: Bench) -> Iterator[Figure]:
    """One request to each in turn, over connections that stay open, as browsers have them."""
    document, _ = bench.up("--demo", "--name", "latency")
    port = free_port()
    start_by_hand(bench, rendered(bench, document["name"]), f"{bench.user}-hand", port)
    bench.say(f"{REQUESTS} requests through the gateway and to the app's own port")
    gateway, own = _Line(document["url"]), _Line(f"http://127.0.0.1:{port}")
    through, straight = [], []
    for number in range(WARM + REQUESTS):
        pair = gateway.milliseconds(), own.milliseconds()
        if number >= WARM:
            through.append(pair[0])
            straight.append(pair[1])
    for what, at in (("half of the pages", 50), ("99 of 100 pages", 99)):
        one, other = _percentile(through, at), _percentile(straight, at)
        text = f"{one - other:+.2f} ms: {one:.2f} ms against {other:.2f} ms"
        yield Figure(what=f"the gateway's part of an answer, p{at} ({what})", measured=text)
    bench.sweep(bench.label)


def _percentile(values: list[float], at: int) -> float:
    return quantiles(values, n=100)[at - 1]


class _Line:
    """A connection that stays open."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.netloc
        self._line = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=10)

    def milliseconds(self) -> float:
        began = time.perf_counter()
        self._line.request("GET", HEALTH, headers={"Host": self._host})
        answer = self._line.getresponse()
        answer.read()
        if answer.status != 200:
            raise DidNotRun(f"{self._host} answered {answer.status}")
        return (time.perf_counter() - began) * 1000
