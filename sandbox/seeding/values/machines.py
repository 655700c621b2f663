"""Addresses of machines, pages and files: all of ranges and domains kept for documentation."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.value import Spec, Value, from_pool
from sandbox.seeding.values.words import USER_AGENTS

_DOCUMENTATION = ("192.0.2", "198.51.100", "203.0.113")


def ip(spec: Spec) -> Value:
    """IPv4 from the ranges kept for documentation (RFC 5737), IPv6 (RFC 3849) once they are out."""
    short = tuple(f"{net}.{host}" for net in _DOCUMENTATION for host in range(1, 255))
    random = spec.random().random

    def one(index: int) -> str:
        if index < len(short):
            return short[index]
        index -= len(short)
        return f"2001:db8:0:{index >> 32 & 0xFFFF:x}::{index >> 16 & 0xFFFF:x}:{index & 0xFFFF:x}"

    return Value(
        why="an address kept for documentation",
        draw=lambda rows: [short[int(random() * len(short))] for _ in range(rows.count)],
        pick=lambda indexes: [one(index) for index in indexes],
        size=len(short) if spec.rows <= len(short) else 10**12,
        longest=32,
    )


def network(spec: Spec) -> Value:
    """`inet` or `cidr`."""
    if spec.column.type == "inet":
        return ip(spec)

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"2001:db8:{index >> 16 & 0xFFFF:x}:{index & 0xFFFF:x}::/64" for index in indexes]

    random = spec.random().random
    return Value(
        why="a network kept for documentation",
        draw=lambda rows: pick([int(random() * 4096) for _ in range(rows.count)]),
        pick=pick,
        size=2**32,
        longest=22,
    )


def mac(spec: Spec) -> Value:
    """Locally administered, so no maker's."""
    extra = ":00:00" if spec.column.type == "macaddr8" else ""

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [
            f"02:00:5e:{i >> 16 & 255:02x}:{i >> 8 & 255:02x}:{i & 255:02x}{extra}" for i in indexes
        ]

    random = spec.random().random
    return Value(
        why="a locally administered hardware address",
        draw=lambda rows: pick([int(random() * 2**24) for _ in range(rows.count)]),
        pick=pick,
        size=2**24,
        longest=23,
    )


def user_agent(spec: Spec) -> Value:
    return from_pool(USER_AGENTS, spec.random(), "a browser's name for itself")


def url(spec: Spec) -> Value:
    def pick(indexes: Sequence[int]) -> list[Raw]:
        stem = spec.table.name.replace("_", "-").lower()
        return [f"https://www.example.com/{stem}/{index + 1}" for index in indexes]

    return Value(
        why="an address at a reserved domain",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**12,
        distinct=True,
        longest=36 + len(spec.table.name),
    )
