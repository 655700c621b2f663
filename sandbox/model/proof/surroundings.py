"""What is around a sandbox: the targets of its probes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another sandbox. host: its name in the browser; addresses: (container, IPv4, port)."""

    name: str
    host: str
    addresses: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is around a sandbox, as seen from outside. All addresses are numbers.

    machine: this machine's own addresses; gateways: first addresses of networks of containers;
    port: of the listener; published: the gateway's on the machine; mark: for what is sent;
    database: of the sandbox's own; inner: the gateway's in the sandbox's network, "" for none;
    outer: the gateway's own, likewise; production: (name as configured, its numbers); unknown: a
    name that nobody has asked for before; deaf: own addresses where the listener does not
    hear the machine itself; proxy: of the sandbox's way out, "" for none; elsewhere: whether the
    machine that the sandbox runs on is another one.
    """

    machine: tuple[str, ...]
    gateways: tuple[str, ...]
    resolvers: tuple[str, ...]
    port: int
    published: int
    mark: bytes
    database: str
    inner: str
    outer: str
    neighbours: tuple[Neighbour, ...]
    production: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: str
    deaf: frozenset[str] = frozenset()
    proxy: str = ""
    elsewhere: bool = False
