"""Locks that a killed process lets go of by itself.

`flock` as it is: what a library adds (Windows, asyncio) is not needed, and loading it would take
a tenth of what a `sandbox reset` may take.
"""

from __future__ import annotations

import contextlib
import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sandbox import errors
from sandbox.adapters.files.scratch import sweep

POLL = 0.05
COMMON = frozenset({"gateway"})  # one gateway for all people of an engine


class FileLocks:
    """One file a lock, held by the operating system for as long as the process lives.

    folder: this person's; shared: for what all people of the machine have in common.
    """

    def __init__(self, folder: Path, shared: Path | None = None) -> None:
        self._folder = folder
        self._shared = shared or folder

    @contextmanager
    def hold(self, name: str, *, seconds: float, doing: str) -> Iterator[None]:
        """Hold the lock `name`. doing: what to tell those who wait.

        Raises Busy where another process holds it longer than `seconds`.
        """
        folder = self._shared if name in COMMON else self._folder
        _make(folder, common=name in COMMON)
        note = folder / f"{name}.doing"
        with _opened(folder / f"{name}.lock", common=name in COMMON) as lock:
            if not _locked(lock, seconds):
                other = _read(note) or "another command"
                raise errors.Busy(
                    f"{name} is busy: {other} works on it right now",
                    "wait until it is done (or press Ctrl-C where it runs), then try again",
                )
            with contextlib.suppress(PermissionError):  # somebody else's, who was killed
                note.write_text(doing)
            sweep(self._folder.parent)
            try:
                yield
            finally:
                with contextlib.suppress(PermissionError):
                    note.unlink(missing_ok=True)


def _make(folder: Path, *, common: bool) -> None:
    if folder.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if common:
        folder.chmod(0o1777)


def _opened(path: Path, *, common: bool) -> IO[str]:
    """Not created anew where it is: the kernel forbids that for others' files in such a folder."""
    with contextlib.suppress(FileNotFoundError):
        return path.open("r")
    file = path.open("a")
    if common:
        path.chmod(0o644)
    return file


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
