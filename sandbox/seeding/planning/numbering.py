"""Columns that a sequence numbers: the numbers that it would give, in its steps and bounds."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column, Sequence
from sandbox.seeding.steps.step import Step
from sandbox.seeding.values.numbers import bounds_of_type
from sandbox.seeding.values.value import Rows

_BLOCK = 100_000
"""Numbers that a table which shares a sequence has for itself."""


def first_number(column: Column, taken: Iterable[int]) -> int:
    """The first of the sequence's numbers beyond all that are taken."""
    sequence = _sequence(column)
    step = sequence.increment
    start = sequence.start
    moved = start + sequence.block * _BLOCK * step
    low, high = bounds_of_type(column)
    if max(low, sequence.minimum) <= moved <= min(high, sequence.maximum):
        start = moved
    furthest = max(taken, key=lambda number: number if step > 0 else -number, default=None)
    if furthest is None or (furthest - start) * (1 if step > 0 else -1) < 0:
        return start
    return start + ((furthest - start) // step + 1) * step


def numbers_of(column: Column, first: int, *, unique: bool) -> Step:
    """The sequence's numbers from `first` on; one that cycles begins again where it may."""
    sequence = _sequence(column)
    step, (low, high) = sequence.increment, bounds_of_type(column)
    low, high = max(low, sequence.minimum), min(high, sequence.maximum)
    room = max(((high - first) if step > 0 else (first - low)) // abs(step) + 1, 0)
    again = low if step > 0 else high
    round_ = (high - low) // abs(step) + 1

    def one(number: int) -> Raw:
        if number < room:
            return first + number * step
        return again + (number - room) % round_ * step

    def run(rows: Rows) -> list[list[Raw]]:
        if rows.first + rows.count <= room:
            start = first + rows.first * step
            return [list(range(start, start + rows.count * step, step))]
        return [[one(number) for number in rows.numbers]]

    endless = sequence.cycle and not unique
    return Step(
        gives=(column.name,), run=run, why="the next number", most=None if endless else room
    )


def _sequence(column: Column) -> Sequence:
    assert column.sequence is not None
    return column.sequence
