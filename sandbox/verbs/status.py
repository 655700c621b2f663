"""`sandbox status` and `sandbox list`: what runs, what it costs, what is not handed over."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import pages
from sandbox.model.observed import Observed, ObservedContainer
from sandbox.model.pages import Failing
from sandbox.model.records import SandboxRecord, Work
from sandbox.model.steps import MakeSpare
from sandbox.model.up import plan_up
from sandbox.model.walls.guard import in_words
from sandbox.model.walls.mending import walls
from sandbox.ports import Ports
from sandbox.verbs.kept import Kept, all_kept
from sandbox.verbs.locate import find, name_of
from sandbox.verbs.observe import look
from sandbox.verbs.reviewing import Reviewed, reviewed
from sandbox.verbs.sides import tables_differ
from sandbox.verbs.up import address, mail_address
from sandbox.verbs.wayout import WayOut, way_out

NO_UNDO = (False, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxStatus:
    """state: running, silent (does not answer), partly, stopped, absent, broken or away.

    since: Unix seconds; memory, disk: bytes; differs: (what, why) where the workspace and what
    runs are not the same; problem: why the workspace cannot be read, nothing reaches the app or
    something is open; failing: a page that fails; kept: what can be restored; scenario: None for
    the usual data; older: whether the data to go back to is of other tables;
    review: of the work handed over, None where none was;
    egress: None where the app may reach nothing outside; mail: where it is shown,
    None without a catcher; sends_mail: whether the app seems to send any.
    """

    name: str
    state: str
    url: str
    workspace: str
    branch: str
    since: float | None
    memory: int
    disk: int
    work: Work | None
    differs: tuple[tuple[str, str], ...]
    can_undo: bool
    older: bool = False
    problem: str | None = None
    failing: Failing | None = None
    kept: tuple[Kept, ...] = ()
    scenario: str | None = None
    egress: WayOut | None = None
    mail: str | None = None
    sends_mail: bool = False
    review: Reviewed | None = None


def status(name: str | None, here: Path, ports: Ports) -> SandboxStatus:
    """One sandbox."""
    record = find(name, here, ports)
    found = _status(record, ports, ask=True)
    return replace(found, kept=tuple(all_kept(ports, record.name)))


def statuses(ports: Ports) -> list[SandboxStatus]:
    """All sandboxes of the person, by name; behind them those that were put away."""
    mine = sorted(
        (one for one in ports.registry.all() if one.user == ports.user), key=lambda one: one.name
    )
    found = all_kept(ports)
    by_name = {one.record.name: one.record.record for one in reversed(found)}
    away = [by_name[name] for name in sorted(by_name.keys() - {one.name for one in mine})]
    with ThreadPoolExecutor(max_workers=4) as pool:
        here = list(pool.map(lambda record: _status(record, ports), mine))
    return [
        replace(one, kept=tuple(item for item in found if item.record.name == one.name))
        for one in (*here, *(_away(record) for record in away))
    ]


def _away(record: SandboxRecord) -> SandboxStatus:
    """One that was put away: only what was kept of it is there."""
    return SandboxStatus(
        name=record.name,
        state="away",
        url="",
        workspace=record.workspace,
        branch=record.branch,
        since=None,
        memory=0,
        disk=0,
        work=None,
        differs=(),
        can_undo=False,
    )


def _status(record: SandboxRecord, ports: Ports, *, ask: bool = False) -> SandboxStatus:
    """ask: whether a review's host is asked, which may take a while."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        containers = ports.engine.containers({"sandbox.name": record.name})
        usage = pool.submit(ports.engine.usage, [one.name for one in containers if one.running])
        work = pool.submit(_work, record, ports)
        review = pool.submit(lambda: reviewed(record, work.result(), ports, ask=ask))
        egress = pool.submit(way_out, containers, ports)
        seen = pool.submit(_look_at_app, record, containers, ports)
        differs, (undo, older), problem = _differences(record, containers, ports)
        used = usage.result()
        answers, failing, unreachable = seen.result()
    return SandboxStatus(
        name=record.name,
        state=_state(containers, answers=answers),
        url=address(record, ports),
        workspace=record.workspace,
        branch=record.branch,
        since=min((one.created for one in containers), default=None),
        memory=sum(one.memory for one in used.values()),
        disk=sum(one.disk for one in used.values()),
        work=work.result(),
        review=review.result(),
        differs=differs,
        can_undo=undo,
        older=older,
        problem=problem or unreachable,
        failing=failing,
        scenario=record.scenario,
        egress=egress.result(),
        mail=mail_address(record, ports) if any(one.role == "mail" for one in containers) else None,
        sends_mail=any(one.labels.get("sandbox.mail") for one in containers),
    )


def _look_at_app(
    record: SandboxRecord, containers: list[ObservedContainer], ports: Ports
) -> tuple[bool, Failing | None, str | None]:
    """(whether the app says anything at all, a page that fails, why nothing reaches the app).

    One that reloads itself runs on with broken code.
    """
    running = next((one.name for one in containers if one.role == "app" and one.running), None)
    if running is None:
        return False, None, None
    page = pages.first_page(name_of(record).host, ports, seconds=1)
    if page:
        return True, pages.failing(running, page, ports), None
    elsewhere = pages.unreachable(running, ports)
    return False, None, f"nothing reaches the app: {elsewhere[0]}" if elsewhere else None


def _state(containers: list[ObservedContainer], *, answers: bool) -> str:
    wanted = [one for one in containers if one.role in ("app", "database")]
    if not wanted:
        return "absent"
    if any(one.state == "restarting" for one in wanted):
        return "broken"
    running = [one for one in wanted if one.running]
    if len(running) == 2:
        return "running" if answers else "silent"
    return "partly" if running else "stopped"


def _work(record: SandboxRecord, ports: Ports) -> Work | None:
    folder = Path(record.workspace)
    try:
        return None if ports.files.is_absent(folder) else ports.repositories.work(folder)
    except errors.SandboxError:
        return None


def _differences(
    record: SandboxRecord, containers: list[ObservedContainer], ports: Ports
) -> tuple[tuple[tuple[str, str], ...], tuple[bool, bool], str | None]:
    """(what `up` would do and why, whether there is data to go back to and whether it is of other
    tables, what is wrong).

    A folder that is gone is nothing to compare with; that there is no work says it.
    """
    if ports.files.is_absent(Path(record.workspace)):
        return (), NO_UNDO, None
    try:
        wanted, observed = look(record, ports)
    except errors.EngineDown:
        raise
    except errors.SandboxError as error:
        return (), NO_UNDO, error.message
    if not containers:
        return (), NO_UNDO, None
    steps = plan_up(wanted.spec, wanted.stack, observed, workspace=record.workspace)
    shown = tuple(
        (f"{step.word} {step.subject}", step.why)
        for step in steps
        if not isinstance(step, MakeSpare)
    )
    state = observed.database_state
    undo = (state.can_undo, tables_differ(state)) if state else NO_UNDO
    return shown, undo, _open(observed)


def _open(observed: Observed) -> str | None:
    found = walls(observed)
    return (
        f"it is not closed any more: {in_words(found)}; `sandbox up` closes it" if found else None
    )


def age(since: float | None) -> str:
    """ "3 minutes" and the like."""
    if since is None:
        return "-"
    seconds = max(0, time.time() - since)
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {word}{'s' if count > 1 else ''}"
    return "less than a minute"
