"""When the container through which a sandbox reaches what it may is started, and when removed."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.model.observed import Observed
from sandbox.model.outside.egress import ROLE
from sandbox.model.plan import Step
from sandbox.model.stack import Stack
from sandbox.model.steps import RemoveContainer, RemoveNetwork, StartEgress


def egress_steps(wanted: Stack, observed: Observed) -> Iterator[Step]:
    """Start it anew with anything that changed; remove it where nothing may be reached."""
    present = observed.container(ROLE)
    outer = wanted.name.outer_network
    if wanted.egress is None:
        if present:
            yield RemoveContainer(name=present.name, why="nothing outside may be reached any more")
        if observed.network(outer):
            needs = (f"remove container {wanted.name.container(ROLE)}",)
            yield RemoveNetwork(name=outer, why="nothing outside may be reached", needs=needs)
        return
    why = _why(wanted, observed)
    if why:
        yield StartEgress(container=wanted.egress, why=why, needs=("create network",))


def _why(wanted: Stack, observed: Observed) -> str | None:
    present = observed.container(ROLE)
    if present is None or wanted.egress is None:
        return "sandbox.toml names what the app may reach"
    if present.spec_hash != wanted.egress.spec_hash:
        return "what the app may reach changed"
    if not present.running:
        return "it is not running"
    networks = (wanted.name.network, wanted.name.outer_network)
    there = all(one in present.networks and observed.network(one) for one in networks)
    return None if there else "it lost its network"
