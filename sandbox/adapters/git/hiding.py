"""Values that are hidden in a workspace: its files show a placeholder, its commits the value.

git itself changes one into the other, by a filter: whoever works in the folder never sees the
value, and whoever reviews the work sees no change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sandbox.adapters.git.command import git, must
from sandbox.errors import WorkFailed
from sandbox.model.secrets import placeholder
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


def suspects(folder: Path, pattern: str) -> list[tuple[str, int, str]]:
    """(path, line, text) of the tracked files' lines that match an extended regular expression."""
    run = git("grep", "-I", "-n", "-z", "--no-color", "-E", "-e", pattern, folder=folder)
    if run.returncode > 1:
        raise WorkFailed("the code could not be looked through", detail=run.stderr)
    found = []
    for line in run.stdout.split("\n")[:MOST]:
        path, number, text = (*line.split("\0", 2), "", "")[:3]
        if number.isdigit():
            found.append((path, int(number), text))
    return found


def history_suspects(folder: Path, pattern: str) -> list[tuple[str, int, str]]:
    """The same of lines that any commit added; the line's number is not known (0)."""
    shown = must(
        *("log", "--all", "--no-color", "--no-ext-diff", "--no-textconv", "-p", "--unified=0"),
        *("--format=", "--extended-regexp", f"-G{pattern}"),
        folder=folder,
    )
    found, path, wanted = [], "", re.compile(pattern.replace("[:space:]", r"\s"))
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
    room = folder / ROOM
    (folder / EMPTY).mkdir(parents=True, exist_ok=True)
    _write(folder / EMPTY / "config", ["[core]"])  # what is looked for a token there
    hidden, before = _hidden(folder)
    for value in values:
        hidden.setdefault(value, placeholder(len(hidden) + 1, value))
    paths = sorted({*before, *paths})
    _write(room / HIDDEN, [json.dumps({"values": hidden, "paths": paths})])
    longest_first = sorted(hidden, key=len, reverse=True)
    _write(room / "hide.sed", [_substitution(value, hidden[value]) for value in longest_first])
    _write(room / "show.sed", [_substitution(hidden[value], value) for value in longest_first])
    must("config", f"filter.{FILTER}.smudge", f"sed -f {ROOM}/hide.sed", folder=folder)
    must("config", f"filter.{FILTER}.clean", f"sed -f {ROOM}/show.sed", folder=folder)
    must("config", f"filter.{FILTER}.required", "true", folder=folder)
    attributes = folder / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    _write(attributes, [f"{_pattern(path)} filter={FILTER}" for path in paths])
    for path in paths:
        _replace(folder / path, hidden, longest_first)
    _as_unchanged(folder, paths)


def _hidden(folder: Path) -> tuple[dict[str, str], list[str]]:
    """(value to placeholder, the paths of files) of what was hidden before."""
    record = folder / ROOM / HIDDEN
    if not record.exists():
        return {}, []
    known = json.loads(record.read_text())
    return known["values"], known["paths"]


def _replace(file: Path, hidden: Mapping[str, str], values: Sequence[str]) -> None:
    text = before = file.read_bytes()
    for value in values:
        text = text.replace(value.encode(errors="surrogateescape"), hidden[value].encode())
    if text != before:
        file.write_bytes(text)  # in place: its rights stay


def _as_unchanged(folder: Path, paths: Sequence[str]) -> None:
    """git takes a file of another size for changed, until it is told to look into it."""
    changed = must("diff", "--name-only", "-z", "--", *map(_literal, paths), folder=folder)
    same = sorted(set(paths) - set(changed.split("\0")))
    if same:
        must("add", "--", *map(_literal, same), folder=folder)


def _literal(path: str) -> str:
    return f":(top,literal){path}"


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), errors="surrogateescape")


def _substitution(text: str, other: str) -> str:
    pattern = re.sub(r"([\\/.*\[\]^$])", r"\\\1", text)
    replacement = re.sub(r"([\\/&])", r"\\\1", other)
    return f"s/{pattern}/{replacement}/g"


def _pattern(path: str) -> str:
    """A path as git's attributes want it: no wildcard, quoted where it has odd characters."""
    literal = re.sub(r"([\\*?\[\]])", r"\\\1", path)
    quoted = literal.replace("\\", "\\\\").replace('"', '\\"')
    return f'"/{quoted}"'
