"""Ranges that do not overlap within their groups: bookings of a room, prices of a product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.copytext.structured import Span
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.steps.step import Step
from sandbox.seeding.values.moments import FIRST
from sandbox.seeding.values.value import Rows

Groups = Callable[[Rows], Sequence[tuple[Raw, ...]]]
"""For each row, the group of each constraint that the range is under; None in a group: no group."""
OPEN = 0.3
"""The share of groups whose newest range is still running, with each row of theirs."""
QUARTER = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What is spanned: where it begins, how long a range is, how far apart two of a group are.

    All in raw values; unit is what the values are whole multiples of.
    """

    first: Raw
    width: Raw
    longest: Raw
    gap: Raw
    unit: Raw


_SPAN = 700 * DAY
"""So long a time the ranges of a group are spread over."""


def pace_of(family: Family, scale: int, per_group: float) -> Pace | None:
    """per_group: how many ranges a group has, about. None for what cannot be counted."""
    rows = max(per_group, 1)
    if family is Family.TIMESTAMP:
        gap = int(min(9 * DAY, _SPAN / rows)) // QUARTER * QUARTER
        longest = max(min(4 * 3600, gap), QUARTER)
        return Pace(first=FIRST, width=200 * DAY, longest=longest, gap=gap, unit=QUARTER)
    if family is Family.DATE:
        gap = int(min(60, _SPAN / DAY / rows))
        return Pace(first=FIRST // DAY, width=200, longest=max(gap, 1), gap=gap, unit=1)
    if family in (Family.INTEGER, Family.NUMERIC, Family.FLOAT):
        unit = 10**scale if family is Family.NUMERIC else 1
        return Pace(first=0, width=100 * unit, longest=20 * unit, gap=10 * unit, unit=unit)
    return None


@dataclass(slots=True)
class _Taken:
    """What a group has taken: all of it lies from low to high; closed: nothing comes after."""

    low: Raw
    high: Raw
    closed: bool = False


def timetable(
    gives: tuple[str, ...],
    needs: Sequence[str],
    groups: Groups,
    pace: Pace,
    opens: bool,
    random: Random,
) -> Step:
    """Each range after those of its groups; one name: a range column, two: its ends.

    opens: whether a range may have no end yet. What comes after that one lies before the others.
    """
    taken: dict[tuple[int, Raw], _Taken] = {}
    draw, unit = random.random, pace.unit

    def length() -> Raw:
        return max(int(draw() ** 1.5 * (pace.longest // unit)), 0) * unit + unit

    def distance() -> Raw:
        return int(draw() ** 2 * 2 * (pace.gap // unit)) * unit + unit

    def one(keys: Sequence[Raw]) -> tuple[Raw, Raw]:
        there = [(at, key) for at, key in enumerate(keys) if key is not None]
        known = [taken[place] for place in there if place in taken]
        if any(group.closed for group in known):
            high = min(group.low for group in known) - distance()
            low, high = high - length(), high
        else:
            first = pace.first + int(draw() * (pace.width // unit)) * unit
            low = max(group.high for group in known) + distance() if known else first
            high = low + length()
        if pace.unit == QUARTER and not any(group.closed for group in known):
            low, high = _by_day(low, high)
        ends = not opens or any(group.closed for group in known) or draw() > OPEN
        for place in there:
            group = taken.setdefault(place, _Taken(low, high))
            group.low, group.high = min(group.low, low), max(group.high, high)
            group.closed = group.closed or not ends
        return low, high if ends else None

    def run(rows: Rows) -> Sequence[list[Raw]]:
        made = [one(keys) for keys in groups(rows)]
        if len(gives) == 1:
            return [[Span(low, high) for low, high in made]]
        return [[low for low, _ in made], [high for _, high in made]]

    return Step(gives=gives, needs=tuple(needs), run=run, why="after the others of its group")


def _by_day(low: Raw, high: Raw) -> tuple[Raw, Raw]:
    """Not at night: moved to the next morning."""
    hour = low % DAY // 3600
    moved = 0 if 7 <= hour < 19 else (31 * 3600 - low % DAY) % DAY
    moved = moved // QUARTER * QUARTER
    return low + moved, high + moved


def same_in_group(name: str, step: Step, needs: Sequence[str], groups: Groups) -> Step:
    """The column as in the group's first row: nothing else may be beside it."""
    seen: dict[tuple[Raw, ...], Raw] = {}

    def run(rows: Rows) -> Sequence[list[Raw]]:
        (values,) = step.run(rows)
        keys = groups(rows)
        return [
            [seen.setdefault(key, v) if None not in key else v
             for key, v in zip(keys, values, strict=True)]
        ]  # fmt: skip

    names = (*step.needs, *(need for need in needs if need not in step.needs))
    return Step(gives=(name,), needs=names, run=run, why="as in its group", most=step.most)
