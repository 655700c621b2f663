"""What the files of a workspace hold now, byte for byte: no filter runs and nothing is converted.

Files are opened beneath the workspace and never by a link, since an app works in it meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sandbox import errors
from sandbox.adapters.beneath import Folder
from sandbox.adapters.git.command import must
from sandbox.adapters.git.plumbing import names, raw

LARGE = 8 << 20  # bytes
SETTLED = 0.2
"""Seconds: what changed later than that before it was read may change again in the same tick."""
EXECUTABLE, PLAIN, LINK = "100755", "100644", "120000"
LISTING = ".git/sandbox/listing"
"""An empty repository, by which folders are listed that hold one of their own."""


class Entry(NamedTuple):
    """mode: as git writes it; digest: of the blob; stamp: (size, change, inode) of the file as it
    was read, nothing where that says too little."""

    mode: str
    digest: str
    stamp: tuple[int, ...] = ()


class Present(NamedTuple):
    """files: by path; left_out: what is there, not ignored, and too large or not to be read."""

    files: dict[str, Entry]
    left_out: tuple[str, ...]


def read(folder: Path, before: Mapping[str, Entry], algorithm: str) -> Present:
    """before: what was there last time; a file of the same stamp is not read again.

    algorithm: of the repository's digests, sha1 or sha256. Raises WorkFailed.
    """
    files: dict[str, Entry] = {}
    left_out = []
    with Folder(folder) as top:
        for path in sorted(_listed(folder, top)):
            try:
                entry = look(top, path, before.get(path), algorithm)
            except FileNotFoundError:
                continue
            except OSError:
                entry = None
            if entry is None:
                left_out.append(path)
            else:
                files[path] = entry
    return Present(files, tuple(left_out))


def look(top: Folder, path: str, before: Entry | None, algorithm: str) -> Entry | None:
    """None where the file is too large. Raises OSError, FileNotFoundError where none is there."""
    info = top.stat(path)
    if stat.S_ISLNK(info.st_mode):
        return Entry(LINK, digest_of(os.fsencode(top.read_link(path)), algorithm))
    if not stat.S_ISREG(info.st_mode):
        raise FileNotFoundError(path)
    if before and before.stamp and before.stamp == stamp_of(info):
        return before._replace(mode=mode_of(info))
    content = content_of(top, path)
    if content is None:
        return None
    after = top.stat(path)
    settled = stamp_of(after) == stamp_of(info) and time.time() - info.st_ctime > SETTLED
    return Entry(mode_of(info), digest_of(content, algorithm), stamp_of(info) if settled else ())


def content_of(top: Folder, path: str) -> bytes | None:
    """None where it is too large. Raises OSError."""
    with top.open(path) as file:
        if os.fstat(file.fileno()).st_size > LARGE:
            return None
        content = file.read(LARGE + 1)
    return content if len(content) <= LARGE else None


def bytes_of(top: Folder, path: str, mode: str) -> bytes | None:
    """What a point holds of it: of a link where it leads. Raises OSError."""
    return os.fsencode(top.read_link(path)) if mode == LINK else content_of(top, path)


def digest_of(content: bytes, algorithm: str) -> str:
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content).hexdigest()


def mode_of(info: os.stat_result) -> str:
    return EXECUTABLE if info.st_mode & stat.S_IXUSR else PLAIN


def stamp_of(info: os.stat_result) -> tuple[int, ...]:
    """The time of change cannot be set, as that of writing can."""
    return (info.st_size, info.st_ctime_ns, info.st_ino)


def is_recordable(path: str) -> bool:
    """Whether it may be in a point: git's own folders, by whatever name, may not."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not any(
        part in ("..", "/") or part.lower().rstrip(" .") == ".git" or part.lower() == "git~1"
        for part in parts
    )


def _listed(folder: Path, top: Folder) -> set[str]:
    """All that is not ignored; of a folder that holds a repository of its own what is in it."""
    wanted = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    try:
        found = names(raw(*wanted, folder=folder))
    except errors.WorkFailed:  # git's notes of the files are spoilt, the files are not
        found = names(raw(*wanted, folder=folder, env={"GIT_INDEX_FILE": os.devnull + "-none"}))
    paths: set[str] = set()
    for path in found:
        paths |= _inside(folder, top, path.rstrip("/"))
    return {path for path in paths if is_recordable(path)}


def _inside(folder: Path, top: Folder, path: str) -> set[str]:
    with suppress(OSError):
        if stat.S_ISDIR(top.stat(path).st_mode):
            top.stat(f"{path}/.git")
            return _nested(folder, top, path)
    return {path}


def _nested(folder: Path, top: Folder, path: str) -> set[str]:
    """Listed by a repository of ours: the settings of the one there are the app's to write."""
    listing = folder / LISTING
    if not (listing / "HEAD").exists():
        must("init", "--quiet", "--bare", str(listing), folder=folder / ".git")
    own = {"GIT_DIR": str(listing), "GIT_WORK_TREE": str(folder / path)}
    try:
        found = names(
            raw("ls-files", "-z", "--others", "--exclude-standard", folder=folder / path, env=own)
        )
    except errors.SandboxError:
        return set()
    paths: set[str] = set()
    for one in found:
        paths |= _inside(folder, top, f"{path}/{one.rstrip('/')}")
    return paths
