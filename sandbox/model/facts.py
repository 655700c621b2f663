"""What the engine and the host answer, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """version: (major, minor); root: the data folder, "" where it is not on this machine.

    runtimes: those that a container may run under, the usual one first; lacks: limits that the
    engine cannot hold ("memory", "swap", "processors", "processes"); user_namespaces: whether
    root in a container is nobody on the host; here: whether it runs on this machine, as far as its
    address says.
    """

    version: tuple[int, int]
    api: str
    cpus: int
    memory: int
    root: str
    runtimes: tuple[str, ...] = ("runc",)
    lacks: frozenset[str] = frozenset()
    user_namespaces: bool = False
    here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """size: bytes; created: RFC 3339."""

    id: str
    tags: tuple[str, ...]
    labels: Mapping[str, str]
    size: int = 0
    created: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecResult:
    """code: the command's exit code; output, errors: decoded."""

    code: int
    output: str
    errors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerState:
    """state: Docker's word; code: exit code; restarts: how often the engine restarted it.

    address: by network; limits: (memory in MiB, processors, processes).
    """

    state: str
    code: int
    restarts: int
    address: Mapping[str, str]
    limits: tuple[int, float, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFacts:
    """What a network is like now that it was made, whatever was asked for.

    name_of_bridge: the interface on the host; host_addresses: the host's own in it, as far as this
    machine is the engine's host; members: names of containers.
    """

    driver: str
    internal: bool
    ipv6: bool
    name_of_bridge: str
    host_addresses: tuple[str, ...]
    members: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """memory, disk: bytes."""

    memory: int
    disk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """status: HTTP's; from_gateway: the waiting page, not the app; location: where it sends one."""

    status: int
    from_gateway: bool
    location: str = ""
