"""What the rows so far have in a key: exactly while there are few, then by numbers of eight bytes,
then by bits. Memory is bounded, whatever the number of rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b
from typing import Any

FEW = 200_000
"""So many entries are held themselves, some 150 bytes each."""
MANY = 4_000_000
"""So many are held as numbers: 64 MB, 96 MB while the table grows."""
BITS = 1 << 29
"""Of more, four bits each are set among so many (64 MB): of 20 million entries one in 2,500 seems
to be there already and gets another value for nothing."""
_EMPTY = 0


class Seen:
    """A set that only grows. None that is in it seems not to be; beyond FEW, hardly any that is
    not seems to be, and the same ones in every process."""

    __slots__ = ("_bits", "_exact", "_length", "_mask", "_table")

    def __init__(self) -> None:
        self._exact: set[Any] = set()
        self._table: array[int] = array("Q")
        self._bits = bytearray()
        self._mask = self._length = 0

    def __len__(self) -> int:
        return self._length or len(self._exact)

    def __contains__(self, entry: object) -> bool:
        if not self._length:
            return entry in self._exact
        number = _number(entry)
        if self._bits:
            return all(self._bits[at >> 3] >> (at & 7) & 1 for at in _places(number))
        return self._table[self._slot(number)] == number

    def add(self, entry: Any) -> None:
        if not self._length:
            self._exact.add(entry)
            if len(self._exact) > FEW:
                self._to_numbers()
            return
        self._put(_number(entry))

    def _put(self, number: int) -> None:
        if self._bits:
            self._set(number)
            self._length += 1
            return
        slot = self._slot(number)
        if self._table[slot] == _EMPTY:
            self._table[slot] = number
            self._length += 1
            if self._length > MANY:
                self._to_bits()
            elif 2 * self._length > self._mask:
                self._grow(2 * (self._mask + 1))

    def _slot(self, number: int) -> int:
        """Where the number is, or else would be."""
        table, mask = self._table, self._mask
        slot = number & mask
        while table[slot] != _EMPTY and table[slot] != number:
            slot = (slot + 1) & mask
        return slot

    def _to_numbers(self) -> None:
        exact, self._exact = self._exact, set()
        self._grow(1 << (2 * len(exact)).bit_length())
        for entry in exact:
            self._put(_number(entry))

    def _grow(self, size: int) -> None:
        old = self._table
        self._table, self._mask = array("Q", bytes(8)) * size, size - 1
        for number in old:
            if number != _EMPTY:
                self._table[self._slot(number)] = number

    def _to_bits(self) -> None:
        old, self._table = self._table, array("Q")
        self._bits = bytearray(BITS >> 3)
        for number in old:
            if number != _EMPTY:
                self._set(number)

    def _set(self, number: int) -> None:
        for at in _places(number):
            self._bits[at >> 3] |= 1 << (at & 7)


def _number(entry: object) -> int:
    """One of 64 bits, the same in every process, and for entries that are equal."""
    same = tuple(map(_plain, entry)) if isinstance(entry, tuple) else entry
    digest = blake2b(repr(same).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return int(value) if isinstance(value, bool) else value


def _places(number: int) -> Iterator[int]:
    first, second = number & 0xFFFFFFFF, number >> 32 | 1
    return ((first + n * second) % BITS for n in range(4))
