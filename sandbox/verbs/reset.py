"""`sandbox reset`: the data as it was after `up`."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit, Event, StepFinished
from sandbox.execute import StepOutcome
from sandbox.model.observed import Observed
from sandbox.model.plan import Plan
from sandbox.model.records import SandboxRecord
from sandbox.model.reset import plan_reset
from sandbox.model.steps import StartDatabase
from sandbox.ports import Ports
from sandbox.verbs.converge import carry_out, refuse_open, shut_off
from sandbox.verbs.locate import chosen_scenario, find
from sandbox.verbs.observe import Wanted, look
from sandbox.verbs.owner import refuse_anothers_record
from sandbox.verbs.prove import make_sure_still
from sandbox.verbs.saving import saved_beside
from sandbox.verbs.sides import start_again
from sandbox.verbs.turn import still_there
from sandbox.verbs.up import address

PATIENCE = 15
LIVE_WITH = ("swap data", "start database")  # the steps that make the chosen data live


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetResult:
    """database: image of the golden data; undo: what to type to go back, None where there was no
    data to keep; scenario: None for the usual data."""

    name: str
    url: str
    database: str
    undo: str | None
    scenario: str | None
    steps: tuple[StepOutcome, ...]
    seconds: float


def _awakened(
    record: SandboxRecord, wanted: Wanted, ports: Ports, emit: Emit
) -> tuple[Wanted, Observed]:
    """A database that was only stopped is started, so that what it holds is kept to go back to."""
    container, stack = wanted.stack.database, wanted.stack
    start = StartDatabase(container=container, stack=stack, why="it is not running")
    with contextlib.suppress(errors.WorkFailed, errors.NotFound, errors.Busy):
        carry_out(Plan(steps=(start,)), ports, emit, record.name)
    return look(record, ports)


def _carried_out(
    plan: Plan, record: SandboxRecord, before: str | None, ports: Ports, emit: Emit
) -> tuple[StepOutcome, ...]:
    """The chosen scenario is on record as soon as its data is live, whatever the app does then."""

    def noticed(event: Event) -> None:
        emit(event)
        done = isinstance(event, StepFinished) and event.key in LIVE_WITH
        if done:
            start_again(record.name, ports)
            if record.scenario != before:
                ports.registry.save(record)

    return carry_out(plan, ports, noticed, record.name)


def reset(
    name: str | None, here: Path, ports: Ports, emit: Emit, *, scenario: str | None = None
) -> ResetResult:
    """Swap fresh data in; what was live is kept until the next reset.

    scenario: the data of another one from now on, "normal" for the usual; None for no change.
    """
    began = time.monotonic()
    named = find(name, here, ports).name
    with ports.locks.hold(named, seconds=PATIENCE, doing="`sandbox reset`"):
        record = still_there(named, ports)
        refuse_anothers_record(record, ports)
        before = record.scenario
        record = replace(record, scenario=chosen_scenario(scenario, before))
        with saved_beside(record, "reset", ports, emit):
            wanted, observed = look(record, ports)
        shut_off(observed, wanted.stack, ports)
        if observed.container("database") and observed.database_state is None:
            wanted, observed = _awakened(record, wanted, ports, emit)
        refuse_open(observed)
        if observed.empty:
            raise errors.NotFound(f"{record.name} does not run", "start it with `sandbox up`")
        undo = "sandbox restore" if observed.container("database") else None
        plan = plan_reset(wanted.spec, wanted.stack, observed, workspace=record.workspace)
        try:
            outcomes = _carried_out(plan, record, before, ports, emit)
        except (errors.BuildFailed, errors.MigrationFailed, errors.SeedFailed) as error:
            # All of it comes before the swap.
            error.kept = "Your data is as it was."
            error.hint = (error.hint or "").replace("`sandbox up` again", "`sandbox reset` again")
            raise
        except errors.AppUnhealthy as error:
            before_it = " What was there before is kept (`sandbox restore`)." if undo else ""
            error.kept = f"The data is as new.{before_it} Your code is untouched."
            raise
        make_sure_still(record, wanted, ports, emit)
        ports.registry.note(record.name, "reset", "done")
    return ResetResult(
        name=record.name,
        url=address(record, ports),
        database=wanted.stack.database.image,
        undo=undo,
        scenario=record.scenario,
        steps=outcomes,
        seconds=time.monotonic() - began,
    )
