"""When people work: moments spread evenly over weeks are moved to where most things happen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sandbox.seeding.copytext.raw import DAY

WEEK = 7 * DAY
SLOT = 900
"""A week is cut into slots of so many seconds, each with a weight."""
_MONDAY = 4 * DAY
"""1970-01-05."""

_HOURS = {
    **dict.fromkeys(range(6), 0.03),
    6: 0.15,
    7: 1.5,
    **dict.fromkeys((8, 9, 10, 11), 7),
    12: 4,
    **dict.fromkeys((13, 14, 15, 16), 6.5),
    17: 3.5,
    18: 1.2,
    **dict.fromkeys((19, 20, 21), 0.6),
    **dict.fromkeys((22, 23), 0.15),
}
_DAYS = (1.05, 1.1, 1.05, 1.0, 0.9, 0.09, 0.06)
"""Monday to Sunday."""


def _table() -> tuple[list[int], list[float]]:
    """For each of as many equal parts of a week's activity as it has slots, where it begins.

    Returns the seconds into the week at which each part begins, and how long it takes.
    """
    weights = [day * _HOURS[hour] for day in _DAYS for hour in range(24) for _ in range(4)]
    total, parts = sum(weights), len(weights)
    starts: list[float] = []
    slot, before = 0, 0.0
    for part in range(parts + 1):
        goal = total * part / parts
        while slot < parts - 1 and before + weights[slot] <= goal:
            before += weights[slot]
            slot += 1
        starts.append(min((slot + (goal - before) / weights[slot]) * SLOT, float(WEEK)))
    lengths = [after - start for start, after in pairwise(starts)]
    return [int(start) for start in starts[:-1]], lengths


_STARTS, _LENGTHS = _table()
_PARTS = len(_STARTS)
_PART = WEEK / _PARTS


def working_times(moments: Sequence[float]) -> list[int]:
    """Each moment moved to where people work, in its own week; earlier ones stay earlier.

    Most land on weekdays between 8 and 18 o'clock, some in the evening, few at the weekend.
    """
    moved = []
    for moment in moments:
        week = (moment - _MONDAY) // WEEK
        begin = _MONDAY + week * WEEK
        part = (moment - begin) / _PART
        index = int(part)
        if index >= _PARTS:
            index, part = _PARTS - 1, _PARTS
        moved.append(int(begin + _STARTS[index] + int((part - index) * _LENGTHS[index])))
    return moved


def working_time(moment: float) -> int:
    """One moment, as `working_times` moves it."""
    return working_times((moment,))[0]
