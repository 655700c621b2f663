"""What was kept comes back: the folder, then the containers, then the data."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import kept
from sandbox.events import Emit, Notice, StepFailed, StepFinished, StepStarted
from sandbox.execute import StepOutcome
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.model.reset import plan_reconnect, plan_swap
from sandbox.model.stack import LIVE, UNDO
from sandbox.ports import Ports
from sandbox.verbs.converge import carry_out
from sandbox.verbs.down import take_down
from sandbox.verbs.kept import all_kept
from sandbox.verbs.locate import name_of
from sandbox.verbs.observe import Wanted, observe, read_wanted
from sandbox.verbs.putaway import put_data_aside
from sandbox.verbs.sides import start_again
from sandbox.verbs.up import bring_up


def bring_back(
    one: KeptRecord, ports: Ports, emit: Emit
) -> tuple[SandboxRecord, Wanted, tuple[StepOutcome, ...]]:
    """The folder, then the containers, then the data. What is in its place is kept first."""
    record = _bring_folder_back(one, ports, emit)
    with _explained(one, ports):
        wanted, outcomes = bring_up(record, ports, emit)
        record = ports.registry.get(record.name) or record
        data = one.snapshot is not None and kept.holds_data(Path(one.snapshot), ports)
        if one.snapshot and data:
            outcomes += _bring_data_back(record, Path(one.snapshot), ports, emit)
    _forget(one, ports)
    start_again(record.name, ports)
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

    def say(sentence: str) -> None:
        emit(Notice(text=sentence))

    try:
        _read_server(folder, record, ports)
        loaded = [kept.load(one, server, folder, ports, say) for one in kept.dumps(folder)]
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
