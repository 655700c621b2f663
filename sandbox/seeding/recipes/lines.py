"""Where in a recipe's text something stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

FIXED = "fixed"
_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.)?""")
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]')


def line_of(text: str, path: tuple[str, ...], scenario: str = "") -> int | None:
    """The line, from 1, that says `path` (or its longest beginning that is said); None for none.

    It knows headers and keys that begin a line; what is inside of inline tables is at their line,
    each of a table's fixed rows (`…, "fixed", "2"`) at its own. scenario: one whose tables may
    say it in place of the recipe's own.
    """
    depth, line = _found(text, path)
    if scenario and path[:1] == ("tables",):
        deeper, there = _found(text, ("scenarios", scenario, *path), beyond=2)
        if deeper >= depth:
            depth, line = deeper, there
    if not depth:
        return None
    if path[-2:-1] == (FIXED,) and depth == len(path) - 1:
        return _row_line(text, line, int(path[-1]))
    return line


def _found(text: str, path: tuple[str, ...], beyond: int = 0) -> tuple[int, int]:
    """How many of the path's parts are said at once, without the first `beyond`, and where."""
    best, found, header = 0, 0, tuple[str, ...]()
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            said = header = _parts(stripped)
        else:
            said = (*header, *_parts(stripped)) if "=" in stripped else ()
        same = _agreeing(said, path)
        if same > best and same in (len(said), len(path)):
            best, found = same, number
    return best - beyond if best > beyond else 0, found


def _row_line(text: str, line: int, row: int) -> int:
    """The line of the so-manieth fixed row, from 1, of those that begin at `line`."""
    lines = text.splitlines()
    if lines[line - 1].strip().startswith("[["):
        head = _parts(lines[line - 1].strip())
        same = [
            number
            for number, one in enumerate(lines, 1)
            if one.strip().startswith("[[") and _parts(one.strip()) == head
        ]
        return same[row - 1] if row <= len(same) else line
    depth, rows = 0, 0
    for match in _TOKEN.finditer("\n".join(lines[line - 1 :])):
        sign = match[0]
        if sign == "\n":
            line += 1
        elif sign in "[{":
            rows += sign == "{" and depth == 1
            if rows == row:
                return line
            depth += 1
        elif sign in "]}":
            depth -= 1
            if not depth:
                break
    return line


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a dotted key at the beginning of the text."""
    parts: list[str] = []
    text = text.lstrip("[")
    at = 0
    while match := _PART.match(text, at):
        parts.append(next(group for group in match.groups()[:3] if group is not None))
        at = match.end()
        if not match[4]:
            break
    return tuple(parts)


def _agreeing(said: Sequence[str], path: tuple[str, ...]) -> int:
    count = 0
    for one, other in zip(said, path, strict=False):
        if one != other:
            break
        count += 1
    return count
