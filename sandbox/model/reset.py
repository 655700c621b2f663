"""What `sandbox reset` and going back have to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.model.observed import DatabaseState, Observed
from sandbox.model.outside.mail import clear_steps
from sandbox.model.plan import Plan, Step
from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import GOLDEN, SPARE, Stack
from sandbox.model.steps import (
    KeepServer,
    RefreshGolden,
    RemoveContainer,
    StartApp,
    StartDatabase,
    StopApp,
    SwapData,
    WaitUntilHealthy,
)
from sandbox.model.up import build_steps, golden_key, golden_steps, network_steps


def plan_reset(spec: AppSpec, wanted: Stack, observed: Observed, *, workspace: str) -> Plan:
    """The data as new; the code and the app that runs stay as they are.

    The app goes on until fresh data is there to swap in.
    """
    state = observed.database_state
    golden = list(golden_steps(spec, wanted, observed))
    data = [
        *build_steps(spec, wanted, observed, workspace, needed=bool(golden)),
        *golden,
        *network_steps(wanted, observed),
        *clear_steps(observed),
    ]
    if state is None:
        data += _new_server(wanted, observed)
    else:
        data += _fresh_golden(wanted, observed)
        seen = None if golden or state.golden.get(GOLDEN) != wanted.golden_hash else state
        data.append(_swap(wanted, SPARE, "fresh data was asked for", seen))
    return Plan(steps=(*data, *_around(spec, wanted, observed)))


def plan_swap(wanted: Stack, database: str) -> Plan:
    """Only the data: what follows is for `plan_reconnect`."""
    return Plan(steps=(_swap(wanted, database, "you asked to go back", None),))


def plan_reconnect(spec: AppSpec, wanted: Stack, observed: Observed) -> Plan:
    """The app meets the data that were put under it."""
    return Plan(steps=(*network_steps(wanted, observed), *_around(spec, wanted, observed)))


def plan_return(spec: AppSpec, wanted: Stack, observed: Observed, database: str) -> Plan:
    """Another database of the server goes live, and what is live becomes the way back."""
    swap = _swap(wanted, database, "you asked to go back", observed.database_state)
    way = network_steps(wanted, observed)
    return Plan(steps=(*way, swap, *_around(spec, wanted, observed)))


def _swap(wanted: Stack, incoming: str, why: str, seen: DatabaseState | None) -> SwapData:
    needs = ("refresh golden data", "start database")
    return SwapData(stack=wanted, incoming=incoming, why=why, needs=needs, state=seen)


def _fresh_golden(wanted: Stack, observed: Observed) -> Iterator[Step]:
    state = observed.database_state
    if state and state.golden.get(GOLDEN) != wanted.golden_hash:
        yield RefreshGolden(
            stack=wanted,
            why="the migrations or the recipe changed",
            needs=(golden_key(wanted),),
        )


def _new_server(wanted: Stack, observed: Observed) -> Iterator[Step]:
    """The server itself is spoilt or gone: a new one from the golden image."""
    golden = golden_key(wanted)
    present = observed.container("database")
    if present:
        name = str(wanted.name)
        yield KeepServer(container=present.name, name=name, why="its data may still be readable")
        yield RemoveContainer(
            name=present.name, why="its server does not answer", needs=("keep server", golden)
        )
    yield StartDatabase(
        container=wanted.database,
        stack=wanted,
        why="a new one from the golden data",
        needs=("create network", golden, f"remove container {wanted.database.name}"),
    )


def _around(spec: AppSpec, wanted: Stack, observed: Observed) -> Iterator[Step]:
    """The app's connection pool holds connections to what is gone: it starts anew."""
    app = observed.container("app")
    if app is None:
        return
    done = ("swap data", "start database")
    if not spec.reconnects:
        yield StopApp(
            name=app.name,
            why="it holds connections to the old data",
            needs=("refresh golden data", golden_key(wanted)),
        )
        container = replace(wanted.app, name=app.name)
        yield StartApp(container=container, why="with the new data", needs=("stop app", *done))
    yield WaitUntilHealthy(
        container=app.name,
        host=wanted.name.host,
        path=spec.health,
        seconds=spec.start_seconds,
        why="it takes a moment to start",
        needs=("start app", "admit gateway", *done),
    )
