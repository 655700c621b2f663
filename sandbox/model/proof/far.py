"""What is far from a sandbox: the internet, clouds, production, and the names of the outside."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.model.outside.egress import PROXY_PORT
from sandbox.model.proof import wire
from sandbox.model.proof.attempts import (
    CLOSED,
    DEVICE,
    FORBIDDEN,
    NO_NAME,
    OWN_RESOLVER,
    REFUSED,
    UNHEARD,
    Attempts,
    ping,
    tcp,
    udp,
)
from sandbox.model.proof.probes import Control, Probe

# Public servers by their numbers, so that no name has to be known: (address, port).
INTERNET = (
    ("1.1.1.1", 443),
    ("8.8.8.8", 53),
    ("9.9.9.9", 443),
    ("93.184.215.14", 80),
    ("2606:4700:4700::1111", 443),
)
# Where clouds tell a machine its own secrets: Amazon's, Google's and Azure's; Amazon's for
# containers; Alibaba's; Oracle's; Amazon's by IPv6.
METADATA = (
    ("169.254.169.254", 80),
    ("169.254.170.2", 80),
    ("100.100.100.200", 80),
    ("192.0.0.192", 80),
    ("fd00:ec2::254", 80),
)
PUBLIC_RESOLVERS = ("1.1.1.1", "8.8.8.8")
OUTSIDE_NAMES = ("example.com", "metadata.google.internal", "host.docker.internal")
NUMBERED_RAW, ALL_FRAMES = ("2", "3", "255"), ("17", "3", "768")
PING_RAW = ("2", "3", "1")


def internet(a: Attempts) -> Iterator[Probe]:
    """Public servers, by their numbers."""
    group = "The internet"
    for address, port in INTERNET:
        yield a.connect(group, "connect to a public server", address, port)
    address, port = INTERNET[0]
    tried = "the same, past the routes"
    yield a.connect(group, tried, address, port, device=DEVICE)
    question, control = udp("8.8.8.8", 443, a.mark("udp", "8.8.8.8")), a.udp
    yield a.probe(group, "send to a public server", "8.8.8.8:443", question, UNHEARD, control)
    yield a.probe(group, "ping", "1.1.1.1", ping("1.1.1.1"), UNHEARD, a.ping)


def metadata(a: Attempts) -> Iterator[Probe]:
    """What a machine of a cloud tells everybody on it."""
    for address, port in METADATA:
        yield a.connect("The cloud's secrets", "ask the machine's cloud", address, port)


def production(a: Attempts) -> Iterator[Probe]:
    """By name and by number."""
    group = "Production"
    for name, numbers in a.around.production:
        if not wire.is_number(name):
            yield a.name(group, "ask for production by name", name)
        for number in numbers:
            for port in (443, 5432):
                yield a.connect(group, "connect to production", number, port)


def proxy(a: Attempts) -> Iterator[Probe]:
    """What no way out that a maintainer allows may ever lead to."""
    around, group = a.around, "The way out that is allowed"
    if not around.proxy:
        return
    answers = Control(question=tcp(around.proxy, PROXY_PORT, wire.through("")), open=wire.is_http)
    for tried, places in (
        ("ask for a name that is not listed", [wire.place(around.unknown, 443)]),
        ("ask for the cloud's secrets", [wire.place(*one) for one in METADATA]),
        ("ask for this machine", [wire.place(one, around.port) for one in around.machine]),
        ("ask for production", _places(a)),
        ("ask for the sandbox's database", [wire.place(around.database, 5432)]),
    ):
        for target in places:
            question = tcp(around.proxy, PROXY_PORT, wire.through(target))
            yield a.probe(group, tried, target, question, REFUSED, answers)


def _places(a: Attempts) -> list[str]:
    production = a.around.production
    names = [name for name, _ in production if "*" not in name and "/" not in name]
    return [
        wire.place(one, 443)
        for one in dict.fromkeys((*names, *(n for _, numbers in production for n in numbers)))
    ]


def names(a: Attempts) -> Iterator[Probe]:
    """No server answers about the outside, and no question leaves."""
    group, around = "Names of the outside", a.around
    for name in (*OUTSIDE_NAMES, around.unknown):
        yield a.name(group, "ask the sandbox's own name server", name)
    framed = wire.framed(wire.dns(around.unknown))
    yield a.probe(
        group,
        "the same, by TCP",
        around.unknown,
        tcp(OWN_RESOLVER, 53, framed),
        NO_NAME,
        a.names,
    )
    asked = wire.dns(around.unknown)
    for server in (*PUBLIC_RESOLVERS, *around.resolvers):
        tried = "ask a name server outside"
        yield a.probe(group, tried, server, udp(server, 53, asked), UNHEARD, a.udp)
        control = a.tcp6 if ":" in server else a.tcp
        question = tcp(server, 53, framed)
        yield a.probe(group, f"{tried}, by TCP", server, question, CLOSED, control)


def raw(a: Attempts) -> Iterator[Probe]:
    """Frames made by hand would pass by all of it."""
    sockets = (("any packet", NUMBERED_RAW), ("a ping", PING_RAW), ("any frame", ALL_FRAMES))
    for what, numbers in sockets:
        yield a.probe(
            "Made-up packets",
            f"make up {what} by hand",
            "raw socket",
            ("socket", *numbers),
            FORBIDDEN,
            a.socket,
        )
