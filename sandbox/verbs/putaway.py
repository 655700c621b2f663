"""What of a sandbox is kept, before anything of it is removed."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import kept
from sandbox.events import Emit, Notice
from sandbox.model.records import KeptRecord, SandboxRecord, Work
from sandbox.ports import Ports
from sandbox.verbs.locate import name_of


def refuse_what_cannot_move(workspace: Path, ports: Ports) -> None:
    """Asked while everything is still there. Raises ToolMissing."""
    if not ports.files.is_movable(workspace):
        raise errors.ToolMissing(
            f"the folder {workspace} cannot be put away: you have no right to move it",
            f"give yourself the right to write in it and in {workspace.parent}, then type "
            "`sandbox down` again",
            kept="Nothing was removed: the sandbox runs on as it is.",
        )


def begin(record: SandboxRecord, ports: Ports) -> KeptRecord:
    """On record before the data is read: what a command that is killed had kept by then is listed.

    The entry's snapshot is the folder that the data is going to be in.
    """
    at = kept.moment()
    entry = KeptRecord(
        id=f"{record.name}-{at}",
        name=record.name,
        at=time.time(),
        ref=None,
        workspace=None,
        snapshot=str(ports.files.kept(record.name, at)),
        record=record,
    )
    ports.registry.keep(entry)
    return entry


def work_of(record: SandboxRecord, ports: Ports) -> Work | None:
    folder = Path(record.workspace)
    if not folder.is_dir() or ports.repositories.top(folder) != folder.resolve():
        return None
    try:
        return ports.repositories.work(folder)
    except errors.SandboxError:  # a state that git cannot count: the folder is kept whole
        return None


def put_on_record(
    entry: KeptRecord, work: Work | None, snapshot: str | None, ports: Ports, *, past: bool = False
) -> tuple[str | None, str | None]:
    """(git ref, folder) of what is going to be kept; the registry knows of it from here on.

    entry: as `begin` put it there; past: whether the folder was other than it is now, recorded.
    """
    workspace, folder = Path(entry.record.workspace), Path(str(entry.snapshot))
    gone = ports.files.is_absent(workspace)
    ref, target = (
        (None, None) if gone else _keepsake(workspace, folder, work, past or bool(snapshot))
    )
    if ref or target or snapshot:
        ports.registry.keep(replace(entry, ref=ref, workspace=target, snapshot=snapshot))
    else:
        ports.registry.forget(entry.id)
    return ref, target


def move_away(record: SandboxRecord, ref: str | None, target: str | None, ports: Ports) -> None:
    """The folder is moved whole: nothing in it can be lost, whether git can record it or not."""
    workspace = Path(record.workspace)
    if ref:
        with contextlib.suppress(errors.SandboxError, OSError):
            ports.points.record(workspace, "down", pin=ref)
    if target:
        ports.files.move(workspace, Path(target))
    elif workspace.exists():
        ports.files.remove(workspace)


def _keepsake(
    workspace: Path, folder: Path, work: Work | None, worth: bool
) -> tuple[str | None, str | None]:
    """(git ref to record it at, folder to move it to), both None where nothing is worth it."""
    target = str(folder / "workspace")
    if work is None:  # git cannot read it, or somebody put another folder in its place
        return None, target
    if work.any or work.ignored or worth:
        return f"refs/sandbox/kept/{folder.name[-kept.MOMENT :]}", target
    return None, None


def keep_data(record: SandboxRecord, folder: Path, ports: Ports, emit: Emit) -> str | None:
    """The folder that holds what was written to the data, or None. Raises DiskFull."""
    server = name_of(record).container("database")
    try:
        return str(folder) if kept.keep_data(server, folder, ports) else None
    except errors.DiskFull:
        raise
    except errors.SandboxError as error:
        return _keep_server(record, server, folder, error, ports, emit)


def _keep_server(
    record: SandboxRecord,
    server: str,
    folder: Path,
    error: errors.SandboxError,
    ports: Ports,
    emit: Emit,
) -> str | None:
    """Its data cannot be read now: the whole server is kept instead, to be tried at `restore`."""
    try:
        kept.keep_server(server, record.app, folder, ports)
    except errors.NotFound:
        ports.files.remove(folder)
        return None
    emit(Notice(text=f"The data could not be read ({error.message}); its whole server is kept."))
    return str(folder)


def put_data_aside(record: SandboxRecord, ports: Ports, emit: Emit) -> None:
    """What was written to the data of a sandbox that stays, before other data takes its place."""
    entry = begin(record, ports)
    if not keep_data(record, Path(str(entry.snapshot)), ports, emit):
        ports.registry.forget(entry.id)
