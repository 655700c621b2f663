"""`sandbox promote`: the work becomes a reviewed pull request."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.model.handover.change import Change
from sandbox.model.handover.naming import Author, commit_message, review_branch
from sandbox.model.handover.request import Handed, Published, PullRequest
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.ports.handover import Desk
from sandbox.review.all_checks import blocks, by_weight, check_all
from sandbox.review.finding import Checked, Facts, Finding
from sandbox.review.text import Handover, body
from sandbox.verbs.cleanroom import Room, try_in_clean_room
from sandbox.verbs.desk import Ready, meet, refuse_collisions, take_work
from sandbox.verbs.evidence import Settings, facts_of, room_checked, settings_of
from sandbox.verbs.handed import author_of, last_handed, remember
from sandbox.verbs.locate import find
from sandbox.verbs.owner import refuse_anothers_record
from sandbox.verbs.prove import last_proof
from sandbox.verbs.turn import still_there, waiting_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What was asked. title: None where it is to stay what it was; author: "Name <address>"."""

    here: Path
    name: str | None = None
    title: str | None = None
    about: str | None = None
    author: str | None = None
    anyway: bool = False
    dry_run: bool = False


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
        last, author = last_handed(name, ports), author_of(asked.author, ports)
        title, about = _words(asked, last)
        branch = last.branch if last else review_branch(record.user, title)
        desk = ports.desks.open(name, record.source)
        ready = _meet(record, desk, branch, last, author, ports, emit)
        if not asked.anyway:
            refuse_collisions(ready)
        message = commit_message(title, about, app=record.app, name=name)
        commit = desk.commit(ready.tree, ready.parents, message, author)
        change = desk.change(ready.base.commit, commit)
        _refuse_nothing(change, commit, desk, last)
        desk.name(branch, commit)
        settings = settings_of(desk, ready.base, commit)
        room = try_in_clean_room(record, desk, ready.base, branch, settings.tests, ports, emit)
        checked = _check(change, commit, desk, room, record, ports, emit)
        draft = bool(ready.collisions) or blocks(checked)
        text = body(
            Handover(
                about=about,
                who=author.name,
                branch=branch,
                address=desk.remote,
                change=change,
                checked=checked,
                collisions=ready.collisions,
                room=room.done,
                proof=last_proof(name, ports),
            )
        )
        published = None
        if not asked.dry_run:
            request = PullRequest(
                title=title, body=text, branch=branch, base=ready.base.branch, draft=draft
            )
            published = _publish(record, desk, commit, request, about, settings, last, ports, emit)
    return Promoted(
        name=name,
        branch=branch,
        commit=commit,
        base=ready.base.branch,
        published=published,
        checked=checked,
        text=text,
        draft=draft,
        again=last is not None,
        seconds=time.monotonic() - began,
    )


def _words(asked: Handing, last: Handed | None) -> tuple[str, str]:
    """The title and what is said about it; those of the last time where nothing new was said."""
    title = asked.title if asked.title is not None else (last.title if last else "")
    about = asked.about if asked.about is not None else (last.about if last else "")
    first = " ".join(title.split())
    if not first:
        raise errors.UsageError(
            "what is it? The work needs a title",
            'say it in a few words: `sandbox promote -m "Shipment dashboard"`',
        )
    return first, about


def _meet(
    record: SandboxRecord,
    desk: Desk,
    branch: str,
    last: Handed | None,
    author: Author,
    ports: Ports,
    emit: Emit,
) -> Ready:
    emit(StepStarted(key="meet", doing="fetching the app's newest code"))
    began = time.monotonic()
    base = desk.fetch(record.base)
    ready = meet(desk, take_work(record, desk, ports), base, branch, last, author)
    seconds = time.monotonic() - began
    files = ", ".join(one.file for one in ready.collisions)
    note = f"both changed {files}" if files else None
    emit(StepFinished(key="meet", title="met the app's newest code", seconds=seconds, note=note))
    return ready


def _refuse_nothing(change: Change, commit: str, desk: Desk, last: Handed | None) -> None:
    if not change.files:
        raise errors.UsageError(
            "there is nothing to hand over: your copy is as the app is",
            "change something in it first; `sandbox status` shows what is changed",
        )
    if (
        last
        and desk.tip(last.branch) == last.commit
        and desk.tree(last.commit) == desk.tree(commit)
    ):
        raise errors.UsageError(
            "there is nothing new to hand over: the review has it all",
            f"look at it: {last.url}",
        )


def _check(
    change: Change,
    commit: str,
    desk: Desk,
    room: Room,
    record: SandboxRecord,
    ports: Ports,
    emit: Emit,
) -> tuple[Checked, ...]:
    emit(StepStarted(key="check", doing="looking through the change"))
    began = time.monotonic()
    facts: Facts = facts_of(change, commit, desk, room, record, ports)
    checked = (room_checked(room), *check_all(change, facts))
    seconds = time.monotonic() - began
    emit(StepFinished(key="check", title="looked through", seconds=seconds))
    return checked


def _publish(
    record: SandboxRecord,
    desk: Desk,
    commit: str,
    request: PullRequest,
    about: str,
    settings: Settings,
    last: Handed | None,
    ports: Ports,
    emit: Emit,
) -> Published:
    emit(StepStarted(key="hand", doing="handing it over"))
    began = time.monotonic()
    desk.push(commit, request.branch)
    known = last.number if last else None
    published = ports.hosts.publish(
        desk.remote, request, known, said=settings.host, api=settings.api
    )
    handed = Handed(
        title=request.title,
        about=about,
        branch=request.branch,
        commit=commit,
        url=published.url,
        number=published.number,
        at=time.time(),
    )
    remember(record.name, handed, ports)
    ports.registry.note(record.name, "promote", request.branch)
    emit(StepFinished(key="hand", title="handed over", seconds=time.monotonic() - began))
    return published
