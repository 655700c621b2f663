"""Where in a TOML file a key stands, so that a person finds what is to be changed."""

from __future__ import annotations

import re

_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_HEADER = re.compile(rf"^\s*\[\s*{_DOTTED}\s*\]\s*(#.*)?$")
_KEY = re.compile(rf"^\s*{_DOTTED}\s*=")


def line_of(text: str, *path: str) -> int | None:
    """The line, from 1, of the key at `path`, or of the nearest table around it; None for neither.

    Reads what people write, one key a line; in a table within a line it finds the table.
    """
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_parts(key[1])), number)
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((found[one] for one in around if one in found), None)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
