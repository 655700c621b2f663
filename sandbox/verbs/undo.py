"""`sandbox undo` and `sandbox restore --at`: the code as it was at an earlier point."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.events import Emit
from sandbox.model.points import FIRST, Point, by_number, one_back, position
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.verbs.history import own
from sandbox.verbs.kept import all_kept
from sandbox.verbs.turn import still_there, waiting_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class WentBack:
    """to: the point whose files are there now; now: the point that records it, None where nothing
    had to change; left: files that stayed as they are, which no point could have brought back.

    forward: the number of the point that holds what was there until now; further: whether another
    `undo` finds something.
    """

    name: str
    workspace: str
    to: Point
    now: Point | None
    left: tuple[str, ...]
    forward: int | None
    further: bool

    @property
    def command(self) -> str | None:
        """What to type to come forward again."""
        return f"sandbox restore {self.name} --at {self.forward}" if self.forward else None


def undo(name: str | None, here: Path, ports: Ports, emit: Emit) -> WentBack:
    """One step back from the present state, each time one further. Raises NotFound."""
    named = own(name, here, ports).name
    with waiting_turn(named, ports, emit, doing="`sandbox undo`"):
        record = still_there(named, ports)
        points = _recorded(record, "undo", ports)
        target = one_back(points)
        if target is None:
            raise errors.NotFound(
                f"there is nothing to undo: the code of {record.name} is as it was first recorded",
                f"`sandbox history {record.name}` shows all there is",
            )
        return _go(record, target, "undo", points, ports)


def go_to(name: str | None, which: str, here: Path, ports: Ports, emit: Emit) -> WentBack | None:
    """To any point, by its number or time; None where something that was put away is meant."""
    try:
        record = own(name, here, ports)
    except errors.NotFound:
        return None
    if not Path(record.workspace).is_dir():
        return None
    target = _chosen(record, which.strip(), ports)
    if target is None:
        return None
    with waiting_turn(record.name, ports, emit, doing="`sandbox restore`"):
        record = still_there(record.name, ports)
        return _go(record, target, "restore", _recorded(record, "restore", ports), ports)


def _recorded(record: SandboxRecord, verb: str, ports: Ports) -> list[Point]:
    """The points, once the present state is one of them: here nothing goes on without."""
    folder = Path(record.workspace)
    ports.points.record(folder, verb)
    return ports.points.points(folder)


def _go(
    record: SandboxRecord, target: Point, verb: str, points: list[Point], ports: Ports
) -> WentBack:
    folder, before = Path(record.workspace), position(points)
    now: Point | None = None
    left: tuple[str, ...] = ()
    if position(points) != target.number:
        now, left = ports.points.go(folder, target.number, verb)
        ports.files.share(folder)
        points = ports.points.points(folder)
        ports.registry.note(record.name, verb, f"code as at {target.number}")
    return WentBack(
        name=record.name,
        workspace=record.workspace,
        to=target,
        now=now,
        left=left,
        forward=_forward(points, target, before) if now else None,
        further=one_back(points) is not None,
    )


def _forward(points: list[Point], target: Point, before: int) -> int:
    """From where one began to go back; where one has just come there again, from where one came."""
    began = points[1].number if len(points) > 1 else before
    return before if began == target.number else began


def _chosen(record: SandboxRecord, which: str, ports: Ports) -> Point | None:
    """Raises NotFound, UsageError where several were recorded then."""
    points = ports.points.points(Path(record.workspace))
    if which.isdecimal():
        number = int(which)
        found = by_number(points, number)
        if found is None and number >= FIRST and len(all_kept(ports, record.name)) < number:
            raise errors.NotFound(
                f"there is no point {number} of {record.name}",
                f"`sandbox history {record.name}` shows those that there are",
            )
        return found
    if any(_fits(item.record.at, which) for item in all_kept(ports, record.name)):
        return None
    fitting = [one for one in points if _fits(one.at, which)]
    if len(fitting) > 1:
        numbers = ", ".join(str(one.number) for one in fitting)
        raise errors.UsageError(f"several points are of then: {numbers}", "take one by its number")
    return fitting[0] if fitting else None


def _fits(at: float, which: str) -> bool:
    """Spelt as `sandbox list` and `sandbox history --json` do, or the beginning of that."""
    local, utc = time.localtime(at), time.gmtime(at)
    spellings = (
        time.strftime("%Y-%m-%d %H:%M:%S", local),
        time.strftime("%H:%M:%S", local),
        time.strftime("%Y-%m-%dT%H:%M:%SZ", utc),
    )
    return bool(which) and any(spelling.startswith(which) for spelling in spellings)
