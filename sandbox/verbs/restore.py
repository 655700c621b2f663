"""`sandbox restore`: what `reset` or `down` kept comes back."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import psql
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.execute import StepOutcome
from sandbox.model import databases
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.model.reset import plan_return
from sandbox.model.stack import POSTGRES_USER, UNDO
from sandbox.ports import Ports
from sandbox.verbs.down import take_down
from sandbox.verbs.locate import find
from sandbox.verbs.machine import check_machine
from sandbox.verbs.observe import Wanted, observe, read_wanted
from sandbox.verbs.up import UpResult, bring_up, carry_out, result_of

PATIENCE = 20
RETURNING = "kept_data"


def restore(name: str | None, here: Path, ports: Ports, emit: Emit) -> UpResult:
    """The data before the last reset where the sandbox runs, else what `down` kept last."""
    began = time.monotonic()
    check_machine(ports)
    running = _running(name, here, ports)
    if running:
        undone = _undo(running, ports, emit)
        if undone is not None:
            wanted = read_wanted(running, ports)
            return result_of(running, wanted, ports, undone, time.monotonic() - began)
    kept = _newest(name, running, ports)
    with ports.locks.hold(kept.name, seconds=PATIENCE, doing="`sandbox restore`"):
        wanted, outcomes = _bring_back(kept, ports, emit)
    return result_of(kept.record, wanted, ports, outcomes, time.monotonic() - began)


def _running(name: str | None, here: Path, ports: Ports) -> SandboxRecord | None:
    try:
        return find(name, here, ports)
    except errors.NotFound:
        return None


def _undo(record: SandboxRecord, ports: Ports, emit: Emit) -> tuple[StepOutcome, ...] | None:
    """None where there is nothing to go back to in the server."""
    with ports.locks.hold(record.name, seconds=PATIENCE, doing="`sandbox restore`"):
        wanted = read_wanted(record, ports)
        observed = observe(wanted, ports)
        state = observed.database_state
        if state is None or not state.can_undo:
            return None
        plan = plan_return(wanted.spec, wanted.stack, observed, UNDO)
        outcomes = carry_out(plan, ports, emit, record.name)
        ports.registry.note(record.name, "restore", "the data before the last reset")
        return outcomes


def _newest(name: str | None, running: SandboxRecord | None, ports: Ports) -> KeptRecord:
    """Of the sandbox that is meant; where none was named and it has nothing, of any of theirs."""
    wanted = running.name if running else name
    mine = [one for one in ports.registry.kept() if one.record.user == ports.user]
    of_it = [one for one in ports.registry.kept(wanted) if wanted and _is_there(one)]
    found = of_it or [one for one in mine if name is None and _is_there(one)]
    if not found:
        raise errors.NotFound(
            f"nothing was kept of {wanted}" if wanted else "nothing was kept",
            "`sandbox list` shows what there is",
        )
    return found[0]


def _is_there(kept: KeptRecord) -> bool:
    """A `down` that was killed may have recorded what it did not move any more."""
    if kept.workspace and not Path(kept.workspace).exists():
        return False
    return bool(kept.workspace or (kept.snapshot and Path(kept.snapshot).exists()))


def _bring_back(
    kept: KeptRecord, ports: Ports, emit: Emit
) -> tuple[Wanted, tuple[StepOutcome, ...]]:
    """The folder, then the containers, then the data. A sandbox in its place is kept first,
    unless it is the same one: a restore that was interrupted after the folder came back."""
    present = ports.registry.get(kept.name)
    if present and kept.workspace:
        take_down(present, ports, emit)
    record, workspace = replace(kept.record, used=time.time()), Path(kept.record.workspace)
    if kept.workspace and Path(kept.workspace).exists():
        if workspace.exists():
            raise errors.UsageError(
                f"the folder {workspace} is in the way", "rename or move it, then try again"
            )
        ports.files.move(Path(kept.workspace), workspace)
        ports.registry.keep(replace(kept, workspace=None))
    ports.registry.save(record)
    wanted, outcomes = bring_up(record, ports, emit)
    if kept.snapshot and Path(kept.snapshot).exists():
        outcomes += _bring_data_back(record, Path(kept.snapshot), ports, emit)
        outcomes += bring_up(record, ports, emit)[1]
        ports.files.remove(Path(kept.snapshot).parent)
    ports.registry.forget(kept.id)
    ports.registry.note(record.name, "restore", f"what was kept as {kept.id}")
    return wanted, outcomes


def _bring_data_back(
    record: SandboxRecord, snapshot: Path, ports: Ports, emit: Emit
) -> tuple[StepOutcome, ...]:
    began = time.monotonic()
    emit(StepStarted(key="data", doing="bringing your data back"))
    wanted = read_wanted(record, ports)
    server = wanted.stack.database.name
    _load(server, snapshot, ports)
    observed = observe(wanted, ports)
    plan = plan_return(wanted.spec, wanted.stack, observed, RETURNING)
    seconds = time.monotonic() - began
    emit(StepFinished(key="data", title="your data is back", seconds=seconds))
    return carry_out(plan, ports, emit, record.name)


def _load(server: str, snapshot: Path, ports: Ports) -> None:
    facts = json.loads((snapshot.parent / "data.json").read_text())
    empty = f"DROP DATABASE IF EXISTS {RETURNING};\nCREATE DATABASE {RETURNING} OWNER app"
    psql.run_sql(ports.engine, server, f"{empty} TEMPLATE template0;")
    loaded = ports.engine.execute(
        server,
        ("pg_restore", "--exit-on-error", "-d", RETURNING),
        user=POSTGRES_USER,
        stdin=ports.files.read_stream(snapshot),
    )
    if loaded.code:
        raise errors.WorkFailed(
            "the data that was kept could not be brought back",
            f"it is still kept in {snapshot}; show this to a developer",
            detail=loaded.errors,
        )
    comment = databases.described(RETURNING, golden=facts["golden"], migrations=facts["migrations"])
    psql.run_sql(ports.engine, server, comment)
