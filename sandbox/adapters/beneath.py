"""Files beneath a folder in which somebody else works at the same time.

A path that was looked at may lead elsewhere a moment later: the app puts a link in a folder's
place. So each component is opened by itself, from the descriptor of the one before it and never by
a link, and what is read or changed is what was opened.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

DEEPEST = 200
"""Levels of folders; each holds a descriptor. What is further down counts as not there."""
MOST_TEXT = 1 << 20
"""Bytes of a file that is read as a text."""
# A pipe without a writer would be waited for, and a terminal become ours.
_PLAIN = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO)
"""What says that there is no such file or folder beneath: none, a link, or a socket."""


class Found(NamedTuple):
    """path: from the top; name: in its folder; within: the descriptor of that, while it lasts."""

    path: str
    name: str
    within: int


class Folder:
    """A folder, itself trusted, and what is in it. A context manager.

    Paths are relative and without `..`; the folders of the last one are kept open for the next.
    """

    def __init__(self, path: Path) -> None:
        self._open = [os.open(path, _FOLDER)]
        self._names: list[str] = []

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave(0)
        os.close(self._open.pop())

    @property
    def descriptor(self) -> int:
        return self._open[0]

    def is_file(self, inside: str) -> bool:
        """Whether a file is there, and no link leads to it."""
        try:
            name, within = self._enter(inside)
            info = os.stat(name, dir_fd=within, follow_symlinks=False)
        except OSError:
            return False
        return stat.S_ISREG(info.st_mode)

    def stat(self, inside: str) -> os.stat_result:
        """Of what is there, a link included. Raises OSError, FileNotFoundError."""
        name, within = self.at(inside)
        return os.stat(name, dir_fd=within, follow_symlinks=False)

    def read_link(self, inside: str) -> str:
        """Where the link there leads. Raises OSError, FileNotFoundError."""
        name, within = self.at(inside)
        return read_link(name, within)

    def at(self, inside: str, *, make: bool = False) -> tuple[str, int]:
        """The last name of a path, and the descriptor of the folder that it is in; make: with the
        folders that lead there. Raises OSError, FileNotFoundError where a link leads there."""
        return self._enter(inside, make=make)

    def find(self, inside: str) -> Found | None:
        """Whatever is there, a link too; None where nothing is, or a link leads to it.

        Raises OSError where one may not look.
        """
        try:
            self.stat(inside)
        except FileNotFoundError:
            return None
        return Found(inside, *self.at(inside))

    def size(self, inside: str) -> int:
        """In bytes, 0 where nothing is. Raises OSError."""
        try:
            return self.stat(inside).st_size
        except FileNotFoundError:
            return 0

    def open(self, inside: str, flags: int = os.O_RDONLY) -> IO[bytes]:
        """The file there. Raises OSError, FileNotFoundError where there is none but a link."""
        name, within = self._enter(inside)
        return _as_file(open_file(name, within, flags), flags)

    def read_text(self, inside: str, *, errors: str = "replace") -> str | None:
        """None where no file is there, or one of more than MOST_TEXT bytes. Raises OSError."""
        try:
            with self.open(inside) as file:
                content = file.read(MOST_TEXT + 1)
        except FileNotFoundError:
            return None
        if len(content) > MOST_TEXT:
            return None
        return content.decode(errors=errors).replace("\r\n", "\n").replace("\r", "\n")

    def write_text(self, inside: str, text: str) -> None:
        """Its folders are made; what is there already keeps its rights. Raises OSError."""
        name, within = self._enter(inside, make=True)
        flags = os.O_WRONLY | os.O_CREAT
        with _as_file(open_file(name, within, flags), flags) as file:
            file.truncate()
            file.write(text.encode(errors="surrogateescape"))

    def create(self, inside: str) -> IO[bytes]:
        """A new file; its folders are made. Raises OSError where something is in the way."""
        name, within = self._enter(inside, make=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        return _as_file(open_file(name, within, flags), flags)

    def link(self, inside: str, to: str) -> None:
        """A new link; its folders are made. Raises OSError where something is in the way."""
        name, within = self._enter(inside, make=True)
        os.symlink(to, name, dir_fd=within)

    def _enter(self, inside: str, *, make: bool = False) -> tuple[str, int]:
        """The last name of a path, and the descriptor of the folder that it is in."""
        parts = PurePosixPath(inside).parts
        if not parts or parts[0] == "/" or ".." in parts or len(parts) > DEEPEST:
            raise FileNotFoundError(errno.ENOENT, "not beneath the folder", inside)
        folders = list(parts[:-1])
        if folders != self._names:
            pairs = zip(folders, self._names, strict=False)
            self._leave(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)))
            for name in folders[len(self._names) :]:
                self._open.append(open_folder(name, self._open[-1], make=make))
                self._names.append(name)
        return parts[-1], self._open[-1]

    def _leave(self, depth: int) -> None:
        while len(self._names) > depth:
            self._names.pop()
            os.close(self._open.pop())


def walk(
    top: int, enter: Callable[[str], bool], *, inside: str = "", depth: int = 1
) -> Iterator[Found]:
    """All that is beneath the folder open at `top`, sorted, folders before what is in them.

    enter: whether to look into the folder at a path. Raises OSError where one may not.
    """
    with os.scandir(top) as entries:
        found = sorted((one.name, one.is_dir(follow_symlinks=False)) for one in entries)
    for name, is_folder in found:
        path = inside + name
        yield Found(path, name, top)
        if not is_folder or depth >= DEEPEST or not enter(path):
            continue
        try:
            folder = open_folder(name, top)
        except FileNotFoundError:  # removed or replaced meanwhile
            continue
        try:
            yield from walk(folder, enter, inside=f"{path}/", depth=depth + 1)
        finally:
            os.close(folder)


def open_file(name: str, within: int, flags: int = os.O_RDONLY) -> int:
    """A descriptor of a regular file. Raises OSError, FileNotFoundError where it is none."""
    with _none_for_link(name):
        opened = os.open(name, flags | _PLAIN, 0o666, dir_fd=within)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise FileNotFoundError(errno.ENOENT, "not a file", name)
    return opened


def open_any(name: str, within: int) -> int:
    """A descriptor of a file or folder. Raises OSError, FileNotFoundError where it is neither."""
    with _none_for_link(name):
        return os.open(name, os.O_RDONLY | _PLAIN, dir_fd=within)


def is_link(found: Found) -> bool:
    """Raises OSError."""
    info = os.stat(found.name, dir_fd=found.within, follow_symlinks=False)
    return stat.S_ISLNK(info.st_mode)


def read_link(name: str, within: int) -> str:
    """Where a link leads. Raises OSError, FileNotFoundError where none is there."""
    with _none_for_link(name, errno.EINVAL):
        return os.readlink(name, dir_fd=within)


def open_folder(name: str, within: int, *, make: bool = False) -> int:
    """A descriptor of a folder. Raises OSError, FileNotFoundError where it is none."""
    if make:
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=within)
    with _none_for_link(name):
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=within)


def _as_file(opened: int, flags: int) -> IO[bytes]:
    modes = {os.O_RDONLY: "rb", os.O_WRONLY: "wb", os.O_RDWR: "r+b"}
    return os.fdopen(opened, modes[flags & os.O_ACCMODE])


@contextmanager
def _none_for_link(name: str, *more: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (*GONE, *more):
            raise
        raise FileNotFoundError(errno.ENOENT, "no file or folder beneath", name) from error
