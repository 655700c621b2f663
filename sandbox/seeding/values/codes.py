"""References, codes and numbers that stand for things."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.subject import singular
from sandbox.seeding.values.value import Spec, Value

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Capitals and digits that are not mistaken for each other."""


_MIX = 0x9E3779B97F4A7C15


def reference(spec: Spec) -> Value:
    """A running number with the table's initials, as people write them: `INV-100023`."""
    letters = "".join(word[0] for word in spec.table.name.split("_") if word).upper()
    start = letters if len(letters) > 1 else singular(spec.table.name)[:3].upper()
    longest = min(spec.limits.longest or 99, spec.column.length or 99)
    prefix = f"{start[:4]}-" if longest >= 11 else (start[:1] if longest >= 7 else "")
    digits = min(6, longest - len(prefix))
    if 10**digits < spec.rows * 2:
        prefix, digits = "", min(longest, 18)
    first = 10 ** (digits - 1)

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{prefix}{first + index}" for index in indexes]

    return Value(
        why=f"a running number ({prefix}{first} and on)",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**12,
        distinct=True,
        longest=max(len(prefix) + digits, len(f"{prefix}{first + spec.rows * 2}")),
    )


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
