"""The code is recorded before a command acts, so that there is a way back from whatever it does."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit, Notice
from sandbox.model.points import Point
from sandbox.model.records import SandboxRecord, Work
from sandbox.ports import Ports

NAMED = 3


def save(record: SandboxRecord, verb: str, ports: Ports, emit: Emit) -> Point | None:
    """Record the workspace where it changed. What fails here is said, and stops no command."""
    folder = Path(record.workspace)
    if ports.files.is_absent(folder):
        return None
    try:
        return ports.points.record(folder, verb)
    except (errors.SandboxError, OSError) as error:
        said = error.message if isinstance(error, errors.SandboxError) else str(error)
        emit(Notice(text=f"the code of {record.name} could not be recorded: {said}"))
        return None


@contextmanager
def saved_beside(record: SandboxRecord, verb: str, ports: Ports, emit: Emit) -> Iterator[None]:
    """The same while something is looked at that changes no file; done when that is."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(save, record, verb, ports, emit)
        yield


def points_of(record: SandboxRecord, ports: Ports) -> list[Point]:
    """Newest first; none where there is nothing that can be read."""
    try:
        return ports.points.points(Path(record.workspace))
    except errors.SandboxError:
        return []


def say_what_is_not_handed_over(work: Work | None, emit: Emit) -> None:
    """Before a command puts a sandbox away."""
    parts = []
    if work and work.changed:
        more = ", …" if len(work.changed) > NAMED else ""
        names = ", ".join(work.changed[:NAMED])
        count = len(work.changed)
        parts.append(f"{count} changed file{'s' if count > 1 else ''} ({names}{more})")
    if work and work.commits:
        parts.append(f"{work.commits} commit{'s' if work.commits > 1 else ''}")
    if parts:
        emit(Notice(text=f"not handed over yet, and kept: {' and '.join(parts)}"))
