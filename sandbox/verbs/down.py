"""`sandbox down`: gone without a trace, and no work lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.effects.gateway import close_gateway
from sandbox.effects.kept import dumps
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.model.names import SandboxName
from sandbox.model.records import KeptRecord, SandboxRecord, Work
from sandbox.ports import Ports
from sandbox.verbs import putaway
from sandbox.verbs.kept import Kept, all_kept, waiting
from sandbox.verbs.locate import find, name_of
from sandbox.verbs.owner import own_containers, refuse_others_labels
from sandbox.verbs.reviewing import reviewed
from sandbox.verbs.saving import points_of, save, say_what_is_not_handed_over
from sandbox.verbs.turn import still_there

PATIENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DownResult:
    """removed: what was in Docker; ref, snapshot: what was kept, or None; work: how much.

    data: the databases in the snapshot, none where its server was kept whole; apart: data that a
    `restore` which failed had not brought back, an entry of its own.
    """

    name: str
    removed: tuple[str, ...]
    ref: str | None
    snapshot: str | None
    workspace: str | None
    work: Work | None
    restore: str | None
    seconds: float
    data: tuple[str, ...] = ()
    apart: Kept | None = None


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
        except (KeyboardInterrupt, errors.Interrupted):
            raise _stopped(mine, results) from None
        except errors.SandboxError as error:
            results.append(NotDown(name=name, error=error))
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
    """The caller holds the sandbox's lock. Raises Refused where it is another person's, ToolMissing
    where its folder cannot be moved, Interrupted."""
    began = time.monotonic()
    own_containers(record, ports)
    networks = ports.engine.networks({"sandbox.name": record.name})
    refuse_others_labels(record, (one.labels for one in networks), ports)
    putaway.refuse_what_cannot_move(Path(record.workspace), ports)
    name, work = name_of(record), putaway.work_of(record, ports)
    save(record, "down", ports, emit)
    review = reviewed(record, work, ports, ask=False)
    if review is None or review.newer:
        say_what_is_not_handed_over(work, emit)
    past = len(points_of(record, ports)) > 1
    entry = putaway.begin(record, ports)
    folder = Path(str(entry.snapshot))
    try:
        emit(StepStarted(key="down", doing="keeping your work and removing the rest"))
        with ThreadPoolExecutor(max_workers=4) as pool:
            ended = pool.submit(_end_writers, name, ports)
            saved = pool.submit(putaway.keep_data, record, folder, ports, emit)
            snapshot = saved.result()
            removed = ended.result()
            # A command that is killed from here on loses nothing.
            ref, workspace = putaway.put_on_record(entry, work, snapshot, ports, past=past)
            moved = pool.submit(putaway.move_away, record, ref, workspace, ports)
            removed += _remove(name, ports)
            moved.result()
    except KeyboardInterrupt:
        raise _half_way(entry, ports) from None
    except errors.DiskFull:
        ports.registry.forget(entry.id)
        raise
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
        data=dumps(Path(snapshot)) if snapshot else (),
        apart=waiting(record.name, ports),
    )


def _half_way(entry: KeptRecord, ports: Ports) -> errors.Interrupted:
    """What a person who pressed Ctrl-C has to know."""
    found = next((one for one in all_kept(ports, entry.name) if one.record.id == entry.id), None)
    safe = "Nothing of yours is lost: what is not put away yet is where it was."
    if found:
        what = " and the ".join(found.what)
        safe = f"Nothing of yours is lost. Kept: the {what} (`{found.command}`)."
    return errors.Interrupted(
        f"stopped while {entry.name} was being put away",
        f"`sandbox down {entry.name}` goes on where this stopped, `sandbox up {entry.name}` "
        "starts it again",
        kept=safe,
    )


def _end_writers(name: SandboxName, ports: Ports) -> list[str]:
    """Whatever could write in the folder while it is moved away."""
    found = ports.engine.containers({"sandbox.name": str(name)})
    writers = [one.name for one in found if one.role != "database"]
    return [f"container {one}" for one in writers if ports.engine.remove(one)]


def _remove(name: SandboxName, ports: Ports) -> list[str]:
    """Containers at once, then the network they were in, then the gateway if it was the last."""
    engine, label = ports.engine, {"sandbox.name": str(name)}
    containers = [one.name for one in engine.containers(label)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        gone = list(pool.map(engine.remove, containers))
    networks = [one.name for one in engine.networks(label)]
    removed = [f"container {one}" for one, done in zip(containers, gone, strict=True) if done]
    removed += [f"network {one}" for one in networks if engine.remove_network(one)]
    engine.remove_volume(name.build_volume)
    return removed + close_gateway(ports)
