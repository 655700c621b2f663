"""Where in a recipe's text something stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.)?""")


def line_of(text: str, path: Sequence[str]) -> int | None:
    """The line, from 1, that says `path` (or its longest beginning that is said); None for none.

    It knows headers and keys that begin a line; what is inside of inline tables is at their line.
    """
    best, found, header = 0, None, tuple[str, ...]()
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            said = header = _parts(stripped)
        else:
            said = (*header, *_parts(stripped)) if "=" in stripped else ()
        same = _agreeing(said, path)
        if same > best and same == len(said):
            best, found = same, number
    return found


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


def _agreeing(said: Sequence[str], path: Sequence[str]) -> int:
    count = 0
    for one, other in zip(said, path, strict=False):
        if one != other:
            break
        count += 1
    return count
