"""What a person's work changes, as plain values: the only thing that checks look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Line = tuple[int, str]
"""(number from 1, text without its end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file. path: relative, after the change; size: of the file then, in bytes, 0 if removed.

    added, removed: lines with their numbers in the new and the old file; none of a binary one.
    """

    path: str
    how: Literal["added", "changed", "removed"]
    size: int = 0
    binary: bool = False
    added: tuple[Line, ...] = ()
    removed: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Everything between two commits. base: what it builds on; tip: the work itself."""

    base: str
    tip: str
    files: tuple[FileChange, ...]

    @property
    def added(self) -> int:
        """Lines."""
        return sum(len(one.added) for one in self.files)

    @property
    def removed(self) -> int:
        """Lines."""
        return sum(len(one.removed) for one in self.files)

    def of(self, path: str) -> FileChange | None:
        return next((one for one in self.files if one.path == path), None)

    def lines(self) -> Iterator[tuple[FileChange, int, str]]:
        """(file, line number, text) of everything that is new."""
        for one in self.files:
            for number, text in one.added:
                yield one, number, text
