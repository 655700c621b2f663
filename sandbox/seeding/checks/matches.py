"""The texts that match a pattern, as a sequence to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import overload

from sandbox.seeding.values.strings import Strings

MOST = 1 << 31


class Matches(Sequence[str]):
    """All texts of a pattern, at most MOST, each once, made when asked for."""

    def __init__(self, strings: Strings) -> None:
        self._strings = strings
        # Steps of this many meet each text once, and texts beside each other look different.
        self._stride = max(strings.size * 618_034 // 1_000_000, 1)
        while gcd(self._stride, strings.size) > 1:
            self._stride += 1

    def __len__(self) -> int:
        return min(self._strings.size, MOST)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._strings.nth((index + 1) * self._stride % self._strings.size)
