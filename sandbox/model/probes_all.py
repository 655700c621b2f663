"""The one list of what is tried to get out of a sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.model.examined import Examined, ExaminedNetwork
from sandbox.model.probes import Probe
from sandbox.model.probes_engine import container_probes, gateway_probes, network_probes
from sandbox.model.probes_inside import Inside, Place
from sandbox.model.probes_network import Ways
from sandbox.model.probes_sql import sql_probes
from sandbox.model.stack import Stack
from sandbox.model.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the engine says. containers: by role; members: containers that may be in the network;
    networks: all those of sandboxes, by name."""

    containers: Mapping[str, Examined | None]
    network: ExaminedNetwork | None
    gateway: Examined | None
    members: tuple[str, ...]
    networks: tuple[str, ...]


def inside_probes(place: Place, around: Surroundings) -> tuple[Probe, ...]:
    """From inside a container: the ways out over the network, then what is there itself."""
    return (*Ways(place.origin, around).all(), *Inside(place).all())


def outside_probes(stack: Stack, looked: Looked) -> tuple[Probe, ...]:
    """Of the database's server, and of the engine."""
    return (*sql_probes(), *_engine(stack, looked))


def _engine(stack: Stack, looked: Looked) -> Iterator[Probe]:
    for spec in (stack.app, stack.database):
        yield from container_probes(spec, looked.containers.get(spec.role))
    yield from network_probes(stack.name.network, looked.network, looked.members)
    yield from gateway_probes(looked.gateway, looked.networks)
