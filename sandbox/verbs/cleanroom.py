"""A clean copy of exactly what is handed over: it is built, migrated, asked, and tested."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects.jobs import run_job
from sandbox.events import Emit, StepFinished, StepStarted
from sandbox.model.handover.merging import Tip
from sandbox.model.names import SandboxName
from sandbox.model.records import SandboxRecord
from sandbox.model.stack import LIVE, job_environment
from sandbox.ports import Ports
from sandbox.ports.handover import Desk
from sandbox.review.finding import Tried
from sandbox.verbs.converge import tear_down
from sandbox.verbs.observe import Wanted, read_wanted
from sandbox.verbs.up import bring_up

LABEL = "check"
TEST_SECONDS = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """done: what worked, a line each; failed: what did not, None where everything did; tests: None
    where they were not run."""

    done: tuple[str, ...] = ()
    failed: errors.SandboxError | None = None
    tests: Tried | None = None


def try_in_clean_room(
    record: SandboxRecord,
    desk: Desk,
    base: Tip,
    branch: str,
    tests: tuple[str, ...],
    ports: Ports,
    emit: Emit,
) -> Room:
    """First the app as it is, then the work on its data; nothing of it stays behind."""
    room = _record(record, desk, base, ports)
    emit(StepStarted(key="room", doing="trying your work in a clean copy of the app"))
    began = time.monotonic()
    with _removed_afterwards(room, ports):
        outcome = _try(room, desk, branch, tests, ports)
    note = outcome.failed.message if outcome.failed else "; ".join(outcome.done)
    seconds = time.monotonic() - began
    emit(StepFinished(key="room", title="tried in a clean copy", seconds=seconds, note=note))
    return outcome


def _try(
    room: SandboxRecord, desk: Desk, branch: str, tests: tuple[str, ...], ports: Ports
) -> Room:
    done: tuple[str, ...] = ()
    try:
        bring_up(room, ports, _silent)
        ports.repositories.switch(Path(room.workspace), desk.folder, branch)
        wanted, outcomes = bring_up(room, ports, _silent)
        done = _in_words(outcomes)
        return Room(done=done, tests=_run_tests(room, wanted, tests, ports))
    except (errors.WorkFailed, errors.UsageError, errors.Refused) as error:
        return Room(done=done, failed=error)


def _in_words(outcomes: tuple[object, ...]) -> tuple[str, ...]:
    words = {getattr(one, "step").word for one in outcomes}  # noqa: B009
    done = ["it builds"] if "build" in words else []
    if "migrate" in words:
        done.append("its new migrations run on data of before")
    return (*done, "the app answers")


def _run_tests(
    room: SandboxRecord, wanted: Wanted, tests: tuple[str, ...], ports: Ports
) -> Tried | None:
    """The app's own, beside the app, on its data."""
    if not tests:
        return None
    job = replace(
        wanted.stack.app,
        name=wanted.stack.name.container("job"),
        role="job",
        command=tests,
        env=job_environment(wanted.spec, LIVE),
        aliases=("job",),
        restart=False,
        labels=tuple(sorted(wanted.stack.name.labels("job").items())),
    )
    began = time.monotonic()
    try:
        code, said = run_job(ports, job, seconds=TEST_SECONDS, beside=wanted.stack.app.name)
    except errors.MigrationFailed:
        return Tried(command=tests, code=None, said="", seconds=TEST_SECONDS)
    return Tried(command=tests, code=code, said=said, seconds=time.monotonic() - began)


def _record(record: SandboxRecord, desk: Desk, base: Tip, ports: Ports) -> SandboxRecord:
    label = f"{record.label}-{LABEL}" if record.label else LABEL
    name = SandboxName.of(app=record.app, user=record.user, label=label)
    room = replace(
        record,
        name=str(name),
        label=name.label,
        source=str(desk.folder),
        workspace=str(ports.files.home() / "rooms" / str(name)),
        branch=name.branch,
        base=base.branch,
        created=time.time(),
        used=time.time(),
    )
    known = ports.registry.get(room.name)
    if known and known.source != room.source:
        raise errors.UsageError(
            f"you have a sandbox {room.name}, whose name is needed for trying your work",
            f"put it away meanwhile: `sandbox down {room.name}`",
        )
    return room


@contextlib.contextmanager
def _removed_afterwards(room: SandboxRecord, ports: Ports) -> Iterator[None]:
    """Also what an earlier one left that was killed."""
    _remove(room, ports)
    try:
        yield
    finally:
        _remove(room, ports)


def _remove(room: SandboxRecord, ports: Ports) -> None:
    workspace = Path(room.workspace)
    if ports.registry.get(room.name):
        with contextlib.suppress(errors.SandboxError):
            tear_down(read_wanted(room, ports).stack, ports)
    ports.files.remove(workspace)
    ports.registry.remove(room.name)


def _silent(event: object) -> None:
    """Its steps are the tool's own affair."""
