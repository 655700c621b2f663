"""`sandbox restore`: what `reset` or `down` kept comes back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit
from sandbox.execute import StepOutcome
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.model.reset import plan_return
from sandbox.model.stack import UNDO
from sandbox.ports import Ports
from sandbox.verbs.bringback import bring_back
from sandbox.verbs.converge import carry_out, refuse_open, shut_off
from sandbox.verbs.kept import Kept, all_kept, choose
from sandbox.verbs.locate import find, put_away_at
from sandbox.verbs.machine import check_machine
from sandbox.verbs.nearest import nearest
from sandbox.verbs.observe import observe, read_wanted
from sandbox.verbs.owner import refuse_anothers_record
from sandbox.verbs.prove import make_sure, make_sure_still
from sandbox.verbs.sides import went_back
from sandbox.verbs.turn import AT_ONCE, still_there
from sandbox.verbs.up import UpResult, result_of

PATIENCE = 20
DOING = "`sandbox restore`"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreResult:
    """up: as after `up`; what: what came back, in words; at: when it was put away (Unix seconds),
    None for data that a reset put aside; whole: whether it is all as it was before `down`;
    earlier: whether one more `restore` shows the data from before a reset; replaced: what ran until
    now, where something of it was worth keeping."""

    up: UpResult
    what: str
    at: float | None
    whole: bool = False
    earlier: bool = False
    replaced: Kept | None = None


def restore(
    name: str | None, here: Path, ports: Ports, emit: Emit, *, which: str | None = None
) -> RestoreResult:
    """The data before the last reset where the sandbox runs, else what was kept last.

    which: the number or the time of another one that was kept.
    """
    began, at = time.monotonic(), time.time()
    check_machine(ports)
    name = name if name is not None else put_away_at(here, ports)
    running = _running(name, here, ports)
    if running and which is None and not _only_kept(running, ports):
        undone = _undo(running, ports, emit)
        if undone is not None:
            wanted = read_wanted(running, ports)
            outcomes, what = undone
            result = result_of(running, wanted, ports, outcomes, time.monotonic() - began)
            return RestoreResult(up=result, what=what, at=None)
    chosen = choose(_candidates(name, running, ports, which), which)
    with ports.locks.hold(chosen.record.name, seconds=PATIENCE, doing=DOING):
        record, wanted, outcomes = bring_back(_still_kept(chosen, ports), ports, emit)
        make_sure(record, wanted, ports, emit)
    return RestoreResult(
        up=result_of(record, wanted, ports, outcomes, time.monotonic() - began),
        what=f"the {' and the '.join(chosen.what)} that {_by_what(chosen.record)}",
        at=chosen.record.at,
        whole=chosen.record.workspace is not None,
        earlier=chosen.earlier,
        replaced=_replaced(record.name, at, ports),
    )


def _replaced(name: str, since: float, ports: Ports) -> Kept | None:
    """What was put away to make room, in this command."""
    found = all_kept(ports, name)
    return found[0] if found and found[0].record.at >= since else None


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


def _undo(
    record: SandboxRecord, ports: Ports, emit: Emit
) -> tuple[tuple[StepOutcome, ...], str] | None:
    """(what was done, what came back); None where there is nothing to go back to in the server.

    It waits for nobody: after another `restore` it would undo what that has just brought back.
    """
    with ports.locks.hold(record.name, seconds=AT_ONCE, doing=DOING):
        record = still_there(record.name, ports)
        wanted = read_wanted(record, ports)
        observed = observe(wanted, ports)
        shut_off(observed, wanted.stack, ports)
        refuse_open(observed)
        state = observed.database_state
        if state is None or not state.can_undo:
            return None
        plan = plan_return(wanted.spec, wanted.stack, observed, UNDO)
        outcomes = carry_out(plan, ports, emit, record.name)
        what = went_back(record.name, state, ports)
        make_sure_still(record, wanted, ports, emit)
        ports.registry.note(record.name, "restore", what)
        return outcomes, what


def _candidates(
    name: str | None, running: SandboxRecord | None, ports: Ports, which: str | None
) -> list[Kept]:
    """Of the sandbox that is meant; where none was named and it has nothing, of any."""
    wanted = running.name if running else name
    found = all_kept(ports, wanted) or (all_kept(ports) if name is None else [])
    if not found:
        if running and which is not None and _can_undo(running, ports):
            raise errors.NotFound(
                f"nothing of {running.name} is put away, so there is no number {which}",
                "`sandbox restore` alone brings the data from before the last reset",
            )
        near = nearest(name, ports) if name is not None and running is None else None
        raise errors.NotFound(
            f"nothing was kept of {wanted}" if wanted else "nothing was kept",
            f"did you mean `{near}`?" if near else "`sandbox list` shows what there is",
        )
    return found


def _can_undo(record: SandboxRecord, ports: Ports) -> bool:
    """Whether a reset put data aside that is still in the server."""
    state = observe(read_wanted(record, ports), ports).database_state
    return state is not None and state.can_undo


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
