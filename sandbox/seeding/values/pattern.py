"""Texts made from the pattern that a check wants them to match."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from sandbox.seeding.raw import Raw
from sandbox.seeding.values.codes import ALPHABET
from sandbox.seeding.values.value import Rows, Spec, Value

Maker = Callable[[Random], str]

_CLASSES = {
    "d": "0123456789",
    "w": "abcdefghijklmnopqrstuvwxyz0123456789",
    "s": " ",
    "[:alpha:]": "abcdefghijklmnopqrstuvwxyz",
    "[:digit:]": "0123456789",
    "[:alnum:]": "abcdefghijklmnopqrstuvwxyz0123456789",
    "[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "[:lower:]": "abcdefghijklmnopqrstuvwxyz",
    "[:xdigit:]": "0123456789abcdef",
}
_ANY = "abcdefghijklmnopqrstuvwxyz0123456789"
_PRINTABLE = "".join(map(chr, range(33, 127)))
UNBOUNDED = 6
"""`+` and `*` repeat up to so many times."""


def from_like(spec: Spec, pattern: str) -> Value | None:
    """A LIKE pattern: % becomes some letters, _ one."""

    def one(random: Random) -> str:
        out, escaped = [], False
        for letter in pattern:
            if escaped or letter not in "%_\\":
                out.append(letter)
                escaped = False
            elif letter == "\\":
                escaped = True
            else:
                out.extend(random.choices(ALPHABET, k=6 if letter == "%" else 1))
        return "".join(out)

    return _value(spec, one, f"made from the pattern {pattern}")


def from_regex(spec: Spec, pattern: str) -> Value | None:
    """A regular expression of the plain kind; None for look-around, back references and such."""
    try:
        reader = _Regex(pattern)
        make = reader.alternatives()
        if reader.rest:
            return None
    except (ValueError, IndexError):
        return None
    return _value(spec, make, f"made from the pattern {pattern}")


def _value(spec: Spec, one: Maker, why: str) -> Value:
    random = spec.random("pattern")

    def draw(rows: Rows) -> list[Raw]:
        return [one(random) for _ in range(rows.count)]

    return Value(why=why, draw=draw)


class _Regex:
    """Reads a regular expression and gives a function that makes a text for it."""

    def __init__(self, pattern: str) -> None:
        self.rest = pattern

    def alternatives(self) -> Maker:
        branches = [self._sequence()]
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else lambda random: random.choice(branches)(random)

    def _sequence(self) -> Maker:
        parts: list[Maker] = []
        while self.rest and self.rest[0] not in "|)":
            parts.append(self._repeated(self._atom()))
        return lambda random: "".join(part(random) for part in parts)

    def _atom(self) -> Maker:
        letter, self.rest = self.rest[0], self.rest[1:]
        if letter in "^$":
            return lambda random: ""
        if letter == ".":
            return _one_of(_ANY)
        if letter == "[":
            return _one_of(self._set())
        if letter == "(":
            return self._group()
        if letter == "\\":
            return self._escape()
        if letter in "*+?{":
            raise ValueError(letter)
        return lambda random: letter

    def _group(self) -> Maker:
        if self.rest.startswith("?:"):
            self.rest = self.rest[2:]
        elif self.rest.startswith("?"):
            raise ValueError("look-around")
        inner = self.alternatives()
        if not self.rest.startswith(")"):
            raise ValueError("(")
        self.rest = self.rest[1:]
        return inner

    def _escape(self) -> Maker:
        letter, self.rest = self.rest[0], self.rest[1:]
        if letter in _CLASSES:
            return _one_of(_CLASSES[letter])
        if letter in "AZmMyY":
            return lambda random: ""
        if letter.isalnum():
            raise ValueError(letter)
        return lambda random: letter

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

    def _repeated(self, atom: Maker) -> Maker:
        match = re.match(r"(\*|\+|\?|\{(\d+)(,(\d*))?\})\??", self.rest)
        if match is None:
            return atom
        self.rest = self.rest[match.end() :]
        low, high = {"*": (0, UNBOUNDED), "+": (1, UNBOUNDED), "?": (0, 1)}.get(match[1], (0, 0))
        if match[2] is not None:
            low = int(match[2])
            high = low if match[3] is None else int(match[4] or low + UNBOUNDED)
        return lambda random: "".join(atom(random) for _ in range(random.randint(low, high)))


def _one_of(members: str) -> Maker:
    if not members:
        raise ValueError("an empty set")
    return lambda random: members[int(random.random() * len(members))]
