"""Writing points: each in one go, so that either all of it is there or nothing."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import IO

from sandbox import errors
from sandbox.adapters.beneath import Folder
from sandbox.adapters.git import present as files
from sandbox.adapters.git.known import REF, Now, changed_paths, listed, tree
from sandbox.adapters.git.plumbing import raw
from sandbox.adapters.git.present import Entry, Present
from sandbox.adapters.git.remembered import remember
from sandbox.model.points import FIRST, MOST_NAMES, Point, message_of

WHO = b"sandbox <sandbox@localhost>"


def commit(
    folder: Path, now: Now, verb: str, *, back_to: int | None = None, over: bool = False
) -> tuple[Point, Present]:
    """The point, and what it holds; over: in the place of the newest, which an older one holds too.

    Either all of it is there or nothing.
    """
    known = listed(folder)
    before = known[1] if over and len(known) > 1 else None if over or not known else known[0]
    number = known[0].number + (not over) if known else FIRST
    with tempfile.TemporaryFile() as stream:
        present = _blobs(folder, now, stream)
        earlier = tree(folder, before.commit) if before else present.files
        changed = changed_paths(earlier, present.files)
        point = Point(
            number=number,
            at=int(time.time()),
            verb=verb,
            files=len(changed),
            names=tuple(changed[:MOST_NAMES]),
            back_to=back_to,
            left_out=present.left_out,
        )
        parents = [before.commit, _head(folder)] if before else []
        stream.write(_header(point, [one for one in parents if one]))
        stream.write(b"deleteall\n")
        for path, entry in present.files.items():
            stream.write(f"M {entry.mode} {entry.digest} ".encode() + _quoted(path) + b"\n")
        _import(folder, stream, force=over)
    tip = raw("rev-parse", "--verify", REF, folder=folder).decode().strip()
    remember(folder, tip, now.remembered.algorithm, present)
    return replace(point, commit=tip), present


def _import(folder: Path, stream: IO[bytes], *, force: bool) -> None:
    """force: what the ref leads to now need not be behind it."""
    stream.write(b"\ndone\n")
    stream.seek(0)
    options = ("--quiet", "--done", "--date-format=raw", *(("--force",) if force else ()))
    raw("fast-import", *options, folder=folder, stdin=stream)


def _missing(folder: Path, digests: set[str]) -> set[str]:
    """Those that the repository does not hold yet."""
    if not digests:
        return set()
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{one}\n" for one in digests).encode())
        asked.seek(0)
        said = raw("cat-file", "--batch-check", folder=folder, stdin=asked).decode()
    return {line.split()[0] for line in said.splitlines() if line.endswith(" missing")}


def _blobs(folder: Path, now: Now, stream: IO[bytes]) -> Present:
    """Write what is not there yet; what changed meanwhile is taken as it came to be."""
    there = {one.digest for one in now.remembered.files.values()} if now.fits else set()
    missing = _missing(folder, {one.digest for one in now.present.files.values()} - there)
    found, left_out = dict(now.present.files), list(now.present.left_out)
    with Folder(folder) as top:
        for path, entry in now.present.files.items():
            if entry.digest not in missing:
                continue
            try:
                content = files.bytes_of(top, path, entry.mode)
            except OSError:
                content = None
            if content is None:
                del found[path]
                left_out.append(path)
                continue
            digest = files.digest_of(content, now.remembered.algorithm)
            if digest != entry.digest:
                found[path] = Entry(entry.mode, digest)
            stream.write(b"blob\ndata %d\n" % len(content) + content + b"\n")
    return Present(found, tuple(left_out))


def _header(point: Point, parents: list[str], *, mark: int = 0) -> bytes:
    text = message_of(point).encode()
    words = [b"from", b"merge", b"merge"]
    lines = [
        b"commit " + REF.encode(),
        *([b"mark :%d" % mark] if mark else []),
        b"committer " + WHO + b" %d +0000" % point.at,
        b"data %d\n" % len(text) + text,
        *(word + b" " + one.encode() for word, one in zip(words, parents, strict=False)),
    ]
    return b"\n".join(lines) + b"\n"


def _head(folder: Path) -> str:
    """The commit that the person is at; "" before the first."""
    words = ("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    try:
        return raw(*words, folder=folder).decode().strip()
    except errors.WorkFailed:
        return ""


def _quoted(path: str) -> bytes:
    name = os.fsencode(path)
    for sign, written in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        name = name.replace(sign, written)
    return b'"' + name + b'"'


def rewrite(folder: Path, kept: list[Point]) -> None:
    """The same points with nothing between them that is not among them. kept: oldest first."""
    shown = raw("log", "--first-parent", "--format=%H %T %P", REF, folder=folder).decode()
    facts = {line.split()[0]: line.split()[1:] for line in shown.splitlines()}
    with tempfile.TemporaryFile() as stream:
        for index, one in enumerate(kept):
            tree, *parents = facts[one.commit]
            beside = [f":{index}", *parents[1:2]] if index else []
            stream.write(_header(one, beside, mark=index + 1))
            stream.write(b"M 040000 " + tree.encode() + b' ""\n')
        _import(folder, stream, force=True)
