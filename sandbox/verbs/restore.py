"""`sandbox restore`: what `reset` or `down` kept comes back."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import psql
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.execute import StepOutcome
from sandbox.model import databases
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.model.reset import plan_return
from sandbox.model.stack import LIVE, POSTGRES_USER, UNDO
from sandbox.ports import Ports
from sandbox.verbs.down import take_down
from sandbox.verbs.locate import find, name_of
from sandbox.verbs.machine import check_machine
from sandbox.verbs.observe import Wanted, observe, read_wanted
from sandbox.verbs.up import UpResult, bring_up, carry_out, result_of

PATIENCE = 20
RETURNING = "kept_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreResult:
    """up: as after `up`; what: what came back, in words; at: when it was put away (Unix seconds),
    None for data that a reset put aside."""

    up: UpResult
    what: str
    at: float | None


def restore(name: str | None, here: Path, ports: Ports, emit: Emit) -> RestoreResult:
    """The data before the last reset where the sandbox runs, else what `down` kept last."""
    began = time.monotonic()
    check_machine(ports)
    running = _running(name, here, ports)
    if running:
        undone = _undo(running, ports, emit)
        if undone is not None:
            wanted = read_wanted(running, ports)
            result = result_of(running, wanted, ports, undone, time.monotonic() - began)
            return RestoreResult(up=result, what="the data from before the last reset", at=None)
    kept = _newest(name, running, ports)
    with ports.locks.hold(kept.name, seconds=PATIENCE, doing="`sandbox restore`"):
        try:
            kept = _newest(name, running, ports)  # another restore may have been first
            wanted, outcomes = _bring_back(kept, ports, emit)
        except errors.WorkFailed as error:
            error.hint = (
                "let your assistant mend the app, then run `sandbox restore` again: "
                "nothing of what was put away is lost"
            )
            raise
    parts = [word for word, there in (("code", kept.ref), ("data", kept.snapshot)) if there]
    return RestoreResult(
        up=result_of(kept.record, wanted, ports, outcomes, time.monotonic() - began),
        what=f"the {' and the '.join(parts) or 'folder'} that `down` put away",
        at=kept.at,
    )


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
    ports.registry.forget(kept.id)
    for left in filter(None, (kept.snapshot, kept.workspace and str(Path(kept.workspace).parent))):
        ports.files.remove(Path(left))
    ports.registry.note(record.name, "restore", f"what was kept as {kept.id}")
    return wanted, outcomes


def _bring_data_back(
    record: SandboxRecord, folder: Path, ports: Ports, emit: Emit
) -> tuple[StepOutcome, ...]:
    """First what a reset had put aside, so that it ends up behind what was live."""
    began = time.monotonic()
    emit(StepStarted(key="data", doing="bringing your data back"))
    outcomes: tuple[StepOutcome, ...] = ()
    for database in (UNDO, LIVE):
        dump = folder / f"{database}.dump"
        if dump.exists():
            _load(name_of(record).container("database"), dump, ports)
            outcomes += _swap_back(record, RETURNING, ports, emit)
    if not (folder / f"{LIVE}.dump").exists():
        outcomes += _swap_back(record, UNDO, ports, emit)  # live was as new when it was put away
    seconds = time.monotonic() - began
    emit(StepFinished(key="data", title="your data is back", seconds=seconds))
    return outcomes


def _swap_back(
    record: SandboxRecord, database: str, ports: Ports, emit: Emit
) -> tuple[StepOutcome, ...]:
    wanted = read_wanted(record, ports)
    plan = plan_return(wanted.spec, wanted.stack, observe(wanted, ports), database)
    return carry_out(plan, ports, emit, record.name)


def _load(server: str, snapshot: Path, ports: Ports) -> None:
    facts = json.loads(snapshot.with_suffix(".json").read_text())
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
    comment = databases.described(
        RETURNING,
        golden=facts["golden"],
        migrations=facts["migrations"],
        mark=databases.WRITTEN_MARK,
    )
    psql.run_sql(ports.engine, server, comment)
