"""The code as it was at points in time, and what goes on when a command has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from sandbox.model.points import Point


class Points(Protocol):
    """The files of a workspace, recorded beside all that the person does in it.

    Each call raises NotFound where the folder is gone or no copy of an app, WorkFailed.
    """

    def record(self, folder: Path, verb: str, *, pin: str | None = None) -> Point | None:
        """The point that was made, None where nothing changed since the one before.

        verb: what is about to happen; pin: a further name for the newest point.
        """
        ...

    def points(self, folder: Path) -> list[Point]:
        """Newest first."""
        ...

    def mark(self, folder: Path) -> str:
        """What is not recorded yet, as one word that changes with it; "" for nothing."""
        ...

    def go(self, folder: Path, number: int, verb: str) -> tuple[Point, tuple[str, ...]]:
        """Record, then make the files as they were at the point.

        (The point that records what came of it, the files that were left as they are because
        nobody could have had them back.) Raises NotFound where there is no point of that number.
        """
        ...

    def drop(self, folder: Path, numbers: Iterable[int]) -> None:
        """Without these points; what the others hold stays."""
        ...


class Background(Protocol):
    def begin(self, name: str, work: Callable[[], None]) -> bool:
        """Do it in a process of its own that outlives this one, and has none of its files open.

        False where one of that name is at work already, or the system knows no such processes.
        """
        ...
