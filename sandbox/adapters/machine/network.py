"""The addresses of this machine, and an ear on all of them."""

from __future__ import annotations

import contextlib
import os
import re
import select
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from pathlib import Path

FIRST_BYTES = 128
SECONDS = 0.5
# How containers of Docker Desktop reach the machine that its virtual machine runs on.
DESKTOP = ("192.168.65.254", "192.168.65.2")
_LOCAL = re.compile(r"\|-- (\S+)\s+/32 host LOCAL")


class MachineNetwork:
    """The machine that the command runs on."""

    def __init__(self, proc: Path = Path("/proc/net"), etc: Path = Path("/etc")) -> None:
        self._proc, self._etc = proc, etc

    def addresses(self) -> tuple[str, ...]:
        """Without loopback and those that hold on one line only."""
        return _sorted({*self._kernels(), *_named()})

    def _kernels(self) -> Iterator[str]:
        """As the kernel of Linux lists them."""
        with contextlib.suppress(OSError):
            yield from _LOCAL.findall((self._proc / "fib_trie").read_text())
        with contextlib.suppress(OSError):
            for line in (self._proc / "if_inet6").read_text().splitlines():
                yield str(IPv6Address(bytes.fromhex(line.split()[0])))

    def resolvers(self) -> tuple[str, ...]:
        """As its own programs are told, and as systemd's resolver is told."""
        found: set[str] = set()
        for path in (self._etc / "resolv.conf", Path("/run/systemd/resolve/resolv.conf")):
            with contextlib.suppress(OSError):
                words = (line.split() for line in path.read_text().splitlines())
                found |= {w[1] for w in words if len(w) > 1 and w[0] == "nameserver"}
        return _sorted(found)

    def run(self) -> str:
        with contextlib.suppress(OSError):
            return (self._proc.parent / "sys/kernel/random/boot_id").read_text().strip()
        return ""

    def home(self) -> str:
        return os.path.expanduser("~")

    @contextmanager
    def listen(self) -> Iterator[Ear]:
        ear = Ear()
        try:
            yield ear
        finally:
            ear.close()


def _named() -> Iterator[str]:
    """Where there is no such list: what the machine's own name leads to, and Docker Desktop's."""
    if sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError):
        yield from (str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None))
    yield from DESKTOP


def _sorted(found: set[str]) -> tuple[str, ...]:
    numbers = set()
    for one in found:
        with contextlib.suppress(ValueError):
            numbers.add(ip_address(one.partition("%")[0]))
    outer = (one for one in numbers if not (one.is_loopback or _one_line(one)))
    return tuple(str(one) for one in sorted(outer, key=lambda one: (one.version, int(one))))


def _one_line(one: object) -> bool:
    return isinstance(one, IPv6Address) and one.is_link_local


class Ear:
    """One port, by TCP and UDP, on all addresses of the machine."""

    def __init__(self) -> None:
        self._tcp, self._udp = _both()
        self.port: int = self._tcp.getsockname()[1]
        self._heard: set[bytes] = set()
        self._changed = threading.Condition()
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        poll, talking = select.poll(), {self._tcp.fileno(): self._tcp}
        talking[self._udp.fileno()] = self._udp
        for line in (self._tcp, self._udp, self._stopped):
            poll.register(line, select.POLLIN)
        while True:
            for number, _ in poll.poll():
                if number == self._stopped.fileno():
                    for line in talking.values():
                        line.close()
                    return
                self._hear(number, poll, talking)

    def _hear(self, number: int, poll: select.poll, talking: dict[int, socket.socket]) -> None:
        line = talking[number]
        with contextlib.suppress(OSError):
            if line is self._tcp:
                caller, _ = line.accept()
                caller.setblocking(False)
                talking[caller.fileno()] = caller
                poll.register(caller, select.POLLIN)
                return
            data = line.recv(FIRST_BYTES)
            with self._changed:
                self._heard.add(data)
                self._changed.notify_all()
        if line is not self._udp:
            poll.unregister(number)
            del talking[number]
            line.close()

    def reach(self, address: str) -> bool:
        """By TCP and by UDP, each with a mark that is heard."""
        marks = {os.urandom(16), os.urandom(16)}
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with contextlib.suppress(OSError):
            for sort, mark in zip((socket.SOCK_STREAM, socket.SOCK_DGRAM), marks, strict=True):
                with socket.socket(family, sort) as line:
                    line.settimeout(SECONDS)
                    line.connect((address, self.port))
                    line.send(mark)
        with self._changed:
            return self._changed.wait_for(lambda: marks <= self._heard, SECONDS)

    def heard(self) -> frozenset[bytes]:
        with self._changed:
            return frozenset(self._heard)

    def close(self) -> None:
        self._stop.send(b".")
        self._thread.join()
        self._stop.close()
        self._stopped.close()


def _both() -> tuple[socket.socket, socket.socket]:
    """A TCP and a UDP socket on the same free port."""
    for _ in range(20):
        tcp = _bound(socket.SOCK_STREAM, 0)
        try:
            return tcp, _bound(socket.SOCK_DGRAM, tcp.getsockname()[1])
        except OSError:  # another program has that number for UDP
            tcp.close()
    raise OSError("no free port")


def _bound(sort: socket.SocketKind, port: int) -> socket.socket:
    """On Linux on all addresses; elsewhere, where that would ask the person, on loopback, which is
    what Docker Desktop leads its containers to."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            return _open(socket.AF_INET6, sort, ("::", port))
    where = "0.0.0.0" if sys.platform.startswith("linux") else "127.0.0.1"
    return _open(socket.AF_INET, sort, (where, port))


def _open(
    family: socket.AddressFamily, sort: socket.SocketKind, where: tuple[str, int]
) -> socket.socket:
    line = socket.socket(family, sort)
    try:
        if family == socket.AF_INET6:
            line.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        line.bind(where)
        line.setblocking(False)
        if sort == socket.SOCK_STREAM:
            line.listen(128)
    except OSError:
        line.close()
        raise
    return line
