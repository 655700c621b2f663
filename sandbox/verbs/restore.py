"""`sandbox restore`: what `reset` or `down` kept comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import kept
from sandbox.events import Emit, StepFailed, StepFinished, StepStarted
from sandbox.execute import StepOutcome
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.model.reset import plan_reconnect, plan_return, plan_swap
from sandbox.model.stack import LIVE, UNDO
from sandbox.ports import Ports
from sandbox.verbs.down import put_data_aside, take_down
from sandbox.verbs.kept import Kept, all_kept, choose
from sandbox.verbs.locate import find, name_of
from sandbox.verbs.machine import check_machine
from sandbox.verbs.observe import Wanted, observe, read_wanted
from sandbox.verbs.owner import refuse_anothers_record
from sandbox.verbs.turn import AT_ONCE, still_there
from sandbox.verbs.up import UpResult, bring_up, carry_out, result_of

PATIENCE = 20
DOING = "`sandbox restore`"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreResult:
    """up: as after `up`; what: what came back, in words; at: when it was put away (Unix seconds),
    None for data that a reset put aside."""

    up: UpResult
    what: str
    at: float | None


def restore(
    name: str | None, here: Path, ports: Ports, emit: Emit, *, which: str | None = None
) -> RestoreResult:
    """The data before the last reset where the sandbox runs, else what was kept last.

    which: the number or the time of another one that was kept.
    """
    began = time.monotonic()
    check_machine(ports)
    running = _running(name, here, ports)
    if running and which is None and not _only_kept(running, ports):
        undone = _undo(running, ports, emit)
        if undone is not None:
            wanted = read_wanted(running, ports)
            result = result_of(running, wanted, ports, undone, time.monotonic() - began)
            return RestoreResult(up=result, what="the data from before the last reset", at=None)
    chosen = choose(_candidates(name, running, ports), which)
    with ports.locks.hold(chosen.record.name, seconds=PATIENCE, doing=DOING):
        record, wanted, outcomes = _bring_back(_still_kept(chosen, ports), ports, emit)
    return RestoreResult(
        up=result_of(record, wanted, ports, outcomes, time.monotonic() - began),
        what=f"the {' and the '.join(chosen.what)} that {_by_what(chosen.record)}",
        at=chosen.record.at,
    )


def _by_what(one: KeptRecord) -> str:
    return "`down` put away" if one.workspace else "was kept"


def _running(name: str | None, here: Path, ports: Ports) -> SandboxRecord | None:
    try:
        found = find(name, here, ports)
    except errors.NotFound:
        return None
    refuse_anothers_record(found, ports)
    return found


def _only_kept(running: SandboxRecord, ports: Ports) -> bool:
    """Whether its folder was deleted and there is another one to bring back."""
    gone = ports.files.is_absent(Path(running.workspace))
    return gone and bool(all_kept(ports, running.name))


def _undo(record: SandboxRecord, ports: Ports, emit: Emit) -> tuple[StepOutcome, ...] | None:
    """None where there is nothing to go back to in the server.

    It waits for nobody: after another `restore` it would undo what that has just brought back.
    """
    with ports.locks.hold(record.name, seconds=AT_ONCE, doing=DOING):
        record = still_there(record.name, ports)
        wanted = read_wanted(record, ports)
        observed = observe(wanted, ports)
        state = observed.database_state
        if state is None or not state.can_undo:
            return None
        plan = plan_return(wanted.spec, wanted.stack, observed, UNDO)
        outcomes = carry_out(plan, ports, emit, record.name)
        ports.registry.note(record.name, "restore", "the data before the last reset")
        return outcomes


def _candidates(name: str | None, running: SandboxRecord | None, ports: Ports) -> list[Kept]:
    """Of the sandbox that is meant; where none was named and it has nothing, of any."""
    wanted = running.name if running else name
    found = all_kept(ports, wanted) or (all_kept(ports) if name is None else [])
    if not found:
        raise errors.NotFound(
            f"nothing was kept of {wanted}" if wanted else "nothing was kept",
            "`sandbox list` shows what there is",
        )
    return found


def _still_kept(chosen: Kept, ports: Ports) -> KeptRecord:
    """As it is now that our turn has come. Raises NotFound."""
    for one in all_kept(ports, chosen.record.name):
        if one.record.id == chosen.record.id:
            return one.record
    raise errors.NotFound(
        f"what {chosen.record.name} had on {chosen.when} is not put away any more: "
        "another command brought it back in this moment",
        "`sandbox list` shows what there is",
    )


def _bring_back(
    one: KeptRecord, ports: Ports, emit: Emit
) -> tuple[SandboxRecord, Wanted, tuple[StepOutcome, ...]]:
    """The folder, then the containers, then the data. What is in its place is kept first."""
    record = _bring_folder_back(one, ports, emit)
    with _explained(one, ports):
        wanted, outcomes = bring_up(record, ports, emit)
        data = one.snapshot is not None and kept.holds_data(Path(one.snapshot), ports)
        if one.snapshot and data:
            outcomes += _bring_data_back(record, Path(one.snapshot), ports, emit)
    _forget(one, ports)
    if data:
        outcomes += _meet_the_data(record, ports, emit)
    ports.registry.note(record.name, "restore", one.id)
    return record, wanted, outcomes


def _bring_folder_back(one: KeptRecord, ports: Ports, emit: Emit) -> SandboxRecord:
    """The record of the sandbox that is to run."""
    present = ports.registry.get(one.name)
    source = Path(one.workspace) if one.workspace else None
    if source is None or not source.exists():
        if present:
            put_data_aside(present, ports, emit)
        _begin(one, ports)
        return present or replace(one.record, used=time.time())
    if present:
        take_down(present, ports, emit)
    record = replace(one.record, used=time.time())
    workspace = Path(record.workspace)
    if not ports.files.is_absent(workspace):
        raise errors.UsageError(
            f"the folder {workspace} is in the way", "rename or move it, then try again"
        )
    _begin(one, ports)
    ports.files.clear(workspace)
    ports.files.move(source, workspace)
    ports.registry.save(record)
    ports.registry.keep(replace(one, workspace=None))
    return record


def _begin(one: KeptRecord, ports: Ports) -> None:
    if one.snapshot:
        kept.begin_return(Path(one.snapshot), ports)


@contextmanager
def _explained(one: KeptRecord, ports: Ports) -> Iterator[None]:
    """Whatever fails on the way, what was put away is still there, and by which name."""
    try:
        yield
    except _Unreadable:
        raise
    except errors.WorkFailed as error:
        left = [item for item in all_kept(ports, one.name) if item.record.id == one.id]
        again = left[0].command if left else "sandbox up"
        error.kept = "Nothing of what was put away is lost; the code is in its folder again."
        error.hint = (
            f"let your assistant mend it, then run `{again}`: it goes on where this stopped"
        )
        raise


def _bring_data_back(
    record: SandboxRecord, folder: Path, ports: Ports, emit: Emit
) -> tuple[StepOutcome, ...]:
    """All of it is loaded before any of it goes live.

    First what a reset had put aside, so that it ends up behind what was live.
    """
    began = time.monotonic()
    emit(StepStarted(key="data", doing="bringing your data back"))
    server, stack = name_of(record).container("database"), read_wanted(record, ports).stack
    try:
        _read_server(folder, record, ports)
        loaded = [kept.load(one, server, folder, ports) for one in kept.dumps(folder)]
    except errors.SandboxError:
        emit(StepFailed(key="data", title="bringing your data back"))
        raise
    if LIVE not in kept.dumps(folder):
        loaded.append(UNDO)  # live was as new when it was put away, as it is now
    outcomes: tuple[StepOutcome, ...] = ()
    for database in loaded:
        outcomes += carry_out(plan_swap(stack, database), ports, emit, record.name)
    seconds = time.monotonic() - began
    emit(StepFinished(key="data", title="your data is back", seconds=seconds))
    return outcomes


def _read_server(folder: Path, record: SandboxRecord, ports: Ports) -> None:
    """Raises WorkFailed where a server that was kept whole does not give its data."""
    try:
        kept.read_server(folder, read_wanted(record, ports).stack, ports)
    except errors.WorkFailed as error:
        kept.end_return(folder, ports)
        raise _Unreadable(
            "the data cannot be read: its database was spoilt when it was put away",
            f"a developer may get at it: it is the image {kept.server_image(folder)}",
            kept="The sandbox runs, with fresh data. What could not be read stays kept.",
            detail=error.detail,
        ) from error


class _Unreadable(errors.WorkFailed):
    """Trying again helps nobody."""


def _meet_the_data(record: SandboxRecord, ports: Ports, emit: Emit) -> tuple[StepOutcome, ...]:
    """The app starts anew where it has to, and migrations that came meanwhile run."""
    wanted = read_wanted(record, ports)
    plan = plan_reconnect(wanted.spec, wanted.stack, observe(wanted, ports))
    outcomes = carry_out(plan, ports, emit, record.name)
    return outcomes + bring_up(record, ports, emit)[1]


def _forget(one: KeptRecord, ports: Ports) -> None:
    """It is all where it was."""
    ports.registry.forget(one.id)
    if one.snapshot:
        kept.discard(Path(one.snapshot), ports)
    if one.workspace:
        ports.files.remove(Path(one.workspace).parent)
