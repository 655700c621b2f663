"""A folder of a process's own for what it needs in passing.

A command that is killed cannot tidy up: the next one does it. The folder is locked for as long as
its process lives, so nobody has to guess from a number whether that is still there.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "tmp"


@functools.cache
def own_folder(home: Path) -> Path:
    """This process's, under `home`; gone when it ends."""
    parent = home / FOLDER
    parent.mkdir(parents=True, exist_ok=True)
    while True:
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=f"{os.getpid()}-"))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
        if folder.exists():
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            return folder
        os.close(held)  # swept in the moment between the two


os.register_at_fork(after_in_child=own_folder.cache_clear)  # it goes with who made it


def left_over(home: Path) -> list[Path]:
    """The folders of processes that are gone."""
    with contextlib.suppress(FileNotFoundError):
        return [one for one in (home / FOLDER).iterdir() if one.is_dir() and not _held(one)]
    return []


def sweep(home: Path) -> None:
    """Remove what killed processes left. Costs one look into a folder where there is nothing."""
    for one in left_over(home):
        shutil.rmtree(one, ignore_errors=True)


def _held(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:  # its process ended in this moment
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
