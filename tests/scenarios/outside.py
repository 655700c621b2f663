"""An outside of our own: servers in a network namespace, and a name server that notes questions."""

from __future__ import annotations

import contextlib
import fcntl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

SERVERS = Path(__file__).with_name("outside_servers.py")


def run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"


def claim() -> tuple[IO[str], int]:
    """A number from 1 to 14 that is ours while the file stays open; others at once get others."""
    for number in range(1, 15):
        file = (Path(tempfile.gettempdir()) / f"sandbox-outside-{number}.lock").open("w")
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file, number
        file.close()
    raise AssertionError("all fourteen are in use")


class Outside:
    """Addresses are of documentation networks, so that nothing real can be meant.

    host: this machine's side; web: some server; production: another; inside: a private address;
    resolver: the name server, which knows the names in `names`.
    """

    def __init__(self, folder: Path) -> None:
        self._claim, number = claim()
        block, ten = 16 * number, number
        at = [f"198.51.100.{block + number}" for number in range(6)]
        self.host, self.web, self.production, self.resolver = at[1], at[2], at[3], at[4]
        self.inside_host, self.inside = f"10.88.{ten}.1", f"10.88.{ten}.2"
        self.namespace = f"sbx-outside-{number}"
        self.questions = folder / "questions"
        self.requests = folder / "requests"
        self.names = {
            "api.stripe.test": [self.web],
            "www.tiles.example": [self.web],
            "tiles.example": [self.web],
            "evil.test": [self.web],
            "db.prod.example": [self.production],
            "meta.tiles.example": ["169.254.169.254"],
            "ten.tiles.example": [self.inside],
            "loop.tiles.example": ["127.0.0.1"],
            "host.tiles.example": [self.host],
            "second.tiles.example": [self.production],
            "both.tiles.example": [self.web, self.inside],
            "mapped.tiles.example": [f"::ffff:{self.inside}"],
            "local.tiles.example": ["fd00::1"],
        }

    @property
    def within(self) -> tuple[str, ...]:
        """The words before a command that is to run there."""
        return ("ip", "netns", "exec", self.namespace)

    def asked(self) -> set[str]:
        """Every name that the name server was asked for."""
        return set(self.questions.read_text().split()) if self.questions.exists() else set()

    def reached(self) -> list[str]:
        """Every request that a server got, as "ADDRESS:PORT"."""
        return self.requests.read_text().split() if self.requests.exists() else []

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        link = f"vsbxout{self.namespace.rsplit('-', 1)[1]}"
        self._take_away(link)  # what a killed test left
        run("ip", "netns", "add", self.namespace)
        process = None
        try:
            run("ip", "link", "add", link, "type", "veth", "peer", "eth0", "netns", self.namespace)
            for address in (f"{self.host}/28", f"{self.inside_host}/28"):
                run("ip", "address", "add", address, "dev", link)
            run("ip", "link", "set", link, "up")
            near = ("ip", "-n", self.namespace)
            for address in (self.web, self.production, self.resolver, self.inside):
                run(*near, "address", "add", f"{address}/28", "dev", "eth0")
            run(*near, "link", "set", "eth0", "up")
            run(*near, "link", "set", "lo", "up")
            run(*near, "route", "add", "default", "via", self.host)
            process = self._serve()
            yield
        finally:
            if process:
                process.terminate()
                process.wait()
            self._take_away(link)
            self._claim.close()

    def _take_away(self, link: str) -> None:
        for words in (("link", "del", link), ("netns", "del", self.namespace)):
            subprocess.run(["ip", *words], capture_output=True, check=False)

    def _serve(self) -> subprocess.Popen[bytes]:
        table = [f"{name}={number}" for name, found in self.names.items() for number in found]
        servers = (sys.executable, SERVERS, self.resolver, self.web, self.inside)
        process = subprocess.Popen(
            [*self.within, *map(str, servers), str(self.questions), str(self.requests), *table],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        return process

    def wait_for(self, *names: str) -> None:
        """Until the name server was asked for all of them."""
        for _ in range(200):
            if set(names) <= self.asked():
                return
            time.sleep(0.05)
        raise AssertionError(f"never asked for: {set(names) - self.asked()}")
