"""Locks that a killed process lets go of by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sandbox import errors


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
        try:
            lock = FileLock(self._folder / f"{name}.lock")
            lock.acquire(timeout=seconds, poll_interval=0.05)
        except Timeout as error:
            other = note.read_text().strip() if note.exists() else "another command"
            raise errors.Busy(
                f"{name} is busy: {other} works on it right now",
                "wait until it is done (or press Ctrl-C where it runs), then try again",
            ) from error
        try:
            note.write_text(doing)
            yield
        finally:
            note.unlink(missing_ok=True)
            lock.release()
