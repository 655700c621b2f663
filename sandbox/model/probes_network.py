"""The ways out over the network: each is tried, and each has to fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.model import wire
from sandbox.model.probes import Answer, Control, Probe, Question, Rule, words
from sandbox.model.surroundings import Surroundings

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
OWN_RESOLVER = "127.0.0.11"  # Docker's, which knows the names of the network's own containers
OUTSIDE_NAMES = ("example.com", "metadata.google.internal", "host.docker.internal")
GATEWAY_PORT = 8080
ADMIN_PORTS = (1936, 8404, 9000, 9999)  # where haproxy's and others' pages of figures are
DEVICE = "eth0"
NUMBERED_RAW, ALL_FRAMES = ("2", "3", "255"), ("17", "3", "768")
PING_RAW = ("2", "3", "1")


def tcp(address: str, port: int, payload: bytes = b"", device: str = "") -> Question:
    return ("tcp", address, str(port), device, payload.hex())


def udp(address: str, port: int, payload: bytes, device: str = "") -> Question:
    return ("udp", address, str(port), device, payload.hex())


def ping(address: str) -> Question:
    return ("ping", address, "0", "", wire.PING.hex())


REACHED = Answer(word="open")
CLOSED = Rule(
    expected="no way there, or no answer", met=words("unreachable", "timeout", "unsupported"),
    door=REACHED,
)  # fmt: skip
# A container of the sandbox's own network may turn a caller away; nothing else may even do that.
SHUT = Rule(
    expected="no page", met=words("unreachable", "timeout", "refused"), door=REACHED
)  # fmt: skip
SILENT = Rule(
    expected="nothing arrives",
    met=words("unreachable", "sent", "denied", "unsupported"),
    door=Answer(word="heard"),
)
UNHEARD = Rule(
    expected="no way there, or no answer",
    met=words("unreachable", "sent", "denied", "unsupported"),
    door=Answer(word="answered"),
)
NO_NAME = Rule(
    expected="no answer about it", met=wire.no_name, door=wire.AN_ADDRESS, tells=wire.told
)  # fmt: skip
DEAF = Answer(word="error", detail="this machine does not hear itself there")
FORBIDDEN = Rule(expected="forbidden", met=words("denied"), door=Answer(word="allowed"))


class Ways:
    """The probes that one container is tried with."""

    def __init__(self, origin: str, around: Surroundings) -> None:
        self._origin, self._around = origin, around
        database = around.database
        self._tcp = Control(question=tcp(database, 5432), open=words("open"))
        self._tcp6 = Control(question=tcp(f"::ffff:{database}", 5432), open=words("open"))
        self._bound = Control(question=tcp(database, 5432, device=DEVICE), open=words("open"))
        self._talk = Control(
            question=tcp(database, 5432, wire.POSTGRES), open=lambda one: one.bytes in (b"N", b"S")
        )
        own = wire.dns("database")
        self._udp = Control(question=udp(OWN_RESOLVER, 53, own), open=wire.is_address)
        self._names = Control(
            question=tcp(OWN_RESOLVER, 53, wire.framed(own)), open=wire.is_address
        )
        self._socket = Control(question=("socket", "2", "1", "0"), open=words("allowed"))
        self._ping = Control(question=ping(database), open=words("answered", "denied"))

    def all(self) -> Iterator[Probe]:
        yield from self._internet()
        yield from self._metadata()
        yield from self._machine()
        yield from self._neighbours()
        yield from self._gateway()
        yield from self._production()
        yield from self._dns()
        yield from self._raw()

    def _probe(
        self, group: str, tried: str, target: str, question: Question, rule: Rule, control: Control
    ) -> Probe:
        return Probe(
            group=group,
            tried=tried,
            target=target,
            origin=self._origin,
            question=question,
            rule=rule,
            control=control,
        )

    def _mark(self, address: str, device: str = "") -> bytes:
        """What tells this attempt from others, where it arrives."""
        return self._around.mark + f" {self._origin} {address} {device}".encode()

    def _connect(
        self, group: str, tried: str, address: str, port: int, *, device: str = ""
    ) -> Probe:
        """device: send there whatever the routes say."""
        control = self._tcp6 if ":" in address else self._bound if device else self._tcp
        question = tcp(address, port, self._mark(address, device), device)
        return self._probe(group, tried, wire.place(address, port), question, CLOSED, control)

    def _internet(self) -> Iterator[Probe]:
        group = "The internet"
        for address, port in INTERNET:
            yield self._connect(group, "connect to a public server", address, port)
        address, port = INTERNET[0]
        tried = "the same, past the routes"
        yield self._connect(group, tried, address, port, device=DEVICE)
        question, control = udp("8.8.8.8", 443, self._mark("8.8.8.8")), self._udp
        yield self._probe(
            group, "send to a public server", "8.8.8.8:443", question, UNHEARD, control
        )
        yield self._probe(group, "ping", "1.1.1.1", ping("1.1.1.1"), UNHEARD, self._ping)

    def _metadata(self) -> Iterator[Probe]:
        for address, port in METADATA:
            yield self._connect("The cloud's secrets", "ask the machine's cloud", address, port)

    def _machine(self) -> Iterator[Probe]:
        around, group = self._around, "This machine"
        for address in around.machine:
            six = ":" in address
            for device in ("",) if six else ("", DEVICE):
                past = ", past the routes" if device else ""
                yield self._connect(
                    group, f"connect to this machine{past}", address, around.port, device=device
                )
                question = udp(address, around.port, self._mark(address, device), device)
                probe = self._probe(
                    group,
                    f"send to this machine{past}",
                    wire.place(address, around.port),
                    question,
                    SILENT,
                    self._udp,
                )
                yield replace(probe, known=DEAF) if address in around.deaf else probe
            yield self._connect(group, "open the address of the apps", address, around.published)
        for address in around.gateways:
            yield self._connect(
                group, "connect to the machine's side of a network", address, around.port
            )

    def _neighbours(self) -> Iterator[Probe]:
        group, around = "Other sandboxes", self._around
        for one in around.neighbours:
            for container, address, port in one.addresses:
                tried = "connect to another sandbox"
                yield self._connect(group, tried, address, port)
                yield self._name(group, "ask for another sandbox by name", container)
            if around.inner:
                yield self._page(
                    group, "ask the gateway for another's page", around.inner, one.host
                )

    def _page(self, group: str, tried: str, address: str, host: str) -> Probe:
        question = tcp(address, GATEWAY_PORT, wire.http(host))
        target = f"{wire.place(address, GATEWAY_PORT)} {host}"
        return self._probe(group, tried, target, question, SHUT, self._talk)

    def _gateway(self) -> Iterator[Probe]:
        group, around = "The gateway", self._around
        if around.inner:
            yield self._page(group, "ask it for any page", around.inner, "localhost")
            for port in ADMIN_PORTS:
                question = tcp(around.inner, port)
                yield self._probe(
                    group,
                    "open its page of figures",
                    wire.place(around.inner, port),
                    question,
                    SHUT,
                    self._tcp,
                )
        if around.outer:
            tried = "reach its outer side"
            yield self._connect(group, tried, around.outer, GATEWAY_PORT)
            yield self._connect(group, tried, around.outer, GATEWAY_PORT, device=DEVICE)

    def _production(self) -> Iterator[Probe]:
        group = "Production"
        for name, numbers in self._around.production:
            if not wire.is_number(name):
                yield self._name(group, "ask for production by name", name)
            for number in numbers:
                for port in (443, 5432):
                    yield self._connect(group, "connect to production", number, port)

    def _name(self, group: str, tried: str, name: str) -> Probe:
        question = udp(OWN_RESOLVER, 53, wire.dns(name))
        return self._probe(group, tried, name, question, NO_NAME, self._udp)

    def _dns(self) -> Iterator[Probe]:
        group, around = "Names of the outside", self._around
        for name in (*OUTSIDE_NAMES, around.unknown):
            yield self._name(group, "ask the sandbox's own name server", name)
        framed = wire.framed(wire.dns(around.unknown))
        yield self._probe(
            group,
            "the same, by TCP",
            around.unknown,
            tcp(OWN_RESOLVER, 53, framed),
            NO_NAME,
            self._names,
        )
        asked = wire.dns(around.unknown)
        for server in (*PUBLIC_RESOLVERS, *around.resolvers):
            tried = "ask a name server outside"
            yield self._probe(group, tried, server, udp(server, 53, asked), UNHEARD, self._udp)
            control = self._tcp6 if ":" in server else self._tcp
            question = tcp(server, 53, framed)
            yield self._probe(group, f"{tried}, by TCP", server, question, CLOSED, control)

    def _raw(self) -> Iterator[Probe]:
        sockets = (("any packet", NUMBERED_RAW), ("a ping", PING_RAW), ("any frame", ALL_FRAMES))
        for what, numbers in sockets:
            yield self._probe(
                "Made-up packets",
                f"make up {what} by hand",
                "raw socket",
                ("socket", *numbers),
                FORBIDDEN,
                self._socket,
            )
