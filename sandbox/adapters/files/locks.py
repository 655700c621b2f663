"""Locks that a killed process lets go of by itself.

`flock` as it is: what a library adds (Windows, asyncio) is not needed, and loading it would take
a tenth of what a `sandbox reset` may take.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sandbox import errors

POLL = 0.05


class FileLocks:
    """One file a lock, held by the operating system for as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def hold(self, name: str, *, seconds: float, doing: str) -> Iterator[None]:
        """Hold the lock `name`. doing: what to tell those who wait.

        Raises Busy where another process holds it longer than `seconds`.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        note = self._folder / f"{name}.doing"
        with (self._folder / f"{name}.lock").open("a") as lock:
            if not _locked(lock, seconds):
                other = _read(note) or "another command"
                raise errors.Busy(
                    f"{name} is busy: {other} works on it right now",
                    "wait until it is done (or press Ctrl-C where it runs), then try again",
                )
            note.write_text(doing)
            try:
                yield
            finally:
                note.unlink(missing_ok=True)


def _read(note: Path) -> str:
    try:
        return note.read_text().strip()
    except FileNotFoundError:  # let go in this moment
        return ""


def _locked(lock: IO[str], seconds: float) -> bool:
    """Whether the lock was had in time; it goes with the open file."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL)
        else:
            return True
