"""The folder that an image is built from, as an archive; nothing outside of it gets in."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO

from docker.utils.build import PatternMatcher

from sandbox import errors
from sandbox.adapters.beneath import Folder, Found, open_file, read_link, walk

IGNORE = ".dockerignore"


@contextmanager
def archived(
    context: Path, extra: Sequence[tuple[str, str]], modes: Mapping[str, int]
) -> Iterator[IO[bytes]]:
    """A tar of what `.dockerignore` lets in.

    extra: (path, text) of more files, in place of those of the same path; modes: permissions by
    path, folder or pattern. Links go in as links. Raises WorkFailed where something cannot be read.
    """
    with tempfile.TemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            try:
                _add_folder(_Entries(archive, modes), context, {path for path, _ in extra})
            except OSError as error:
                raise errors.WorkFailed(
                    f"{error.filename or context} cannot be read",
                    "look at its rights; where something writes in the folder, try again",
                    detail=f"{error.filename or context} cannot be read: {error}",
                ) from error
            for path, text in extra:
                content = text.encode()
                _Entries(archive, modes).add(
                    tarfile.TarInfo(path), io.BytesIO(content), size=len(content)
                )
        file.seek(0)
        yield file


def tar_of(files: Mapping[str, bytes]) -> bytes:
    """A tar of files by their paths, which everybody may read."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for path, data in files.items():
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    return content.getvalue()


class _Entries:
    """An archive, and the permissions that are asked for in it."""

    def __init__(self, archive: tarfile.TarFile, modes: Mapping[str, int]) -> None:
        self._archive, self._modes = archive, modes

    def add(self, entry: tarfile.TarInfo, file: IO[bytes] | None = None, *, size: int = 0) -> None:
        asked = (mode for at, mode in self._modes.items() if _is_in(entry.name, at))
        entry.mode = next(asked, entry.mode)
        entry.size = size
        self._archive.addfile(entry, file)


def _add_folder(entries: _Entries, context: Path, left_out: set[str]) -> None:
    with Folder(context) as top:
        ignored = PatternMatcher([*_patterns(top), "!Dockerfile"])
        for one in walk(top.descriptor, lambda path: _may_hold(ignored, path)):
            if one.path not in left_out and not ignored.matches(one.path):
                with suppress(FileNotFoundError):  # removed or replaced meanwhile
                    _add(entries, one)


def _patterns(top: Folder) -> list[str]:
    """Raises WorkFailed where they cannot be read: what they keep out would get in."""
    text = top.read_text(IGNORE)
    if text is None and IGNORE in os.listdir(top.descriptor):
        raise errors.WorkFailed(
            f"{IGNORE} is a link, or larger than a megabyte",
            detail=f"{IGNORE} is a link, or larger than a megabyte: it has to be a plain file",
        )
    lines = (text or "").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _may_hold(ignored: PatternMatcher, path: str) -> bool:
    """Whether anything beneath a folder gets in: all of it, or what an exception names."""
    if not ignored.matches(path):
        return True
    exceptions = (one.cleaned_pattern for one in ignored.patterns if one.exclusion)
    return any(pattern.startswith(path) for pattern in exceptions)


def _add(entries: _Entries, found: Found) -> None:
    """Of pipes, sockets and devices nothing goes in."""
    info = os.stat(found.name, dir_fd=found.within, follow_symlinks=False)
    if stat.S_ISREG(info.st_mode):
        with os.fdopen(open_file(found.name, found.within), "rb") as file:
            info = os.fstat(file.fileno())
            entries.add(_entry(found.path, info), file, size=info.st_size)
    elif stat.S_ISDIR(info.st_mode):
        entry = _entry(found.path, info)
        entry.type = tarfile.DIRTYPE
        entries.add(entry)
    elif stat.S_ISLNK(info.st_mode):
        entry = _entry(found.path, info)
        entry.type = tarfile.SYMTYPE
        entry.linkname = read_link(found.name, found.within)
        entries.add(entry)


def _entry(path: str, info: os.stat_result) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(path)
    entry.mode = stat.S_IMODE(info.st_mode)
    entry.uid, entry.gid = info.st_uid, info.st_gid
    entry.mtime = int(info.st_mtime)
    return entry


def _is_in(path: str, source: str) -> bool:
    return source == "." or path.startswith(f"{source}/") or fnmatchcase(path, source)
