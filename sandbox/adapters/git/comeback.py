"""Files of a workspace as they were at a point.

What is overwritten or removed was recorded a moment ago and is still the same; anything else
stays where it is, and its path is handed back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sandbox import errors
from sandbox.adapters.beneath import Folder, open_any
from sandbox.adapters.git import present as files
from sandbox.adapters.git.plumbing import talking
from sandbox.adapters.git.present import EXECUTABLE, LINK, Entry, Present
from sandbox.adapters.git.remembered import ROOM

UNFINISHED = "coming.unfinished"


class Change(NamedTuple):
    """What there is, and what there is to be, by path."""

    now: Mapping[str, Entry]
    wanted: Mapping[str, Entry]

    def other(self, spared: set[str]) -> tuple[list[str], list[str]]:
        """(paths to remove, paths to write), sorted. spared: those that nobody recorded then."""
        remove = sorted(self.now.keys() - self.wanted.keys() - spared)
        write = [
            path
            for path, entry in sorted(self.wanted.items())
            if entry[:2] != self.now.get(path, ("", ""))[:2] and files.is_recordable(path)
        ]
        return remove, write


def bring(
    folder: Path,
    present: Present,
    wanted: Mapping[str, Entry],
    spared: set[str],
    algorithm: str,
) -> tuple[str, ...]:
    """The paths that were left as they are. present: just recorded; spared: not in the point."""
    remove, write = Change(present.files, wanted).other(spared)
    left = _remove(folder, remove, present, algorithm)
    with Folder(folder) as top, Folder(folder / ROOM) as room, _contents(folder) as content_of:
        for path in write:
            content, other = (
                content_of(wanted[path].digest),
                (wanted[path], present.files.get(path)),
            )
            try:
                _place(top, room.descriptor, path, content, other, algorithm)
            except OSError:
                left.append(path)
    return tuple(left)


def _remove(folder: Path, paths: list[str], present: Present, algorithm: str) -> list[str]:
    """Files, then the folders that are empty without them."""
    left = []
    with Folder(folder) as top:
        for path in paths:
            try:
                _refuse_changed(top, path, present.files[path], algorithm)
                name, within = top.at(path)
                os.unlink(name, dir_fd=within)
            except FileNotFoundError:
                continue
            except OSError:
                left.append(path)
        folders = {str(one) for path in paths for one in PurePosixPath(path).parents} - {"."}
        for one in sorted(folders, reverse=True):
            with suppress(OSError):
                name, within = top.at(one)
                os.rmdir(name, dir_fd=within)
    return left


class _Changed(OSError):
    """It is no longer what was recorded."""


def _refuse_changed(top: Folder, path: str, entry: Entry, algorithm: str) -> None:
    found = files.look(top, path, entry, algorithm)
    if found is None or found[:2] != entry[:2]:
        raise _Changed(path)


def _place(
    top: Folder,
    room: int,
    path: str,
    content: bytes,
    other: tuple[Entry, Entry | None],
    algorithm: str,
) -> None:
    """Whole or not at all. other: what is to be there and what was recorded of what is.

    room: a folder for unfinished files. Raises OSError where there is something else.
    """
    entry, before = other
    old = None
    if before is not None:
        with suppress(FileNotFoundError):
            _refuse_changed(top, path, before, algorithm)
            old = top.stat(path)
    name, within = top.at(path, make=True)
    _make(room, entry.mode, content, old or os.fstat(within))
    if old is not None:
        os.rename(UNFINISHED, name, src_dir_fd=room, dst_dir_fd=within)
    else:
        _clear(name, within)
        # which, unlike a rename, takes nobody's place
        os.link(UNFINISHED, name, src_dir_fd=room, dst_dir_fd=within, follow_symlinks=False)
        os.unlink(UNFINISHED, dir_fd=room)


def _clear(name: str, within: int) -> None:
    """Folders that hold nothing but such folders are in no file's way. Raises OSError where one
    holds something."""
    try:
        folder = open_any(name, within)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(folder).st_mode):
            return
        for inner in os.listdir(folder):
            _clear(inner, folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=within)


def _make(room: int, mode: str, content: bytes, like: os.stat_result) -> None:
    """An unfinished file or link; its group and rights as those of `like`, a file or its folder."""
    with suppress(FileNotFoundError):
        os.unlink(UNFINISHED, dir_fd=room)
    if mode == LINK:
        os.symlink(content, UNFINISHED, dir_fd=room)
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    rights = 0o777 if mode == EXECUTABLE else 0o666
    with os.fdopen(os.open(UNFINISHED, flags, rights, dir_fd=room), "wb") as file:
        file.write(content)
        with suppress(PermissionError):
            os.fchown(file.fileno(), -1, like.st_gid)
        if stat.S_ISREG(like.st_mode):
            rights = stat.S_IMODE(like.st_mode) & 0o666
            run = (rights & 0o444) >> 2 if mode == EXECUTABLE else 0
            os.fchmod(file.fileno(), rights | run)


@contextmanager
def _contents(folder: Path) -> Iterator[Callable[[str], bytes]]:
    """Asks for the bytes behind a digest. Raises WorkFailed where they are not there."""
    with talking("cat-file", "--batch", folder=folder) as process:
        asked, answer = process.stdin, process.stdout
        assert asked is not None
        assert answer is not None

        def content_of(digest: str) -> bytes:
            asked.write(f"{digest}\n".encode())
            asked.flush()
            words = answer.readline().split()
            if len(words) != 3:
                raise errors.WorkFailed("what was recorded of a file cannot be read any more")
            content = answer.read(int(words[2]))
            answer.read(1)
            return content

        yield content_of
