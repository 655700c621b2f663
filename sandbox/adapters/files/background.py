"""A process that goes on when its command has ended."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import shutil
import signal
import warnings
from collections.abc import Callable
from pathlib import Path

from sandbox.adapters.files.scratch import own_folder

NICENESS = 10


class Forked:
    """This process once more, without the start of a new interpreter.

    home: the tool's own folder; in its `locks` one file a name, held as long as the process lives.
    """

    def __init__(self, home: Path) -> None:
        self._home = home

    def begin(self, name: str, work: Callable[[], None]) -> bool:
        """Whoever calls waits for nothing: neither its output nor its end."""
        folder = self._home / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{name}.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            child = _fork()
            if child:
                os.waitpid(child, 0)
                return True
            _in_the_child(lambda: self._work(work, lock.fileno()))
        return True

    def _work(self, work: Callable[[], None], lock: int) -> None:
        os.setsid()
        if _fork():
            return
        _leave_all(lock)
        try:
            work()
        finally:
            if own_folder.cache_info().currsize:
                shutil.rmtree(own_folder(self._home), ignore_errors=True)


def _fork() -> int:
    with warnings.catch_warnings():  # of threads, none of which goes along or is waited for
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _in_the_child(work: Callable[[], None]) -> None:
    """Nothing that the parent meant to do at its end is done a second time."""
    try:
        work()
    finally:
        os._exit(0)


def _leave_all(lock: int) -> None:
    """Of the parent's terminal, files, connections and settings nothing is held on to."""
    gc.freeze()  # what held the files must not close those that come to have their numbers
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    for opened in _open_files():
        if opened > 2 and opened != lock:
            with contextlib.suppress(OSError):
                os.close(opened)
    os.chdir("/")
    os.nice(NICENESS)
    with contextlib.suppress(OSError):  # what a list of processes shows
        Path("/proc/self/comm").write_text("sandbox-watch")


def _open_files() -> list[int]:
    for folder in ("/proc/self/fd", "/dev/fd"):
        with contextlib.suppress(OSError):
            return [int(name) for name in os.listdir(folder) if name.isdigit()]
    return list(range(256))
