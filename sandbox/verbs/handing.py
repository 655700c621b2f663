"""Handing over: what is asked, by whom, on which branch; and the handing itself."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.model.handover.naming import Author, readable, review_branch
from sandbox.model.handover.request import Handed, Published, PullRequest
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.ports.handover import Desk
from sandbox.verbs.evidence import Settings
from sandbox.verbs.handed import author_of, last_handed, remember
from sandbox.verbs.reviewing import fingerprint


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
class Way:
    """One sandbox's work on its way. last: what was handed over before; seen: the fingerprint of
    the workspace as it is taken."""

    record: SandboxRecord
    desk: Desk
    branch: str
    title: str
    about: str
    author: Author
    last: Handed | None
    seen: str


def way_of(asked: Handing, record: SandboxRecord, ports: Ports) -> Way:
    """Raises UsageError where there is no title, or nobody that it is by."""
    last = last_handed(record.name, ports)
    title, about = _words(asked, last)
    author = author_of(asked.author, ports)
    work = ports.repositories.work(Path(record.workspace))
    desk = ports.desks.open(record.name, record.source)
    return Way(
        record=record,
        desk=desk,
        branch=last.branch if last else _free_branch(desk, record.user, title),
        title=title,
        about=about,
        author=author,
        last=last,
        seen=fingerprint(record, work, ports),
    )


def _free_branch(desk: Desk, user: str, title: str) -> str:
    """One that no other sandbox of the person handed its work over on."""
    names = (review_branch(user, title, number) for number in count(1))
    return next(name for name in names if desk.tip(name) is None)


def _words(asked: Handing, last: Handed | None) -> tuple[str, str]:
    """The title and what is said about it; those of the last time where nothing new was said."""
    title = asked.title if asked.title is not None else (last.title if last else "")
    about = asked.about if asked.about is not None else (last.about if last else "")
    first, about = readable(" ".join(title.split())), readable(about)
    if not first:
        raise errors.UsageError(
            "what is it? The work needs a title",
            'say it in a few words: `sandbox promote -m "Shipment dashboard"`',
        )
    return first, about


def hand_over(
    way: Way, commit: str, request: PullRequest, settings: Settings, ports: Ports, emit: Emit
) -> Published:
    """The branch first, then the pull request: killed in between, the next one goes on."""
    emit(StepStarted(key="hand", doing="handing it over"))
    began = time.monotonic()
    if way.last is None:  # the branch's name is ours from here on
        _remember(way, "", request, settings, None, ports)
    way.desk.push(commit, way.branch)
    _remember(way, commit, request, settings, way.last, ports)
    known = way.last.number if way.last else None
    published = ports.hosts.publish(
        way.desk.remote, request, known, said=settings.host, api=settings.api
    )
    _remember(way, commit, request, settings, published, ports)
    ports.registry.note(way.record.name, "promote", request.branch)
    emit(StepFinished(key="hand", title="handed over", seconds=time.monotonic() - began))
    return published


def _remember(
    way: Way,
    commit: str,
    request: PullRequest,
    settings: Settings,
    where: Published | Handed | None,
    ports: Ports,
) -> None:
    handed = Handed(
        title=request.title,
        about=way.about,
        branch=request.branch,
        commit=commit,
        url=where.url if where else "",
        number=where.number if where else None,
        at=time.time(),
        fingerprint=way.seen,
        host=settings.host,
        api=settings.api,
    )
    remember(way.record.name, handed, ports)
