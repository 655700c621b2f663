"""Routes: where the kernel would send what is meant for the outside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from ipaddress import IPv4Address

from sandbox.model.proof.place import Place, listed, text_rule
from sandbox.model.proof.probes import Control, Probe, Rule

_ROUTE = "Iface\tDestination\tGateway\neth0\t00000000\t0100000A\n"
_ROUTE6 = f"{'0' * 32} 00 {'0' * 32} 00 fe80{'0' * 27}1 00000400 00000001 00000000 00000003 eth0\n"
_GLOBAL6 = "20010db8000000000000000000000002 02 40 00 80 eth0\n"


def route_probes(place: Place, nobodys: Collection[str]) -> Iterator[Probe]:
    """The kernel knows no way to the outside.

    nobodys: addresses at which nothing is, each tried by a probe of its own: engines before 23
    leave a route to one of them.
    """
    group = "Routes"
    route = text_rule(
        "none",
        lambda text: not _default_routes(text, nobodys),
        _ROUTE,
        lambda text: listed(_default_routes(text, nobodys)),
    )
    seen = Control(question=place.process("net/route"), open=lambda one: "Iface" in one.text)
    question = place.process("net/route")
    yield place.probe(group, "find a route out", "IPv4", question, route, seen)
    six = text_rule(
        "none", lambda text: not _routes6(text), _ROUTE6, lambda text: listed(_routes6(text))
    )
    question = place.process("net/ipv6_route")
    yield place.probe(group, "find a route out", "IPv6", question, _or_absent(six), place.reads)
    address = text_rule(
        "none", lambda text: not _global6(text), _GLOBAL6, lambda text: listed(_global6(text))
    )
    question = place.process("net/if_inet6")
    tried = "find an address of the outside"
    yield place.probe(group, tried, "IPv6", question, _or_absent(address), place.reads)


def _or_absent(rule: Rule) -> Rule:
    """Also right where the kernel knows no IPv6 at all."""
    return Rule(
        expected=rule.expected,
        met=lambda one: one.word == "absent" or rule.met(one),
        door=rule.door,
        tells=lambda one: "none" if one.word == "absent" or not rule.tells else rule.tells(one),
    )


def _default_routes(text: str, nobodys: Collection[str]) -> list[str]:
    """The devices of routes to everywhere, in /proc/net/route, that lead to somebody."""
    rows = (line.split() for line in text.splitlines()[1:])
    return [
        row[0]
        for row in rows
        if len(row) > 2 and row[1] == "00000000" and _address(row[2]) not in nobodys
    ]


def _address(little_endian: str) -> str:
    return str(IPv4Address(int(little_endian, 16).to_bytes(4, "little")))


def _routes6(text: str) -> list[str]:
    """The same in /proc/net/ipv6_route, without loopback's, which leads nowhere."""
    rows = (line.split() for line in text.splitlines())
    return [row[-1] for row in rows if row and row[0].strip("0") == "" and row[-1] != "lo"]


def _global6(text: str) -> list[str]:
    """The devices in /proc/net/if_inet6 with an address that holds on more than one line."""
    rows = (line.split() for line in text.splitlines())
    return [row[5] for row in rows if len(row) > 5 and row[3] not in ("10", "20")]
