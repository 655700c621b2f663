"""Sets of texts that can be counted, drawn from and indexed: what a pattern stands for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

MOST = 10**12
"""Sizes are cut here: nobody counts further."""
SPAN = 4
"""Of repetitions without an end, so many lengths are used."""


class Strings:
    """A set of texts.

    size: how many there are, at most MOST. nth: the texts of range(size); all different where
    `different`. lengths: of the shortest and the longest text.
    """

    size: int
    lengths: tuple[int, int]
    different: bool

    @abstractmethod
    def any(self, random: Random) -> str:
        """One of them."""

    @abstractmethod
    def nth(self, index: int) -> str:
        """The one of that number."""

    def limited(self, shortest: int, longest: int | None) -> Strings:
        """Those whose length fits, as far as the pattern's open repetitions can see to it."""
        return self


@dataclass(frozen=True)
class Letters(Strings):
    """Texts of one letter each; the empty text where there are no letters."""

    members: str

    @property
    def size(self) -> int:  # type: ignore[override]
        return max(len(self.members), 1)

    @property
    def lengths(self) -> tuple[int, int]:  # type: ignore[override]
        return (1, 1) if self.members else (0, 0)

    @property
    def different(self) -> bool:  # type: ignore[override]
        return len(set(self.members)) == len(self.members)

    def any(self, random: Random) -> str:
        return self.members[int(random.random() * len(self.members))] if self.members else ""

    def nth(self, index: int) -> str:
        return self.members[index] if self.members else ""


@dataclass(frozen=True)
class Sequenced(Strings):
    """One text of each part, after one another."""

    parts: Sequence[Strings]

    @cached_property
    def size(self) -> int:  # type: ignore[override]
        product = 1
        for part in self.parts:
            product = min(product * part.size, MOST)
        return product

    @cached_property
    def lengths(self) -> tuple[int, int]:  # type: ignore[override]
        return sum(p.lengths[0] for p in self.parts), sum(p.lengths[1] for p in self.parts)

    @cached_property
    def different(self) -> bool:  # type: ignore[override]
        """Whether it is plain that no two choices give the same text: at most one part varies
        in length."""
        loose = sum(part.lengths[0] != part.lengths[1] for part in self.parts)
        return loose <= 1 and all(part.different for part in self.parts)

    def any(self, random: Random) -> str:
        return "".join(part.any(random) for part in self.parts)

    def nth(self, index: int) -> str:
        chosen = []
        for part in reversed(self.parts):
            index, at = divmod(index, part.size)
            chosen.append(part.nth(at))
        return "".join(reversed(chosen))

    def limited(self, shortest: int, longest: int | None) -> Strings:
        low, high = self.lengths
        if (longest is None or high <= longest) and low >= shortest:
            return self
        parts = list(self.parts)
        for at, part in enumerate(parts):
            low, high = Sequenced(parts).lengths
            rest_low, rest_high = low - part.lengths[0], high - part.lengths[1]
            room = None if longest is None else max(longest - rest_low, part.lengths[0])
            parts[at] = part.limited(max(shortest - rest_high, 0), room)
        return Sequenced(parts)


@dataclass(frozen=True)
class Alternatives(Strings):
    """Any text of any branch."""

    branches: Sequence[Strings]

    @cached_property
    def size(self) -> int:  # type: ignore[override]
        return min(sum(branch.size for branch in self.branches), MOST)

    @cached_property
    def lengths(self) -> tuple[int, int]:  # type: ignore[override]
        return (
            min(branch.lengths[0] for branch in self.branches),
            max(branch.lengths[1] for branch in self.branches),
        )

    @cached_property
    def different(self) -> bool:  # type: ignore[override]
        """Only plain words are compared with one another."""
        words = [branch.nth(0) for branch in self.branches if branch.size == 1]
        return len(set(words)) == len(self.branches)

    def any(self, random: Random) -> str:
        return self.branches[int(random.random() * len(self.branches))].any(random)

    def nth(self, index: int) -> str:
        for branch in self.branches:
            if index < branch.size:
                return branch.nth(index)
            index -= branch.size
        raise IndexError(index)

    def limited(self, shortest: int, longest: int | None) -> Strings:
        cut = [branch.limited(shortest, longest) for branch in self.branches]
        fitting = [b for b in cut if longest is None or b.lengths[0] <= longest]
        return Alternatives(fitting or cut)


@dataclass(frozen=True)
class Repeated(Strings):
    """low to high texts of a set; `open` where the pattern names no end."""

    inner: Strings
    low: int
    high: int
    open: bool = False

    @cached_property
    def size(self) -> int:  # type: ignore[override]
        return min(sum(self._sizes), MOST)

    @cached_property
    def _sizes(self) -> Sequence[int]:
        return [min(self.inner.size**n, MOST) for n in range(self.low, self.high + 1)]

    @property
    def lengths(self) -> tuple[int, int]:  # type: ignore[override]
        return self.inner.lengths[0] * self.low, self.inner.lengths[1] * self.high

    @property
    def different(self) -> bool:  # type: ignore[override]
        low, high = self.inner.lengths
        return self.inner.different and low == high > 0

    def any(self, random: Random) -> str:
        number = self.low + int(random.random() * (self.high - self.low + 1))
        return "".join(self.inner.any(random) for _ in range(number))

    def nth(self, index: int) -> str:
        for number, size in enumerate(self._sizes, self.low):
            if index < size:
                return Sequenced([self.inner] * number).nth(index)
            index -= size
        raise IndexError(index)

    def limited(self, shortest: int, longest: int | None) -> Strings:
        low, high = self.low, self.high
        least, most = self.inner.lengths
        if most == 0:
            return self
        needed = -(-shortest // most)
        if needed > low:
            low = needed if self.open else min(needed, high)
            high = max(high, low + SPAN) if self.open else high
        if longest is not None:
            high = max(min(high, longest // most), self.low if least else low)
        return Repeated(self.inner, min(low, high), high, self.open)
