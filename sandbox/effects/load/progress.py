"""How far the load is: table, rows, rate and time left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.seeding.schemas.schema import Table, TableName

SELDOM = 0.2
"""Seconds between two words about the same table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadProgress:
    """rows, of wanted: of the table. rate: rows a second, of all tables. left: seconds, about."""

    table: str
    rows: int
    wanted: int
    rate: float
    left: float

    def __str__(self) -> str:
        return (
            f"{self.table}: {self.rows:,} of {self.wanted:,} rows, "
            f"{self.rate:,.0f} rows/s, {self.left:,.0f} s left"
        )


OnProgress = Callable[[LoadProgress], None]


class Meter:
    """Counts the rows of all tables. expected: about how many each gets."""

    def __init__(self, expected: Mapping[TableName, int], on_progress: OnProgress) -> None:
        self._expected = dict(expected)
        self._made: dict[TableName, int] = {}
        self._on_progress = on_progress
        self._began = self._said = time.monotonic()
        self._lock = threading.Lock()

    def count(self, table: Table, made: int, wanted: int) -> None:
        """Says so now and then, from whichever thread it is called."""
        now = time.monotonic()
        with self._lock:
            self._expected[table.qualified] = wanted
            self._made[table.qualified] = made
            if now - self._said < SELDOM:
                return
            self._said = now
            progress = self._progress(table, made, wanted, max(now - self._began, 0.001))
        self._on_progress(progress)

    def _progress(self, table: Table, made: int, wanted: int, seconds: float) -> LoadProgress:
        done, total = sum(self._made.values()), sum(self._expected.values())
        rate = done / seconds
        return LoadProgress(
            table=table.name,
            rows=made,
            wanted=wanted,
            rate=rate,
            left=max(total - done, 0) / max(rate, 1.0),
        )
