"""`sandbox promote`: the work becomes a reviewed pull request."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sandbox import errors
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.model.handover.change import Change
from sandbox.model.handover.naming import commit_message
from sandbox.model.handover.request import Published, PullRequest
from sandbox.ports import Ports
from sandbox.review.all_checks import blocks, by_weight, check_all
from sandbox.review.finding import Checked, Finding
from sandbox.review.text import Handover, body
from sandbox.verbs.cleanroom import Room, try_in_clean_room
from sandbox.verbs.desk import Ready, meet, refuse_collisions, take_work
from sandbox.verbs.evidence import facts_of, room_checked, settings_of
from sandbox.verbs.handing import Handing, Way, hand_over, way_of
from sandbox.verbs.locate import find
from sandbox.verbs.owner import refuse_anothers_record
from sandbox.verbs.prove import last_proof
from sandbox.verbs.saving import save
from sandbox.verbs.turn import still_there, waiting_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Promoted:
    """published: None with --dry-run; again: it was handed over before; draft: not ready."""

    name: str
    branch: str
    commit: str
    base: str
    published: Published | None
    checked: tuple[Checked, ...]
    text: str
    draft: bool
    again: bool
    seconds: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        return by_weight(self.checked)


def promote(asked: Handing, ports: Ports, emit: Emit) -> Promoted:
    """Save, meet the newest of the app, try it in a clean copy, check it, hand it over."""
    began = time.monotonic()
    name = find(asked.name, asked.here, ports).name
    with waiting_turn(name, ports, emit, doing="`sandbox promote`"):
        record = still_there(name, ports)
        refuse_anothers_record(record, ports)
        save(record, "promote", ports, emit)
        way = way_of(asked, record, ports)
        ready = _meet(way, ports, emit)
        if not asked.anyway:
            refuse_collisions(ready)
        message = commit_message(way.title, way.about, app=record.app, name=name)
        commit = way.desk.commit(ready.tree, ready.parents, message, way.author)
        change = way.desk.change(ready.base.commit, commit)
        _refuse_nothing(change, commit, way)
        settings = settings_of(way.desk, ready.base, commit)
        way.desk.name(way.branch, commit)
        room = try_in_clean_room(
            record, way.desk, ready.base, way.branch, settings.tests, ports, emit
        )
        checked = _check(way, ready, change, commit, room, ports, emit)
        request = _request(way, ready, change, checked, room, ports)
        published = None
        if not asked.dry_run:
            published = hand_over(way, commit, request, settings, ports, emit)
    return Promoted(
        name=name,
        branch=way.branch,
        commit=commit,
        base=ready.base.branch,
        published=published,
        checked=checked,
        text=request.body,
        draft=request.draft,
        again=way.last is not None and bool(way.last.url),
        seconds=time.monotonic() - began,
    )


def _meet(way: Way, ports: Ports, emit: Emit) -> Ready:
    emit(StepStarted(key="meet", doing="fetching the app's newest code"))
    began = time.monotonic()
    base = way.desk.fetch(way.record.base)
    work = take_work(way.record, way.desk, ports)
    ready = meet(way.desk, work, base, way.branch, way.last, way.author)
    ready = replace(ready, left_out=way.desk.left_out(work))
    files = ", ".join(one.file for one in ready.collisions)
    note = f"both changed {files}" if files else None
    seconds = time.monotonic() - began
    emit(StepFinished(key="meet", title="met the app's newest code", seconds=seconds, note=note))
    return ready


def _refuse_nothing(change: Change, commit: str, way: Way) -> None:
    """Raises UsageError where the review would be as it is."""
    if not change.files:
        raise errors.UsageError(
            "there is nothing to hand over: your copy is as the app is",
            "change something in it first; `sandbox status` shows what is changed",
        )
    last, desk = way.last, way.desk
    if last is None or not last.url:
        return
    same = desk.tree(last.commit) == desk.tree(commit)
    if same and desk.tip(last.branch) == last.commit:
        raise errors.UsageError(
            "there is nothing new to hand over: the review has it all",
            f"look at it: {last.url}",
        )


def _check(
    way: Way,
    ready: Ready,
    change: Change,
    commit: str,
    room: Room,
    ports: Ports,
    emit: Emit,
) -> tuple[Checked, ...]:
    emit(StepStarted(key="check", doing="looking through the change"))
    began = time.monotonic()
    facts = facts_of(change, commit, way.desk, room, way.record, ports)
    facts = replace(facts, left_out=ready.left_out)
    checked = (room_checked(room), *check_all(change, facts))
    seconds = time.monotonic() - began
    emit(StepFinished(key="check", title="looked through", seconds=seconds))
    return checked


def _request(
    way: Way,
    ready: Ready,
    change: Change,
    checked: tuple[Checked, ...],
    room: Room,
    ports: Ports,
) -> PullRequest:
    """A draft where something has to be mended first."""
    text = body(
        Handover(
            about=way.about,
            who=way.author.name,
            branch=way.branch,
            address=way.desk.remote,
            change=change,
            checked=checked,
            collisions=ready.collisions,
            room=room.done,
            proof=last_proof(way.record.name, ports),
        )
    )
    return PullRequest(
        title=way.title,
        body=text,
        branch=way.branch,
        base=ready.base.branch,
        draft=bool(ready.collisions) or blocks(checked),
    )
