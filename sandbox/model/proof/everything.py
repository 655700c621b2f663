"""The one list of what is tried to get out of a sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.model.proof import far as probes_far
from sandbox.model.proof import near as probes_near
from sandbox.model.proof.attempts import Attempts
from sandbox.model.proof.engine import container_probes, gateway_probes, network_probes
from sandbox.model.proof.examined import Examined, ExaminedNetwork
from sandbox.model.proof.place import Place
from sandbox.model.proof.probes import Probe
from sandbox.model.proof.rights import limit_probes, right_probes
from sandbox.model.proof.routes import route_probes
from sandbox.model.proof.secrets import secret_probes
from sandbox.model.proof.sql import sql_probes
from sandbox.model.proof.surroundings import Surroundings
from sandbox.model.stack import Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the engine says. containers: by role; members: containers that may be in the network;
    networks: all those of sandboxes, by name."""

    containers: Mapping[str, Examined | None]
    network: ExaminedNetwork | None
    gateway: Examined | None
    members: tuple[str, ...]
    networks: tuple[str, ...]

    @property
    def ids(self) -> dict[str, str]:
        """By role, of the containers that there are."""
        return {role: one.id for role, one in self.containers.items() if one}


def inside_probes(place: Place, around: Surroundings) -> tuple[Probe, ...]:
    """From inside a container: the ways out over the network, then what is there itself."""
    attempts = Attempts(place.origin, around)
    return (
        *probes_far.internet(attempts),
        *probes_far.metadata(attempts),
        *probes_near.machine(attempts),
        *probes_near.neighbours(attempts),
        *probes_near.gateway(attempts),
        *probes_far.production(attempts),
        *probes_far.proxy(attempts),
        *probes_far.names(attempts),
        *probes_far.raw(attempts),
        *secret_probes(place),
        *right_probes(place),
        *route_probes(place, around.gateways),
        *limit_probes(place),
    )


def outside_probes(stack: Stack, looked: Looked) -> tuple[Probe, ...]:
    """Of the database's server, and of the engine."""
    return (*sql_probes(), *_engine(stack, looked))


def _engine(stack: Stack, looked: Looked) -> Iterator[Probe]:
    for spec in stack.containers:
        yield from container_probes(spec, looked.containers.get(spec.role))
    yield from network_probes(stack.name.network, looked.network, looked.members)
    yield from gateway_probes(looked.gateway, looked.networks)
