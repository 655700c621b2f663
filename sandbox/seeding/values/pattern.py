"""Texts made from the pattern that a check wants them to match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.codes import ALPHABET
from sandbox.seeding.values.strings import Alternatives, Letters, Repeated, Sequenced, Strings
from sandbox.seeding.values.value import Rows, Spec, Value

_DIGITS = "0123456789"
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_CLASSES = {
    "d": _DIGITS,
    "w": _LOWER + _DIGITS,
    "s": " ",
    "[:alpha:]": _LOWER,
    "[:digit:]": _DIGITS,
    "[:alnum:]": _LOWER + _DIGITS,
    "[:upper:]": _LOWER.upper(),
    "[:lower:]": _LOWER,
    "[:space:]": " ",
    "[:blank:]": " ",
    "[:punct:]": "!#%&*+-./:;=?@_~",
    "[:word:]": _LOWER + _DIGITS,
    "[:xdigit:]": "0123456789abcdef",
}
_ANY = _LOWER + _DIGITS
_PRINTABLE = "".join(map(chr, range(33, 127)))
UNBOUNDED = 6
"""`+` and `*` repeat up to so many times more than they have to."""
NOTHING = Letters("")


def strings_of_like(pattern: str, letters: str = ALPHABET) -> Strings:
    """The texts that a LIKE pattern lets through: % becomes some of the letters, _ one."""
    parts: list[Strings] = []
    escaped = False
    for letter in pattern:
        if escaped or letter not in "%_\\":
            parts.append(Letters(letter))
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            parts.append(Repeated(Letters(letters), *((6, 6) if letter == "%" else (1, 1))))
    return Sequenced(parts)


def from_regex(spec: Spec, pattern: str) -> Value | None:
    """A regular expression of the plain kind; None for look-around, back references and such."""
    strings = strings_of(pattern)
    return None if strings is None else texts(spec, strings, f"made from the pattern {pattern}")


def from_all(spec: Spec) -> Value | None:
    """Texts that match several patterns at once, where these may stand anywhere in them."""
    patterns = [pattern for pattern, _ in spec.limits.regex]
    anchored = any(re.search(r"(?<!\\)[$]|^\^|[(|]\^", pattern) for pattern in patterns)
    parts = [strings_of(pattern) for pattern in patterns]
    if len(parts) < 2 or anchored:
        return None
    known: list[Strings] = [part for part in parts if part is not None]
    filler = Repeated(Letters(_LOWER), 0, 4, True)
    return texts(spec, Sequenced([*known, filler]), "made from the patterns")


def strings_of(pattern: str) -> Strings | None:
    """The texts that match a regular expression; None where it says what this does not read."""
    pattern = re.sub(r"^\(\?[a-z]+\)|^\*\*\*[:=]", "", pattern)
    try:
        reader = _Regex(pattern)
        strings = reader.alternatives()
    except (ValueError, IndexError):
        return None
    return None if reader.rest else strings


def texts(spec: Spec, strings: Strings, why: str) -> Value:
    """Texts of a length that the column holds, where the pattern leaves a choice."""
    longest = [n for n in (spec.column.length, spec.limits.longest) if n is not None]
    strings = strings.limited(spec.limits.shortest, min(longest, default=None))
    random = spec.random("pattern")

    def draw(rows: Rows) -> list[Raw]:
        return [strings.any(random) for _ in range(rows.count)]

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [strings.nth(index) for index in indexes]

    most = strings.lengths[1]
    value = Value(why=why, draw=draw, pick=pick, size=strings.size, longest=most)
    return value if strings.different else replace(value, pick=None, size=0)


class _Regex:
    """Reads a regular expression and gives the texts that match it."""

    def __init__(self, pattern: str) -> None:
        self.rest = pattern

    def alternatives(self) -> Strings:
        branches = [self._sequence()]
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else Alternatives(branches)

    def _sequence(self) -> Strings:
        parts: list[Strings] = []
        while self.rest and self.rest[0] not in "|)":
            parts.append(self._repeated(self._atom()))
        return Sequenced(parts)

    def _atom(self) -> Strings:
        letter, self.rest = self.rest[0], self.rest[1:]
        if letter in "^$":
            return NOTHING
        if letter == ".":
            return Letters(_ANY)
        if letter == "[":
            return _letters(self._set())
        if letter == "(":
            return self._group()
        if letter == "\\":
            return self._escape()
        if letter in "*+?{":
            raise ValueError(letter)
        return Letters(letter)

    def _group(self) -> Strings:
        if self.rest.startswith("?:"):
            self.rest = self.rest[2:]
        elif self.rest.startswith("?"):
            raise ValueError("look-around")
        inner = self.alternatives()
        if not self.rest.startswith(")"):
            raise ValueError("(")
        self.rest = self.rest[1:]
        return inner

    def _escape(self) -> Strings:
        letter, self.rest = self.rest[0], self.rest[1:]
        if letter in _CLASSES:
            return Letters(_CLASSES[letter])
        if letter in "DWS":
            members = _CLASSES[letter.lower()]
            return _letters("".join(c for c in _ANY + "-" if c not in members))
        if letter in "AZmMyY":
            return NOTHING
        if letter.isalnum():
            raise ValueError(letter)
        return Letters(letter)

    def _set(self) -> str:
        negated = self.rest.startswith("^")
        if negated:
            self.rest = self.rest[1:]
        members = ""
        first = True
        while first or not self.rest.startswith("]"):
            members += self._member()
            first = False
        self.rest = self.rest[1:]
        if negated:
            return "".join(c for c in _ANY if c not in members) or "".join(
                c for c in _PRINTABLE if c not in members
            )
        return members

    def _member(self) -> str:
        for name in _CLASSES:
            if name.startswith("[") and self.rest.startswith(name):
                self.rest = self.rest[len(name) :]
                return _CLASSES[name]
        escaped = self.rest[0] == "\\"
        letter = self.rest[1] if escaped else self.rest[0]
        self.rest = self.rest[2 if escaped else 1 :]
        if escaped and letter in _CLASSES:
            return _CLASSES[letter]
        if len(self.rest) > 1 and self.rest[0] == "-" and self.rest[1] != "]":
            last, self.rest = self.rest[1], self.rest[2:]
            return "".join(map(chr, range(ord(letter), ord(last) + 1)))
        return letter

    def _repeated(self, atom: Strings) -> Strings:
        match = re.match(r"(\*|\+|\?|\{(\d+)(,(\d*))?\})[?+]?", self.rest)
        if match is None:
            return atom
        self.rest = self.rest[match.end() :]
        ends = {"*": (0, UNBOUNDED), "+": (1, UNBOUNDED), "?": (0, 1)}
        low, high = ends.get(match[1], (0, 0))
        if match[2] is not None:
            low = int(match[2])
            high = low if match[3] is None else int(match[4] or low + UNBOUNDED)
        return Repeated(atom, low, high, match[1] in "*+" or match[4] == "")


def _letters(members: str) -> Strings:
    if not members:
        raise ValueError("an empty set")
    plain = "".join(c for c in dict.fromkeys(members) if c.isalnum() or c in " -_.")
    return Letters(plain or members)
