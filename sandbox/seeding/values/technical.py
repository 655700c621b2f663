"""Identifiers, tokens, addresses of machines, documents: what people do not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool


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


def xml(spec: Spec) -> Value:
    return Value(
        why="a small document",
        draw=lambda rows: [f"<row><number>{n + 1}</number></row>" for n in rows.numbers],
        distinct=True,
    )


def search_vector(spec: Spec) -> Value:
    """Lexemes with their places, as `to_tsvector` gives them."""
    pool = ("'order':1 'report':2", "'green':1 'hous':2", "'check':3 'first':1 'note':2")
    value = from_pool(pool, spec.random(), "lexemes")

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{pool[index % 3]} '{index + 1}':4" for index in indexes]

    return replace(value, pick=pick, size=10**12)
