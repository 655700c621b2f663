"""What goes on beside the sandboxes: whenever their files were quiet for a while, a point."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import errors
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports

LOOKS = 4
"""Looks at the files within the time that they have to be quiet for."""
PATIENCE = 10
"""Times that long, and files that are never quiet are recorded all the same."""
SHARE = 0.01
"""Of one processor, which looks are to take; they are further apart where they cost more."""
ENGINE_EVERY = 60.0
"""Seconds between two questions to Docker whether anything runs."""
MISSED = 2
"""Answers that nothing runs, after which nobody looks any more: one may be restarting."""


@dataclass(slots=True)
class _Unsaved:
    """mark: of what is not recorded; since: when it was first seen so; first: when any was."""

    mark: str
    since: float
    first: float


@dataclass(slots=True)
class Watch:
    """quiet: seconds; clock, sleep: in seconds, a test's own where it does not want to wait."""

    ports: Ports
    quiet: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _unsaved: dict[str, _Unsaved] = field(default_factory=dict)
    _asked: float = 0.0
    _missed: int = 0

    def run(self) -> None:
        """Until no sandbox of this home runs any more, or the home is gone."""
        home = self.ports.files.home()
        workspaces = self.ports.files.workspace("any").parent
        while home.exists():
            began = _spent()
            try:
                mine = [one for one in self.ports.registry.all() if _is_in(workspaces, one)]
                if not mine or not self._runs(mine):
                    return
                self.ports.registry.close()
                self.look(mine)
            except (errors.SandboxError, OSError):
                pass  # whatever it was, it may be over when one looks again
            pause = min((_spent() - began) / SHARE, self.quiet)
            self.sleep(max(self.quiet / LOOKS, pause))

    def look(self, records: list[SandboxRecord]) -> None:
        """Record those whose files were quiet for long enough."""
        for record in records:
            folder, now = Path(record.workspace), self.clock()
            try:
                mark = self.ports.points.mark(folder) if folder.is_dir() else ""
                if self._is_due(record.name, mark, now):
                    self.ports.points.record(folder, "watch")
                    del self._unsaved[record.name]
            except (errors.SandboxError, OSError):
                continue  # another sandbox's files may be read

    def _is_due(self, name: str, mark: str, now: float) -> bool:
        known = self._unsaved.get(name)
        if not mark:
            self._unsaved.pop(name, None)
            return False
        if known is None or known.mark != mark:
            self._unsaved[name] = _Unsaved(mark, now, known.first if known else now)
        known = self._unsaved[name]
        return now - known.since >= self.quiet or now - known.first >= PATIENCE * self.quiet

    def _runs(self, records: list[SandboxRecord]) -> bool:
        """Whether any of them does; asked now and then, and again before it is believed."""
        now = self.clock()
        if now - self._asked < ENGINE_EVERY and self._asked:
            return True
        self._asked = now
        try:
            found = self.ports.engine.containers({"sandbox.name": ""})
        except errors.SandboxError:  # that Docker is away says nothing of the person's work
            return True
        running = {one.labels.get("sandbox.name") for one in found if one.running}
        self._missed = 0 if running & {one.name for one in records} else self._missed + 1
        return self._missed < MISSED


def _is_in(workspaces: Path, record: SandboxRecord) -> bool:
    """A shared registry knows sandboxes of other homes as well."""
    return Path(record.workspace).parent == workspaces


def _spent() -> float:
    """Seconds of processor that this process and what it started took."""
    return sum(os.times()[:4])
