"""What a neighbour feels of an app that takes all it can get."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from statistics import quantiles

from benchmarks.bench import HEALTH, Bench
from benchmarks.figures import Figure
from benchmarks.visitor import Visitor

REQUESTS = 300
SECONDS = 30  # no attack lasts longer
ATTACKS = {
    "fork bomb": "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass",
    "memory hog": "held = []\nwhile True: held.append(bytearray(1 << 20))",
    "disk filler": "while True:\n  try:\n    with open('/tmp/filler', 'wb') as file:\n"
    "      for _ in range(200): file.write(b'x' * (1 << 20))\n  except OSError: pass",
    "log spam": "out = open('/proc/1/fd/1', 'w')\nwhile True: out.write('x' * 1000 + chr(10))",
    "socket flood": "import socket\nwhile True:\n  held = []\n  try:\n"
    "    while True: held.append(socket.create_connection(('database', 5432), 1))\n"
    "  except OSError: pass",
}


def measure(bench: Bench) -> Iterator[Figure]:
    """A neighbour's slowest requests in a hundred: in peace, then under each attack."""
    attacker, _ = bench.up("--demo", "--name", "attacker")
    neighbour, _ = bench.up("--demo", "--name", "neighbour")
    app = f"{attacker['name']}-app"
    yield _figure("nobody", neighbour["url"])
    for name, script in ATTACKS.items():
        bench.say(f"{name}, and a neighbour's requests")
        command = ["docker", "exec", app, "timeout", str(SECONDS), "python", "-c", script]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet) as attack:
            yield _figure(name, neighbour["url"])
            attack.kill()
        bench.docker("restart", "-t", "0", app)  # whatever it left running


def _figure(attack: str, url: str) -> Figure:
    visitor, took, unanswered = Visitor(url), [], 0
    deadline = time.monotonic() + SECONDS
    while len(took) < REQUESTS and time.monotonic() < deadline:
        began = time.perf_counter()
        unanswered += not visitor.get(HEALTH).good
        took.append(time.perf_counter() - began)
    slowest = quantiles(took, n=100)[98] * 1000
    measured = f"{slowest:.0f} ms in {len(took)} requests, {unanswered} unanswered"
    return Figure(what=f"a neighbour's p99 under: {attack}", measured=measured)
