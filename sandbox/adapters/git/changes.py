"""Reading a change out of git."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sandbox.adapters.git.command import must
from sandbox.model.handover.change import Change, FileChange, Line

if TYPE_CHECKING:
    from unidiff.patch import PatchedFile

Lines = tuple[tuple[Line, ...], tuple[Line, ...]]
"""Added, removed."""

_HOW: dict[str, Literal["added", "changed", "removed"]] = {"A": "added", "D": "removed"}


def between(folder: Path, base: str, tip: str) -> Change:
    """From one commit to another; renamed files as one that goes and one that comes."""
    raw = must("diff-tree", "-r", "-z", "--no-renames", "--raw", base, tip, folder=folder)
    words = [word for word in raw.split("\0") if word]
    entries = [(words[i].split(), words[i + 1]) for i in range(0, len(words), 2)]
    sizes = _sizes(folder, [facts[3] for facts, _ in entries])
    lines = _lines(folder, base, tip)
    files = tuple(
        FileChange(
            path=path,
            how=_HOW.get(facts[4][0], "changed"),
            size=sizes.get(facts[3], 0),
            binary=path not in lines and sizes.get(facts[3], 0) > 0,
            added=lines.get(path, ((), ()))[0],
            removed=lines.get(path, ((), ()))[1],
        )
        for facts, path in entries
    )
    return Change(base=base, tip=tip, files=files)


def texts(folder: Path, commit: str, paths: Sequence[str]) -> dict[str, str]:
    """By path; what is not there, or no text, is left out."""
    asked = "".join(f"{commit}:{path}\n" for path in paths if "\n" not in path)
    run = subprocess.run(
        ["git", "cat-file", "--batch"], cwd=folder, input=asked.encode(errors="surrogateescape"),
        capture_output=True, check=True,
    )  # fmt: skip
    found, rest = {}, run.stdout
    for path in (path for path in paths if "\n" not in path):
        head, _, rest = rest.partition(b"\n")
        if head.endswith(b" missing"):
            continue
        size = int(head.split()[-1])
        body, rest = rest[:size], rest[size + 1 :]
        if b" blob " in head and b"\0" not in body:
            found[path] = body.decode(errors="replace")
    return found


def _sizes(folder: Path, blobs: Sequence[str]) -> dict[str, int]:
    asked = "".join(f"{blob}\n" for blob in blobs)
    said = must("cat-file", "--batch-check=%(objectname) %(objectsize)", folder=folder, stdin=asked)
    pairs = (line.split() for line in said.splitlines())
    return {one[0]: int(one[1]) for one in pairs if one[1].isdigit()}


def _lines(folder: Path, base: str, tip: str) -> dict[str, Lines]:
    """By path, of text files."""
    from unidiff.patch import PatchSet

    said = must(
        *("diff-tree", "-r", "-p", "--no-renames", "--unified=0", "--no-ext-diff", "--no-textconv"),
        *("--src-prefix=a/", "--dst-prefix=b/", base, tip),
        folder=folder,
    )
    return {_plain(one.path): _of(one) for one in PatchSet(said) if not one.is_binary_file}


def _plain(path: str) -> str:
    """Names with quotes or backslashes in them are written as in C."""
    if not path.startswith('"'):
        return path
    return str(ast.literal_eval(path))


def _of(one: PatchedFile) -> Lines:
    lines = [line for hunk in one for line in hunk]
    added = ((line.target_line_no, line.value) for line in lines if line.is_added)
    removed = ((line.source_line_no, line.value) for line in lines if line.is_removed)
    return _numbered(added), _numbered(removed)


def _numbered(lines: Iterable[tuple[int | None, str]]) -> tuple[Line, ...]:
    return tuple((number or 0, text.rstrip("\r\n")) for number, text in lines)
