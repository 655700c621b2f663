"""References, codes and numbers that stand for things."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import noun, singular
from sandbox.seeding.values.value import Rows, Spec, Value

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Capitals and digits that are not mistaken for each other."""


EACH = 6
"""So many rows have the same number of something else, on average."""

_MIX = 0x9E3779B97F4A7C15


def reference(spec: Spec) -> Value:
    """A running number with initials, as people write them: `INV-100023`.

    The number of something else, such as a `team_id` without a table of teams, comes again.
    """
    other = _of_another(spec)
    start = _initials(other) if other else _initials(spec.table.name.split("_"))
    longest = min(spec.limits.longest or 99, spec.column.length or 99)
    prefix = f"{start[:4]}-" if longest >= 11 else (start[:1] if longest >= 7 else "")
    digits = min(6, longest - len(prefix))
    if 10**digits < spec.rows * 2:
        prefix, digits = "", min(longest, 18)
    first = 10 ** (digits - 1)

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{prefix}{first + index}" for index in indexes]

    random, few = spec.random().random, max(spec.rows // EACH, 3)
    again = bool(other) and spec.column.name.lower().endswith("id")

    def draw(rows: Rows) -> list[Raw]:
        return pick([int(random() * few) for _ in rows.numbers] if again else rows.numbers)

    return Value(
        why=f"a running number ({prefix}{first} and on)",
        draw=draw,
        pick=pick,
        size=10**12,
        distinct=not again,
        longest=max(len(prefix) + digits, len(f"{prefix}{first + spec.rows * 2}")),
    )


def _of_another(spec: Spec) -> list[str]:
    """The words that say whose number it is, where it is not the row's own."""
    words = words_of(spec.column.name)[:-1]
    return [] if not words or singular(words[-1]) == noun(spec.table.name) else words


def _initials(words: Sequence[str]) -> str:
    letters = "".join(word[0] for word in words if word).upper()
    return letters if len(letters) > 1 else singular("".join(words))[:3].upper()


def code(spec: Spec) -> Value:
    """Letters and digits, as many as must or may be."""
    longest = min(spec.limits.longest or 8, spec.column.length or 8)
    length = max(min(longest, 8), spec.limits.shortest, 1)
    size = len(ALPHABET) ** length
    random = spec.random().random

    def one(index: int) -> str:
        # An odd factor reaches every number below a power of two, and mixes neighbours.
        index = (index + 1) * _MIX % size
        letters = []
        for _ in range(length):
            index, letter = divmod(index, len(ALPHABET))
            letters.append(ALPHABET[letter])
        return "".join(letters)

    return Value(
        why=f"a code of {length} letters and digits",
        draw=lambda rows: [one(int(random() * size)) for _ in range(rows.count)],
        pick=lambda indexes: [one(index) for index in indexes],
        size=size,
        longest=length,
    )
