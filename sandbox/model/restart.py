"""The app started anew as it is, where nothing else is wrong with the sandbox."""

from __future__ import annotations

from sandbox.model.plan import Plan, Step
from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import Stack
from sandbox.model.steps import StartApp, StopApp, WaitUntilHealthy

SILENT = "it runs but does not answer"
ILL = "it answers with an error of its own"
NEW_FOLDER = "its folder was made anew"


def plan_restart(spec: AppSpec, wanted: Stack, *, why: str) -> Plan:
    """The app is ended, started and waited for; one that answers, if only with an error, is not
    ended: a server that reloads itself takes in what is mended."""
    steps: list[Step] = []
    if why != ILL:
        steps += [
            StopApp(name=wanted.app.name, why=why),
            StartApp(container=wanted.app, why=why, needs=("stop app",)),
        ]
    steps.append(
        WaitUntilHealthy(
            container=wanted.app.name,
            host=wanted.name.host,
            path=spec.health,
            seconds=spec.start_seconds,
            why=ILL if why == ILL else "it takes a moment to start",
            needs=("start app",),
        )
    )
    return Plan(steps=tuple(steps))
