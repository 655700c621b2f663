"""What is around a sandbox, asked before its probes are."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from ipaddress import IPv4Network, ip_network

from sandbox.effects.gateway import gateway_port
from sandbox.model.outside.egress import ROLE as EGRESS
from sandbox.model.outside.production import network_of, plain_host
from sandbox.model.proof.everything import Looked
from sandbox.model.proof.examined import ExaminedNetwork
from sandbox.model.proof.surroundings import Neighbour, Surroundings
from sandbox.model.routes import GATEWAY, OUTER
from sandbox.model.stack import NOBODY, Stack
from sandbox.ports import Listener, Ports

NEIGHBOURS = 3  # so many others stand for all: their networks are of one make
NETWORK = {"sandbox.role": "network"}
RESOLVE_SECONDS = 1.0
PORTS = {"app": 8000, "database": 5432}


def look(stack: Stack, ports: Ports) -> Looked:
    """What the engine says, asked for at once."""
    engine, name = ports.engine, stack.name
    with ThreadPoolExecutor(max_workers=6) as pool:
        containers = {
            spec.role: pool.submit(engine.examine, spec.name) for spec in stack.containers
        }
        network = pool.submit(engine.examine_network, name.network)
        members = pool.submit(engine.containers, {"sandbox.name": str(name)})
        # Before and after: other sandboxes come and go meanwhile, and the gateway with them.
        networks = engine.networks(NETWORK)
        gateway = engine.examine(GATEWAY)
        networks += engine.networks(NETWORK)
        return Looked(
            containers={role: found.result() for role, found in containers.items()},
            network=network.result(),
            gateway=gateway,
            members=(GATEWAY, *(one.name for one in members.result())),
            networks=tuple(sorted({one.name for one in networks})),
        )


def look_around(
    stack: Stack, production: Sequence[str], ear: Listener, ports: Ports
) -> tuple[Looked, Surroundings]:
    """production: patterns as configured."""
    engine, own = ports.engine, stack.name.network
    with ThreadPoolExecutor(max_workers=8) as pool:
        numbers = [(one, pool.submit(_numbers, one, ports)) for one in production]
        bridge = pool.submit(engine.examine_network, "bridge")
        published = pool.submit(gateway_port, ports)
        looked = look(stack, ports)
        others = [one for one in looked.networks if one != own][
            : 3 * NEIGHBOURS
        ]  # some may be going
        neighbours = [(one, pool.submit(engine.examine_network, one)) for one in others]
        machine, deaf = _machine(ear, ports)
        gateway = looked.gateway.networks if looked.gateway else {}
        found = tuple(filter(None, (_neighbour(n, one.result()) for n, one in neighbours)))
        resolvers = ports.machine.resolvers()
        around = Surroundings(
            machine=machine,
            deaf=deaf,
            gateways=_gateways([looked.network, bridge.result()], machine),
            resolvers=tuple(one for one in resolvers if not one.startswith("127.")),
            port=ear.port,
            published=published.result(),
            mark=secrets.token_bytes(8),
            database=_address(looked, "database", own) or NOBODY,
            proxy=_address(looked, EGRESS, own),
            inner=gateway.get(own, ""),
            outer=gateway.get(OUTER, ""),
            neighbours=found[:NEIGHBOURS],
            production=tuple((one, _in_time(found)) for one, found in numbers),
            elsewhere=not engine.facts().here,
            unknown=f"{secrets.token_hex(6)}.sandbox-probe.example",
        )
    return looked, around


def _machine(ear: Listener, ports: Ports) -> tuple[tuple[str, ...], frozenset[str]]:
    """This machine's addresses, and those where it does not hear itself.

    One that went with its network in this moment is none.
    """
    found = ports.machine.addresses()
    deaf = frozenset(one for one in found if not ear.reach(one))
    if deaf:
        still = set(ports.machine.addresses())
        found = tuple(one for one in found if one not in deaf or one in still)
    return found, deaf


def _gateways(networks: list[ExaminedNetwork | None], known: tuple[str, ...]) -> tuple[str, ...]:
    """The first address of each network, where the machine would be if it were there."""
    first = (
        one.gateway or str(next(IPv4Network(one.subnet).hosts()))
        for one in networks
        if one is not None and one.subnet and ip_network(one.subnet).version == 4
    )
    return tuple(one for one in first if one not in known)


def _address(looked: Looked, role: str, network: str) -> str:
    """Of the sandbox's own container, "" where it does not run."""
    found = looked.containers.get(role)
    return found.networks.get(network, "") if found else ""


def _neighbour(network: str, found: ExaminedNetwork | None) -> Neighbour | None:
    if found is None:
        return None
    name = network.removeprefix("sandbox-")
    addresses = (
        (f"{name}-{role}", found.members.get(f"{name}-{role}", ""), port)
        for role, port in PORTS.items()
    )
    there = tuple(one for one in addresses if one[1])
    return Neighbour(name=name, host=f"{name}.localhost", addresses=there) if there else None


def _numbers(pattern: str, ports: Ports) -> tuple[str, ...]:
    """The addresses of a production host, which this machine never connects to."""
    network = network_of(pattern)
    if network is not None:
        return (str(next(iter(network.hosts()))),)
    return () if "*" in pattern else tuple(sorted(ports.databases.numbers(plain_host(pattern))))[:4]


def _in_time(found: Future[tuple[str, ...]]) -> tuple[str, ...]:
    """A slow name server must not hold everything up."""
    try:
        return found.result(timeout=RESOLVE_SECONDS)
    except TooLate:
        return ()
