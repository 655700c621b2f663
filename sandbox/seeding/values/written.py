"""Days in columns of text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.values.moments import ANCHOR
from sandbox.seeding.values.value import Rows, Spec, Value

LAST = date(1970, 1, 1) + timedelta(days=ANCHOR // DAY)
YEARS = 2


def day(spec: Spec) -> Value:
    """`2026-03-14`: of the last two years, of the working life where somebody is born."""
    born = "birth" in spec.column.name.lower() or spec.column.name.lower() == "dob"
    back = 20 * 365 if born else 0
    size = 45 * 365 if born else YEARS * 365
    random = spec.random().random

    def pick(indexes: Iterable[int]) -> list[Raw]:
        return [(LAST - timedelta(days=back + index)).isoformat() for index in indexes]

    def draw(rows: Rows) -> list[Raw]:
        return pick(int(random() * size) for _ in range(rows.count))

    return Value(why="a day, written out", draw=draw, pick=pick, size=size, longest=10)
