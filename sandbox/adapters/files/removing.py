"""Folders removed without following a link, whatever was written in them and is swapped there."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sandbox.adapters.beneath import DEEPEST, open_folder

_numbers = itertools.count()


def remove(folder: Path) -> None:
    """What cannot be removed stays; so does what is no folder."""
    with suppress(OSError):
        with _top(folder) as top:
            before: list[str] = []
            while (names := sorted(os.listdir(top))) and names != before:
                before = names
                _empty(top, top, depth=1)
        folder.rmdir()


def remove_empty(folder: Path) -> None:
    """The folders in it that hold nothing but such folders, and the folder itself."""
    with suppress(OSError):
        with _top(folder) as top:
            _prune(top, depth=1)
        folder.rmdir()


def holds_nothing(folder: Path) -> bool:
    """Whether there is nothing in it but empty folders. Raises OSError where one may not look."""
    with _top(folder) as top:
        return _is_bare(top, depth=1)


def _empty(folder: int, top: int, *, depth: int) -> None:
    """A folder that is too far down is taken up to the top, which is gone through once more."""
    for name, is_folder in _entries(folder):
        with suppress(OSError):
            if not is_folder:
                os.unlink(name, dir_fd=folder)
            elif depth >= DEEPEST:
                os.rename(name, f".deep-{next(_numbers)}", src_dir_fd=folder, dst_dir_fd=top)
            else:
                with _opened(name, folder) as inner:
                    _empty(inner, top, depth=depth + 1)
                os.rmdir(name, dir_fd=folder)


def _prune(folder: int, *, depth: int) -> None:
    for name, is_folder in _entries(folder):
        if is_folder and depth < DEEPEST:
            with suppress(OSError):  # Docker's own folders are root's
                with _opened(name, folder) as inner:
                    _prune(inner, depth=depth + 1)
                os.rmdir(name, dir_fd=folder)


def _is_bare(folder: int, *, depth: int) -> bool:
    for name, is_folder in _entries(folder):
        if not is_folder or depth >= DEEPEST:
            return False
        with _opened(name, folder) as inner:
            if not _is_bare(inner, depth=depth + 1):
                return False
    return True


def _entries(folder: int) -> list[tuple[str, bool]]:
    with os.scandir(folder) as entries:
        return [(one.name, one.is_dir(follow_symlinks=False)) for one in entries]


@contextmanager
def _opened(name: str, within: int) -> Iterator[int]:
    """The folder, its owner given all rights in it where they lacked."""
    try:
        opened = open_folder(name, within)
    except PermissionError:
        _give_way(name, within)
        opened = open_folder(name, within)
    try:
        mode = os.fstat(opened).st_mode
        if mode & stat.S_IRWXU != stat.S_IRWXU:
            with suppress(OSError):
                os.fchmod(opened, stat.S_IMODE(mode) | stat.S_IRWXU)
        yield opened
    finally:
        os.close(opened)


def _give_way(name: str, within: int) -> None:
    """What may not be opened is held by a descriptor that cannot read, and given rights by it."""
    flags = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    held = os.open(name, flags, dir_fd=within)
    try:
        Path(f"/proc/self/fd/{held}").chmod(stat.S_IRWXU)
    finally:
        os.close(held)


@contextmanager
def _top(folder: Path) -> Iterator[int]:
    """The folder itself, in one that is trusted."""
    parent = os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with _opened(folder.name, parent) as top:
            yield top
    finally:
        os.close(parent)
