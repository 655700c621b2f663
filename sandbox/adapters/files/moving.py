"""Folders out of the way, also those that are set to be read only."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path


def is_movable(folder: Path) -> bool:
    """Whether `move` can take it out of its place; also for what is not there."""
    if folder.is_symlink() or not folder.exists():
        return True
    return os.access(folder.parent, os.W_OK | os.X_OK) and _may_open(folder)


def _may_open(folder: Path) -> bool:
    """Whether one may write in the folder, or may give oneself the right to."""
    if os.access(folder, os.W_OK | os.X_OK):
        return True
    read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
    return not read_only and folder.stat().st_uid == os.getuid()


def move(source: Path, target: Path) -> None:
    """The folders that lead to `target` are made; what is moved stays as it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(source.lstat().st_mode)
    closed = source.is_dir() and not source.is_symlink() and not mode & stat.S_IWUSR
    if closed:
        source.chmod(mode | stat.S_IRWXU)  # a folder that moves is written in: its ".."
    try:
        source.rename(target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EBUSY):
            raise
        shutil.copytree(source, target, symlinks=True)
        remove(source)
    if closed:
        target.chmod(mode)


def remove(folder: Path) -> None:
    """What cannot be removed stays."""
    shutil.rmtree(folder, onerror=_open_and_retry)


def _open_and_retry(call: Callable[..., object], path: str, _: object) -> None:
    with contextlib.suppress(OSError):
        for folder in (os.path.dirname(path), path):
            if os.path.isdir(folder) and not os.path.islink(folder):
                os.chmod(folder, os.stat(folder).st_mode | stat.S_IRWXU)
        if call in (os.unlink, os.rmdir):
            call(path)
        elif os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
