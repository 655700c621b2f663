"""`sandbox down`: gone without a trace, and no work lost."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.effects import kept
from sandbox.effects.gateway import close_gateway
from sandbox.events import Emit, Notice, StepFinished, StepStarted
from sandbox.model.names import SandboxName
from sandbox.model.records import KeptRecord, SandboxRecord, Work
from sandbox.ports import Ports
from sandbox.verbs.locate import find, name_of
from sandbox.verbs.owner import own_containers, refuse_others_labels
from sandbox.verbs.turn import still_there

PATIENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DownResult:
    """removed: what was in Docker; ref, snapshot: what was kept, or None; work: how much."""

    name: str
    removed: tuple[str, ...]
    ref: str | None
    snapshot: str | None
    workspace: str | None
    work: Work | None
    restore: str | None
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDown:
    """A sandbox that could not be put away, and why."""

    name: str
    error: errors.SandboxError


def down(name: str | None, here: Path, ports: Ports, emit: Emit) -> DownResult:
    """Keep what is nowhere else, then remove the sandbox."""
    return _in_turn(find(name, here, ports).name, ports, emit)


def down_all(ports: Ports, emit: Emit) -> list[DownResult | NotDown]:
    """Every sandbox of the person; one that cannot be put away is no reason to leave the rest."""
    mine = sorted(one.name for one in ports.registry.all() if one.user == ports.user)
    results: list[DownResult | NotDown] = []
    for name in mine:
        try:
            results.append(_in_turn(name, ports, emit))
        except errors.NotFound:  # another command was faster
            continue
        except errors.SandboxError as error:
            results.append(NotDown(name=name, error=error))
        except KeyboardInterrupt:
            raise _stopped(mine, results) from None
    return results


def _stopped(mine: list[str], results: list[DownResult | NotDown]) -> errors.Interrupted:
    gone = ", ".join(one.name for one in results if isinstance(one, DownResult)) or "nothing"
    left = ", ".join(mine[len(results) :])
    return errors.Interrupted(
        f"stopped: {gone} was put away, {left} was not",
        "`sandbox down --all` goes on; `sandbox up NAME` starts one again",
    )


def _in_turn(name: str, ports: Ports, emit: Emit) -> DownResult:
    with ports.locks.hold(name, seconds=PATIENCE, doing="`sandbox down`"):
        return take_down(still_there(name, ports), ports, emit)


def take_down(record: SandboxRecord, ports: Ports, emit: Emit) -> DownResult:
    """The caller holds the sandbox's lock. Raises Refused where it is another person's."""
    began = time.monotonic()
    own_containers(record, ports)
    networks = ports.engine.networks({"sandbox.name": record.name})
    refuse_others_labels(record, (one.labels for one in networks), ports)
    emit(StepStarted(key="down", doing="keeping your work and removing the rest"))
    at = kept.moment()
    folder = ports.files.kept(record.name, at)
    name = name_of(record)
    with ThreadPoolExecutor(max_workers=4) as pool:
        app = pool.submit(ports.engine.remove, name.container("app"))
        saved = pool.submit(_keep_data, record, folder, ports, emit)
        work = _work(record, ports)
        snapshot = saved.result()
        removed = [f"container {name.container('app')}"] if app.result() else []
        # On record before anything goes: a command that is killed from here on loses nothing.
        ref, workspace = _put_on_record(record, folder, at, work, snapshot, ports)
        moved = pool.submit(_move_away, record, ref, workspace, ports)
        removed += _remove(name, ports)
        moved.result()
    ports.registry.remove(record.name)
    ports.registry.note(record.name, "down", f"kept {ref or 'nothing'}")
    seconds = time.monotonic() - began
    emit(StepFinished(key="down", title="removed", seconds=seconds))
    return DownResult(
        name=record.name,
        removed=tuple(removed),
        ref=ref,
        snapshot=snapshot,
        workspace=workspace,
        work=work,
        restore=f"sandbox restore {record.name}" if ref or workspace or snapshot else None,
        seconds=seconds,
    )


def _work(record: SandboxRecord, ports: Ports) -> Work | None:
    folder = Path(record.workspace)
    if not folder.is_dir() or ports.repositories.top(folder) != folder.resolve():
        return None
    try:
        return ports.repositories.work(folder)
    except errors.SandboxError:  # a state that git cannot count: the folder is kept whole
        return None


def _put_on_record(
    record: SandboxRecord,
    folder: Path,
    at: str,
    work: Work | None,
    snapshot: str | None,
    ports: Ports,
) -> tuple[str | None, str | None]:
    """(git ref, folder) of what is going to be kept; the registry knows of it from here on."""
    workspace = Path(record.workspace)
    gone = ports.files.is_absent(workspace)
    ref, target = (None, None) if gone else _keepsake(workspace, folder, at, work, snapshot)
    if ref or target or snapshot:
        record_of_it = KeptRecord(
            id=f"{record.name}-{at}",
            name=record.name,
            at=time.time(),
            ref=ref,
            workspace=target,
            snapshot=snapshot,
            record=record,
        )
        ports.registry.keep(record_of_it)
    return ref, target


def _move_away(record: SandboxRecord, ref: str | None, target: str | None, ports: Ports) -> None:
    """The folder is moved whole: nothing in it can be lost, whether git can record it or not."""
    workspace = Path(record.workspace)
    if ref:
        with contextlib.suppress(errors.SandboxError, TimeoutError):
            ports.repositories.keep(workspace, ref, f"{record.name} as it was put away")
    if target:
        ports.files.move(workspace, Path(target))
    elif workspace.exists():
        ports.files.remove(workspace)


def _keepsake(
    workspace: Path, folder: Path, at: str, work: Work | None, snapshot: str | None
) -> tuple[str | None, str | None]:
    """(git ref to record it at, folder to move it to), both None where nothing is worth it."""
    target = str(folder / "workspace")
    if work is None:  # git cannot read it, or somebody put another folder in its place
        return None, target
    if work.any or work.ignored or snapshot:
        return f"refs/sandbox/kept/{at}", target
    return None, None


def _keep_data(record: SandboxRecord, folder: Path, ports: Ports, emit: Emit) -> str | None:
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
    at = kept.moment()
    snapshot = _keep_data(record, ports.files.kept(record.name, at), ports, emit)
    if snapshot:
        ports.registry.keep(
            KeptRecord(
                id=f"{record.name}-{at}",
                name=record.name,
                at=time.time(),
                ref=None,
                workspace=None,
                snapshot=snapshot,
                record=record,
            )
        )


def _remove(name: SandboxName, ports: Ports) -> list[str]:
    """Containers at once, then the network they were in, then the gateway if it was the last."""
    engine, label = ports.engine, {"sandbox.name": str(name)}
    containers = [one.name for one in engine.containers(label)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        gone = list(pool.map(engine.remove, containers))
    networks = [one.name for one in engine.networks(label)]
    removed = [f"container {one}" for one, done in zip(containers, gone, strict=True) if done]
    removed += [f"network {one}" for one in networks if engine.remove_network(one)]
    return removed + close_gateway(ports)
