"""Random streams that depend on names and a seed number, and on nothing else."""

from __future__ import annotations

from hashlib import blake2b
from math import gcd
from random import Random


def stable_hash(*parts: object) -> int:
    """A 64-bit number that is the same in every process, on every machine."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def stream(seed: int, *names: str) -> Random:
    """The random stream of one column (or one other decision), whatever else is drawn."""
    return Random(stable_hash(seed, *names))


class Shuffle:
    """A bijection of range(size): every number once, in an order that looks random.

    Needs no memory, unlike a shuffled list. Indexes past the size start over.
    """

    __slots__ = ("_factor", "_offset", "size")

    def __init__(self, size: int, random: Random) -> None:
        if size < 1:
            raise ValueError("nothing to shuffle")
        self.size = size
        self._offset = random.randrange(size)
        factor = random.randrange(size) | 1
        while gcd(factor, size) != 1:
            factor += 1
        self._factor = factor % size if size > 1 else 0

    def __getitem__(self, index: int) -> int:
        return (index * self._factor + self._offset) % self.size

    def whole(self) -> list[int]:
        """Every number, in order of the indexes."""
        factor, offset, size = self._factor, self._offset, self.size
        return [(index * factor + offset) % size for index in range(size)]
