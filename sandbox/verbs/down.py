"""`sandbox down`: gone without a trace, and no work lost."""

from __future__ import annotations

import contextlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.effects import psql
from sandbox.effects.gateway import close_gateway
from sandbox.events import Emit, Notice, StepFinished, StepStarted
from sandbox.model.databases import WRITTEN
from sandbox.model.names import SandboxName
from sandbox.model.observed import DatabaseState
from sandbox.model.records import KeptRecord, SandboxRecord, Work
from sandbox.model.stack import LIVE, POSTGRES_USER, UNDO
from sandbox.ports import Ports
from sandbox.verbs.locate import find, name_of

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


def down(name: str | None, here: Path, ports: Ports, emit: Emit) -> DownResult:
    """Keep what is nowhere else, then remove the sandbox."""
    record = find(name, here, ports)
    with ports.locks.hold(record.name, seconds=PATIENCE, doing="`sandbox down`"):
        if ports.registry.get(record.name) is None:
            raise errors.NotFound(f"{record.name} is gone: another command put it away")
        return take_down(record, ports, emit)


def down_all(ports: Ports, emit: Emit) -> list[DownResult]:
    """Every sandbox of the person."""
    mine = [one for one in ports.registry.all() if one.user == ports.user]
    results = []
    for record in mine:
        with ports.locks.hold(record.name, seconds=PATIENCE, doing="`sandbox down`"):
            results.append(take_down(record, ports, emit))
    return results


def take_down(record: SandboxRecord, ports: Ports, emit: Emit) -> DownResult:
    """The caller holds the sandbox's lock."""
    began = time.monotonic()
    emit(StepStarted(key="down", doing="keeping your work and removing the rest"))
    at = time.strftime("%Y%m%d-%H%M%S") + f"-{time.time_ns() // 1_000_000 % 1000:03d}"
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
    ref, target = _keepsake(Path(record.workspace), folder, at, work, snapshot)
    if ref or target or snapshot:
        kept = KeptRecord(
            id=f"{record.name}-{at}",
            name=record.name,
            at=time.time(),
            ref=ref,
            workspace=target,
            snapshot=snapshot,
            record=record,
        )
        ports.registry.keep(kept)
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
    if not workspace.exists():
        return None, None
    target = str(folder / "workspace")
    if work is None:  # git cannot read it, or somebody put another folder in its place
        return None, target
    if work.any or work.ignored or snapshot:
        return f"refs/sandbox/kept/{at}", target
    return None, None


def _keep_data(record: SandboxRecord, folder: Path, ports: Ports, emit: Emit) -> str | None:
    """Dumps of the live data, and of what a reset put aside, where anything was written to them.

    The folder that holds them, or None.
    """
    engine, server = ports.engine, name_of(record).container("database")
    found = engine.state(server)
    if found is None:
        return None
    try:
        state = _answering(server, found.state, ports)
        kept = [
            _dump(one, server, folder, state, ports)
            for one in (LIVE, UNDO)
            if state.has(one) and _written(one, server, ports)
        ]
    except errors.SandboxError as error:
        return _keep_server(record, server, error, ports, emit)
    return str(folder) if kept else None


def _answering(server: str, container_state: str, ports: Ports) -> DatabaseState:
    """What the server holds, once it answers: silence must not pass for "nothing to keep".

    Raises WorkFailed.
    """
    engine = ports.engine
    if container_state != "running":
        engine.start(server)
    state = psql.database_state(engine, server)
    if state is None:
        psql.await_server(engine, server)
        state = psql.database_state(engine, server)
    if state is None:
        raise errors.WorkFailed("its database does not answer")
    return state


def _written(database: str, server: str, ports: Ports) -> bool:
    opened = f"ALTER DATABASE {database} ALLOW_CONNECTIONS true"
    psql.run_sql(ports.engine, server, opened)
    counted = psql.run_sql(ports.engine, server, WRITTEN, database=database)
    return int(counted.strip() or 0) > 0


def _dump(database: str, server: str, folder: Path, state: DatabaseState, ports: Ports) -> Path:
    """DATABASE.dump, and beside it what it is of."""
    dump = ("pg_dump", "--format=custom", "--compress=1", "-d", database)
    path = folder / f"{database}.dump"
    ports.files.write_stream(path, ports.engine.stream(server, dump, user=POSTGRES_USER))
    facts = {
        "golden": state.golden.get(database, ""),
        "migrations": state.migrations.get(database, ""),
    }
    ports.files.write_stream(path.with_suffix(".json"), [json.dumps(facts).encode()])
    return path


def _keep_server(
    record: SandboxRecord, server: str, error: errors.SandboxError, ports: Ports, emit: Emit
) -> str | None:
    """Its data cannot be read: the whole server is kept as an image instead."""
    tag = f"sandbox-kept/{record.app}:{time.time_ns() // 1_000_000}"
    try:
        ports.engine.kill(server, "SIGKILL")
        ports.engine.commit(server, tag, ('LABEL sandbox.role="kept" sandbox.name=""',))
    except errors.NotFound:
        return None
    emit(Notice(text=f"The data could not be read ({error.message}); it is kept as image {tag}."))
    return None


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
