"""What the engine says of one container and of one network, as far as isolation goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A container from outside.

    environment, of_image: names of variables, all of them and those that the image brings;
    binds: (source on the host, target); published: "ADDRESS:PORT" on the host;
    networks: its address (IPv4, "" where it does not run) by network;
    shared: namespaces of the host, or of another container, that it lives in.
    """

    id: str
    running: bool
    environment: frozenset[str] = frozenset()
    of_image: frozenset[str] = frozenset()
    privileged: bool = False
    capabilities: tuple[str, ...] = ()
    keeps_default_capabilities: bool = False
    options: tuple[str, ...] = ()
    binds: tuple[tuple[str, str], ...] = ()
    devices: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    networks: Mapping[str, str]
    resolvers: tuple[str, ...] = ()
    known_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedNetwork:
    """internal: without a way out; gateway: the address (IPv4) of the host's side, "" for none;
    addressless: whether the host's side was asked to take no address; members: the address (IPv4)
    by the container's name.
    """

    internal: bool
    ipv6: bool
    addressless: bool
    subnet: str
    gateway: str
    members: Mapping[str, str]
