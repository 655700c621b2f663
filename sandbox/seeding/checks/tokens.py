"""The words of an SQL expression."""

from __future__ import annotations

import re
from typing import NamedTuple

from sandbox.seeding.checks.expression import (
    NotUnderstood,
)

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<string>[Ee]?'(?:[^']|'')*')
  | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
  | (?P<quoted>"(?:[^"]|"")+")
  | (?P<word>[A-Za-z_][A-Za-z0-9_$]*)
  | (?P<cast>::)
  | (?P<operator>[-+*/<>=~!@\#%^&|`?]+)
  | (?P<mark>[()\[\],.])
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    kind: str
    text: str


def tokens_of(text: str) -> list[Token]:
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.end() == position:
            raise NotUnderstood(f"unexpected {text[position : position + 10]}")
        position = match.end()
        kind = str(match.lastgroup)
        tokens.append(Token(kind, match[kind]))
    return tokens


def string_value(text: str) -> str:
    if text[0] in "Ee":
        body = text[2:-1].replace("''", "'")
        return re.sub(r"\\(.)", lambda match: _UNESCAPED.get(match[1], match[1]), body)
    return text[1:-1].replace("''", "'")


_UNESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
