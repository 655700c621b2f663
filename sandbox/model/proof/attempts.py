"""How one container tries its ways out over the network: questions, rules and controls."""

from __future__ import annotations

from sandbox.model.proof import wire
from sandbox.model.proof.probes import Answer, Asker, Control, Probe, Question, Rule, words
from sandbox.model.proof.surroundings import Surroundings

OWN_RESOLVER = "127.0.0.11"  # Docker's, which knows the names of the network's own containers
GATEWAY_PORT = 8080
DEVICE = "*"  # whichever the container has


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
ELSEWHERE = Answer(
    word="error",
    detail="Docker runs on another machine, where nothing of ours listens; run `sandbox` there",
)
REFUSED = Rule(
    expected="refused", met=wire.is_refusal, door=wire.LET_THROUGH, tells=wire.status_of
)  # fmt: skip
FORBIDDEN = Rule(expected="forbidden", met=words("denied"), door=Answer(word="allowed"))


class Attempts(Asker):
    """Makes the probes of one container. around: what is tried; the controls are what is open."""

    def __init__(self, origin: str, around: Surroundings) -> None:
        self.origin, self.around = origin, around
        database = around.database
        self.tcp = Control(question=tcp(database, 5432), open=words("open"))
        self.tcp6 = Control(question=tcp(f"::ffff:{database}", 5432), open=words("open"))
        self.bound = Control(question=tcp(database, 5432, device=DEVICE), open=words("open"))
        self.talk = Control(
            question=tcp(database, 5432, wire.POSTGRES), open=lambda one: one.bytes in (b"N", b"S")
        )
        own = wire.dns("database")
        self.udp = Control(question=udp(OWN_RESOLVER, 53, own), open=wire.is_address)
        self.names = Control(question=tcp(OWN_RESOLVER, 53, wire.framed(own)), open=wire.is_address)
        self.socket = Control(question=("socket", "2", "1", "0"), open=words("allowed"))
        self.ping = Control(question=ping(database), open=words("answered", "denied"))

    def mark(self, kind: str, address: str, device: str = "") -> bytes:
        """What tells this attempt from others, where it arrives."""
        return self.around.mark + f" {self.origin} {kind} {address} {device}".encode()

    def connect(
        self, group: str, tried: str, address: str, port: int, *, device: str = ""
    ) -> Probe:
        """device: send there whatever the routes say."""
        control = self.tcp6 if ":" in address else self.bound if device else self.tcp
        question = tcp(address, port, self.mark("tcp", address, device), device)
        return self.probe(group, tried, wire.place(address, port), question, CLOSED, control)

    def page(self, group: str, tried: str, address: str, host: str) -> Probe:
        question = tcp(address, GATEWAY_PORT, wire.http(host))
        target = f"{wire.place(address, GATEWAY_PORT)} {host}"
        return self.probe(group, tried, target, question, SHUT, self.talk)

    def name(self, group: str, tried: str, name: str) -> Probe:
        question = udp(OWN_RESOLVER, 53, wire.dns(name))
        return self.probe(group, tried, name, question, NO_NAME, self.udp)
