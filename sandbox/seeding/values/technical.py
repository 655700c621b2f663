"""Identifiers, tokens, addresses of machines, documents: what people do not read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sandbox.seeding.raw import Raw
from sandbox.seeding.values.value import Rows, Spec, Value, constant, from_pool

UNUSABLE = "!"
"""No hash of any password: nobody can log in with it."""


def uuid(spec: Spec) -> Value:
    """Version 4 by its bits; the stream has 122 random bits, so none comes twice."""
    bits = spec.random().getrandbits

    def draw(rows: Rows) -> list[Raw]:
        return [_uuid(bits(128)) for _ in range(rows.count)]

    return Value(why="a random UUID", draw=draw, distinct=True, longest=36)


def _uuid(bits: int) -> str:
    h = f"{bits:032x}"
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{'89ab'[bits & 3]}{h[17:20]}-{h[20:]}"


def token(spec: Spec) -> Value:
    """Hexadecimal digits, as many as a digest of that name has and the column holds."""
    name = spec.column.name.lower()
    usual = next((n for word, n in _DIGESTS if word in name), 40)
    longest = min(spec.limits.longest or 999, spec.column.length or 999)
    length = max(min(usual, longest), spec.limits.shortest)
    bits = spec.random().getrandbits

    def draw(rows: Rows) -> list[Raw]:
        return [f"{bits(4 * length):0{length}x}" for _ in range(rows.count)]

    return Value(
        why=f"{length} random hexadecimal digits", draw=draw, distinct=length >= 16, longest=length
    )


_DIGESTS = (("md5", 32), ("sha1", 40), ("sha256", 64), ("sha512", 128), ("checksum", 64))


def password_hash(spec: Spec) -> Value:
    return constant(UNUSABLE, "no password fits; a recipe can give a hash that one does")


def binary(spec: Spec) -> Value:
    """Sixteen bytes, or as many as a check wants."""
    length = max(spec.limits.shortest, min(16, spec.limits.longest or 16))
    bits = spec.random().getrandbits

    def draw(rows: Rows) -> list[Raw]:
        return [f"\\x{bits(8 * length):0{2 * length}x}" for _ in range(rows.count)]

    return Value(why=f"{length} random bytes", draw=draw, distinct=length >= 8)


def bits(spec: Spec) -> Value:
    length = spec.column.length or (1 if spec.column.type == "bit" else 8)
    random = spec.random()

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{index:0{length}b}" for index in indexes]

    return Value(
        why="random bits",
        draw=lambda rows: pick([random.getrandbits(length) for _ in range(rows.count)]),
        pick=pick,
        size=2 ** min(length, 40),
    )


def document(spec: Spec) -> Value:
    """A small JSON object; a list where the column's default is one."""
    pool: list[object]
    if (spec.column.default or "").startswith("'[]'"):
        pool = [[], ["new"], ["new", "checked"], ["checked"], ["archived"]]
    else:
        pool = [
            {"source": source, "priority": priority, "verified": verified}
            for source in ("web", "phone", "email", "import")
            for priority in ("low", "normal", "high")
            for verified in (True, False)
        ]
    texts = [json.dumps(entry) for entry in pool]
    random = spec.random().random

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [json.dumps({"number": index + 1}) for index in indexes]

    return Value(
        why="a small document",
        draw=lambda rows: [texts[int(random() * len(texts))] for _ in range(rows.count)],
        pick=pick,
        size=10**12,
    )


def xml(spec: Spec) -> Value:
    return Value(
        why="a small document",
        draw=lambda rows: [f"<row><number>{n + 1}</number></row>" for n in rows.numbers],
        distinct=True,
    )


def search_vector(spec: Spec) -> Value:
    pool = ("'order':1 'report':2", "'green':1 'house':2", "'first':1 'note':2 'check':3")
    return from_pool(pool, spec.random(), "lexemes")


def iban(spec: Spec) -> Value:
    """With wrong check digits, which no bank accepts."""

    def one(index: int) -> str:
        account = f"{index * 7919 % 10**8:08d}{index + 1:010d}"
        right = 98 - int(f"{account}131400") % 97  # 13 and 14 stand for D and E
        return f"DE{right - 1 if right > 2 else right + 1:02d}{account}"

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [one(index) for index in indexes]

    return Value(
        why="an IBAN with wrong check digits",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**10,
        distinct=True,
        longest=22,
    )


def card_number(spec: Spec) -> Value:
    """Sixteen digits whose check digit is wrong."""

    def one(index: int) -> str:
        digits = f"400000{index % 10**9:09d}"
        doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(digits)]
        right = -sum(d - 9 if d > 9 else d for d in doubled) % 10
        return f"{digits}{(right + 1) % 10}"

    return Value(
        why="a card number with a wrong check digit",
        draw=lambda rows: [one(number) for number in rows.numbers],
        pick=lambda indexes: [one(index) for index in indexes],
        size=10**9,
        distinct=True,
        longest=16,
    )


def boolean(spec: Spec) -> Value:
    """Mostly what the name or the default suggests."""
    name = spec.column.name.lower().removeprefix("is_").removeprefix("has_")
    default = (spec.column.default or "").lower()
    share = 0.5
    if default.startswith("true") or any(word in name for word in _USUALLY):
        share = 0.88
    elif default.startswith("false") or any(word in name for word in _RARELY):
        share = 0.12
    random = spec.random().random

    def draw(rows: Rows) -> list[Raw]:
        return [random() < share for _ in range(rows.count)]

    return Value(
        why=f"true in {share:.0%}",
        draw=draw,
        pick=lambda indexes: [index % 2 == 0 for index in indexes],
        size=2,
    )


_USUALLY = ("active", "enabled", "verified", "confirmed", "visible", "published", "available")
_RARELY = (
    "deleted",
    "archived",
    "admin",
    "super",
    "staff",
    "locked",
    "blocked",
    "banned",
    "spam",
    "test",
    "hidden",
    "primary",
    "default",
    "system",
    "disabled",
    "expired",
    "fail",
)
