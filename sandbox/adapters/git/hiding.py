"""Values that are hidden in a workspace: its files show a placeholder, its commits the value.

git itself changes one into the other, by a filter: whoever works in the folder never sees the
value, and whoever reviews the work sees no change.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO

from sandbox.adapters.beneath import Folder
from sandbox.adapters.git.command import git, must
from sandbox.errors import WorkFailed
from sandbox.model.outside.secrets import placeholder
from sandbox.model.stack import EMPTY_HISTORY

FILTER = "sandbox-hidden"
ROOM = ".git/sandbox"
EMPTY = EMPTY_HISTORY
"""An all but empty folder, which containers see in place of `.git`: objects hold the values."""
LOOKED = f"{ROOM}/looked"
"""Which commit was looked through last."""
HIDDEN = "hidden.json"
MOST = 2_000
"""Lines that are looked at."""
HUGE = 64 << 20
"""Bytes of a file that is not looked through where there is no room for it."""
LONGEST = 1 << 20
"""Bytes of a line; what is longer counts as several."""


def suspects(folder: Path, pattern: str) -> list[tuple[str, int, str]]:
    """(path, line, text) of the tracked files' lines that match an extended regular expression.

    git names the files, of which it opens what lies at their paths; what is read of them here is
    the code's own.
    """
    run = _named(folder, pattern)
    if run.returncode > 1:  # it takes files in whole
        run = _named(folder, pattern, left_out=_huge(folder))
    if run.returncode > 1:
        raise WorkFailed("the code could not be looked through", detail=run.stderr)
    found: list[tuple[str, int, str]] = []
    with Folder(folder) as top:
        for path in filter(None, run.stdout.split("\0")):
            with suppress(FileNotFoundError), top.open(path) as file:
                found += islice(_matches(path, file, _compiled(pattern)), MOST - len(found))
    return found


def _named(
    folder: Path, pattern: str, *, left_out: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    words = ("grep", "-I", "-l", "-z", "--no-color", "--no-textconv", "-E", "-e", pattern)
    paths = ("--", ".", *(f":(top,exclude,literal){path}" for path in left_out))
    return git(*words, *(paths if left_out else ()), folder=folder)


def _huge(folder: Path) -> list[str]:
    """Tracked files that nobody writes by hand."""
    listed = must("ls-files", "-z", folder=folder).split("\0")
    with Folder(folder) as top:
        return [path for path in listed if path and top.size(path) > HUGE]


def _matches(path: str, file: IO[bytes], wanted: re.Pattern[str]) -> Iterator[tuple[str, int, str]]:
    for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), 1):
        text = line.decode(errors="surrogateescape").rstrip("\r\n")
        if wanted.search(text):
            yield path, number, text


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("[:space:]", r"\s"))


def history_suspects(folder: Path, pattern: str) -> list[tuple[str, int, str]]:
    """The same of lines that any commit added; the line's number is not known (0)."""
    shown = must(
        *("log", "--all", "--no-color", "--no-ext-diff", "--no-textconv", "-p", "--unified=0"),
        *("--format=", "--extended-regexp", f"-G{pattern}"),
        folder=folder,
    )
    found, path, wanted = [], "", _compiled(pattern)
    for line in shown.split("\n"):
        if line.startswith("+++ "):
            path = line[4:].removeprefix("b/")
        elif line.startswith("+") and wanted.search(line):
            found.append((path, 0, line[1:]))
    return found[:MOST]


def hide(folder: Path, values: Sequence[str], paths: Sequence[str]) -> None:
    """Put placeholders in place of values in the files at `paths`, now and at each checkout.

    Those that are hidden already stay so. Nothing counts as changed by it.
    """
    with Folder(folder) as top:
        hide, paths = _noted(top, values, paths)
        for name, script in (("smudge", "hide"), ("clean", "show")):
            command = f"sed -f {ROOM}/{script}.sed"
            must("config", f"filter.{FILTER}.{name}", command, folder=folder)
        must("config", f"filter.{FILTER}.required", "true", folder=folder)
        _write(top, ".git/info/attributes", [f"{_pattern(one)} filter={FILTER}" for one in paths])
        for path in paths:
            with written(path):
                _replace(top, path, hide)
    _as_unchanged(folder, paths)


def _noted(
    top: Folder, values: Sequence[str], paths: Sequence[str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """((value, placeholder), longest first; paths of files) of all that is hidden from now on."""
    _write(top, f"{EMPTY}/config", ["[core]"])  # what is looked for a token there
    hidden, before = _hidden(top)
    for value in values:
        hidden.setdefault(value, placeholder(len(hidden) + 1, value))
    paths = sorted({*before, *paths})
    longest_first = sorted(hidden, key=len, reverse=True)
    hide = [(value, hidden[value]) for value in longest_first]
    show = [(other, value) for value, other in hide]
    _write(top, f"{ROOM}/{HIDDEN}", [json.dumps({"values": hidden, "paths": paths})])
    _write(top, f"{ROOM}/hide.sed", [_substitution(*pair) for pair in hide])
    _write(top, f"{ROOM}/show.sed", [_substitution(*pair) for pair in show])
    return hide, paths


def _hidden(top: Folder) -> tuple[dict[str, str], list[str]]:
    """(value to placeholder, the paths of files) of what was hidden before."""
    try:
        with top.open(f"{ROOM}/{HIDDEN}") as file:
            known = json.load(file)
    except FileNotFoundError:
        return {}, []
    return known["values"], known["paths"]


def _replace(top: Folder, path: str, hide: Sequence[tuple[str, str]]) -> None:
    with top.open(path) as file:
        text = before = file.read()
    for value, other in hide:
        text = text.replace(value.encode(errors="surrogateescape"), other.encode())
    if text != before:
        with top.open(path, os.O_RDWR) as file:  # in place: its rights stay
            file.truncate()
            file.write(text)


@contextmanager
def written(path: str) -> Iterator[None]:
    """Raises WorkFailed where a file of the workspace cannot be, or a link is in its place."""
    try:
        yield
    except OSError as error:
        raise WorkFailed(
            f"{path} in your copy of the code cannot be written",
            "look whether a link is in its place, or in that of a folder that it is in, "
            "then try again",
            detail=str(error),
        ) from error


def _as_unchanged(folder: Path, paths: Sequence[str]) -> None:
    """git takes a file of another size for changed, until it is told to look into it."""
    changed = must("diff", "--name-only", "-z", "--", *map(_literal, paths), folder=folder)
    same = sorted(set(paths) - set(changed.split("\0")))
    if same:
        # As if git had never seen the files: it compares them, and takes nothing in.
        entries = must("ls-files", "-z", "--stage", "--", *map(_literal, same), folder=folder)
        must("update-index", "-z", "--index-info", folder=folder, stdin=entries)
        git("update-index", "-q", "--refresh", folder=folder)


def _literal(path: str) -> str:
    return f":(top,literal){path}"


def _write(top: Folder, path: str, lines: Sequence[str]) -> None:
    with written(path):
        top.write_text(path, "".join(f"{line}\n" for line in lines))


def _substitution(text: str, other: str) -> str:
    pattern = re.sub(r"([\\/.*\[\]^$])", r"\\\1", text)
    replacement = re.sub(r"([\\/&])", r"\\\1", other)
    return f"s/{pattern}/{replacement}/g"


def _pattern(path: str) -> str:
    """A path as git's attributes want it: no wildcard, quoted where it has odd characters."""
    literal = re.sub(r"([\\*?\[\]])", r"\\\1", path)
    quoted = literal.replace("\\", "\\\\").replace('"', '\\"')
    return f'"/{quoted}"'
