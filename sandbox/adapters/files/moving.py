"""Folders out of the way, also those that are set to be read only."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

from sandbox.adapters.files.removing import remove


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
        shutil.copytree(source, target, symlinks=True, copy_function=_copy)
        remove(source)
    if closed:
        target.chmod(mode)


def _copy(source: str, target: str) -> str:
    """Pipes, sockets and devices hold nothing, and are left out."""
    if stat.S_ISREG(os.lstat(source).st_mode):
        shutil.copy2(source, target)
    return target
