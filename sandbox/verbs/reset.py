"""`sandbox reset`: the data as it was after `up`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit
from sandbox.execute import StepOutcome
from sandbox.model.reset import plan_reset
from sandbox.ports import Ports
from sandbox.verbs.locate import find
from sandbox.verbs.observe import look
from sandbox.verbs.up import address, carry_out

PATIENCE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetResult:
    """database: image of the golden data; undo: what to type to go back; swap: as it was timed."""

    name: str
    url: str
    database: str
    undo: str
    steps: tuple[StepOutcome, ...]
    seconds: float


def reset(name: str | None, here: Path, ports: Ports, emit: Emit) -> ResetResult:
    """Swap fresh data in; what was live is kept until the next reset."""
    began = time.monotonic()
    record = find(name, here, ports)
    with ports.locks.hold(record.name, seconds=PATIENCE, doing="`sandbox reset`"):
        wanted, observed = look(record, ports)
        if observed.empty:
            raise errors.NotFound(f"{record.name} does not run", "start it with `sandbox up`")
        plan = plan_reset(wanted.spec, wanted.stack, observed, workspace=record.workspace)
        try:
            outcomes = carry_out(plan, ports, emit, record.name)
        except errors.AppUnhealthy as error:
            error.kept = (
                "The data is as new; what was there before is kept (`sandbox restore`). "
                "Your code is untouched."
            )
            raise
        ports.registry.note(record.name, "reset", "done")
    return ResetResult(
        name=record.name,
        url=address(record, ports),
        database=wanted.stack.database.image,
        undo="sandbox restore",
        steps=outcomes,
        seconds=time.monotonic() - began,
    )
