"""What puts a sandbox behind its walls again, where something was changed behind our back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sandbox.model.observed import Observed, ObservedContainer
from sandbox.model.plan import Step
from sandbox.model.routes import GATEWAY
from sandbox.model.stack import Stack
from sandbox.model.steps import (
    Disconnect,
    RemoveContainer,
    RemoveNetwork,
    ReplaceDatabase,
    StopApp,
)
from sandbox.model.walls.guard import DISCONNECT, RECREATE, Difference, in_words


def walls(observed: Observed) -> tuple[Difference, ...]:
    """Whatever of the sandbox lets something in or out that it must not."""
    found = (one for differences in observed.drift.values() for one in differences)
    return (*observed.open_network, *(one for one in found if one.wall))


def with_drift(observed: Observed, drift: Mapping[str, tuple[Difference, ...]]) -> Observed:
    """What stands beside app and database, and is not as it was made, counts as one of another
    version: it is replaced where it is looked after."""
    spoilt = drift.keys() - {"app", "database"}
    return replace(
        observed,
        drift=drift,
        containers=tuple(
            replace(one, spec_hash="") if one.role in spoilt else one for one in observed.containers
        ),
    )


def without_network(observed: Observed, name: str, found: tuple[Difference, ...]) -> Observed:
    """As if there were no such network: an open one is replaced, and nothing stays in it."""
    return replace(
        observed,
        containers=tuple(_left(one, name) for one in observed.containers),
        networks=tuple(one for one in observed.networks if one.name != name),
        gateway_networks=tuple(one for one in observed.gateway_networks if one != name),
        open_network=found,
    )


def _left(one: ObservedContainer, network: str) -> ObservedContainer:
    return replace(one, networks=tuple(other for other in one.networks if other != network))


def mending_steps(wanted: Stack, observed: Observed) -> Iterator[Step]:
    """First of all: what is open is taken away before anything else is begun."""
    if observed.open_network:
        yield RemoveNetwork(name=wanted.name.network, why=in_words(observed.open_network))
    app = observed.container("app")
    found = tuple(one for one in observed.drifted("app") if one.wall)
    if app and found:
        yield RemoveContainer(name=app.name, why=in_words(found))
    yield from _database(wanted, observed)


def gateway_steps(observed: Observed) -> Iterator[Step]:
    """Its way into what is no sandbox's is taken; everybody's connections through it stay."""
    for one in observed.gateway_drift:
        if one.mend == DISCONNECT:
            yield Disconnect(network=one.subject, container=GATEWAY, why=in_words((one,)))


def with_gateway(observed: Observed, drift: tuple[Difference, ...]) -> Observed:
    """As if none ran, where it has to be made anew."""
    if all(one.mend == DISCONNECT for one in drift):
        return replace(observed, gateway_drift=drift)
    return replace(
        observed,
        gateway_drift=drift,
        gateway_running=False,
        gateway_networks=(),
        routes=frozenset(),
    )


def replaces_database(observed: Observed) -> bool:
    """Whether its container has to be made anew, with the data as it lies in it."""
    return any(one.mend == RECREATE for one in observed.drifted("database"))


def _database(wanted: Stack, observed: Observed) -> Iterator[Step]:
    found, app = observed.drifted("database"), observed.container("app")
    if replaces_database(observed):
        if app and app.running:
            yield StopApp(name=app.name, why="its database is replaced")
        yield ReplaceDatabase(
            container=wanted.database,
            stack=wanted,
            why=in_words(found),
            needs=("create network", "stop app"),
        )
        return
    for one in found:
        if one.mend == DISCONNECT:
            yield Disconnect(
                network=one.subject,
                container=wanted.database.name,
                why=in_words((one,)),
                needs=("create network",),
            )
