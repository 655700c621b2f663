"""Letting a group write in a folder, while its members may already work there."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from sandbox.adapters.beneath import Folder, Found, open_any, walk


def share(folder: Path, account: int) -> None:
    """Give what is in it to the group `account`, whose own files stay as they are; `.git` too."""
    with Folder(folder) as top:
        _let_group_write(top.descriptor, account)
        for one in walk(top.descriptor, lambda path: path != ".git"):
            if one.path != ".git":
                _give(one, account)


def _give(found: Found, account: int) -> None:
    """What an assistant or the app removes or replaces by a link meanwhile is passed over."""
    with contextlib.suppress(FileNotFoundError):
        info = os.stat(found.name, dir_fd=found.within, follow_symlinks=False)
        if not _is_to_be_given(info, account):
            return
        opened = open_any(found.name, found.within)
        try:
            _let_group_write(opened, account)
        finally:
            os.close(opened)


def _is_to_be_given(info: os.stat_result, account: int) -> bool:
    """The other name of a file that has two may be outside the folder: it stays as it is."""
    if info.st_uid == account:
        return False
    return stat.S_ISDIR(info.st_mode) or (stat.S_ISREG(info.st_mode) and info.st_nlink == 1)


def _let_group_write(opened: int, account: int) -> None:
    info = os.fstat(opened)
    if not _is_to_be_given(info, account):
        return
    mode = stat.S_IMODE(info.st_mode)
    wanted = mode | ((mode & 0o700) >> 3) | (0o2000 if stat.S_ISDIR(info.st_mode) else 0)
    if info.st_gid != account:
        os.fchown(opened, -1, account)
    if mode != wanted:
        os.fchmod(opened, wanted)
