"""What `down` and `reset` kept: all of it, and the one that is meant."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.effects import kept
from sandbox.events import Emit, Notice
from sandbox.model.records import KeptRecord
from sandbox.model.stack import LIVE, UNDO
from sandbox.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """number: counts from 1, the newest of a sandbox; when: local time, to the second.

    what: in words; waiting: whether its code is back already and only the data is not;
    earlier: whether it has data from before a reset, behind what was live.
    """

    number: int
    when: str
    what: tuple[str, ...]
    waiting: bool
    record: KeptRecord
    earlier: bool = False

    @property
    def command(self) -> str:
        """What to type to have exactly this one back."""
        return f"sandbox restore {self.record.name} --at {self.number}"

    @property
    def utc(self) -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.record.at))


def all_kept(ports: Ports, name: str | None = None) -> list[Kept]:
    """What was kept of the person's sandboxes, or of one of them, newest first."""
    counted: Counter[str] = Counter()
    found = []
    for one in ports.registry.kept(name):
        if one.record.user != ports.user or not _is_there(one, ports):
            continue
        counted[one.name] += 1
        found.append(
            Kept(
                number=counted[one.name],
                when=time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one.at)),
                what=_what(one, ports),
                waiting=bool(one.snapshot and kept.is_returning(Path(one.snapshot))),
                record=one,
                earlier=bool(one.snapshot and UNDO in kept.dumps(Path(one.snapshot))),
            )
        )
    return found


def _is_there(one: KeptRecord, ports: Ports) -> bool:
    """A `down` that was killed may have recorded what it did not move any more; a `restore` that
    was killed has moved the folder back already."""
    if one.workspace and Path(one.workspace).exists():
        return True
    data = Path(one.snapshot) if one.snapshot else None
    return data is not None and (kept.is_returning(data) or kept.holds_data(data, ports))


def _what(one: KeptRecord, ports: Ports) -> tuple[str, ...]:
    code = one.workspace is not None and Path(one.workspace).exists()
    words = ["code" if one.ref else "folder"] if code else []
    if one.snapshot and kept.holds_data(Path(one.snapshot), ports):
        dumps = kept.dumps(Path(one.snapshot))
        words.append("data" if LIVE in dumps or not dumps else "data from before a reset")
    return tuple(words)


def choose(found: list[Kept], which: str | None) -> Kept:
    """The newest, or the one that `which` names: its number, or when it was put away.

    found: not empty. Raises UsageError, NotFound.
    """
    if which is None:
        return found[0]
    names = sorted({one.record.name for one in found})
    if len(names) > 1:
        raise errors.UsageError(
            f"which sandbox? Something was kept of {', '.join(names)}",
            "type its name too: `sandbox restore NAME --at ...`",
        )
    fitting = [one for one in found if _fits(one, which.strip())]
    if len(fitting) > 1:
        times = ", ".join(f"{one.number} ({one.when})" for one in fitting)
        raise errors.UsageError(f"several were kept then: {times}", "take one by its number")
    if not fitting:
        if which.strip().isdecimal():
            there = ", ".join(str(one.number) for one in found)
            raise errors.NotFound(
                f"there is no number {which.strip()}; there are: {there}",
                "`sandbox list` shows what each of them holds",
            )
        raise errors.NotFound(
            f"nothing was kept of {names[0]} that is called {which!r}",
            "`sandbox list` shows the numbers and times that there are",
        )
    return fitting[0]


def _fits(one: Kept, which: str) -> bool:
    if which.isdecimal():
        return one.number == int(which)
    spellings = (one.when, one.when.split()[1], one.utc)
    return any(spelling.startswith(which) for spelling in spellings if which)


def waiting(name: str, ports: Ports) -> Kept | None:
    """Data of the sandbox that a `restore` was about to bring back when it failed."""
    return next((one for one in all_kept(ports, name) if one.waiting), None)


def say_what_waits(name: str, ports: Ports, emit: Emit) -> None:
    """After an `up` that follows a failed `restore`, the data is as new: that has to be said."""
    one = waiting(name, ports)
    if one:
        emit(Notice(text=f"Your data of {one.when} is not back yet: `{one.command}` brings it."))
