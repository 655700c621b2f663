"""Values that are unique, alone or together with other columns, by construction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from sandbox.seeding.raw import Raw
from sandbox.seeding.steps.step import DROP, Step
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.value import Rows, Value

MIXED = 10**9
"""A rule with more values than this mixes them itself; smaller ranges are shuffled here."""


def unique_values(name: str, value: Value, start: int, random: Random) -> Step:
    """A different value in every row. start: how many values earlier rows have used up."""
    if value.pick is None or value.distinct:
        return Step(
            gives=(name,), needs=value.needs, run=lambda rows: [value.draw(rows)], why=value.why
        )
    at = _order(value, random)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        return [_picked(value, [at(start + n) for n in rows.numbers], start + rows.first)]

    return Step(
        gives=(name,),
        needs=(),
        run=run,
        why=f"{value.why}, no two the same",
        most=max(value.size - start, 0),
    )


def unique_within(
    name: str, value: Value, group: Sequence[str], ordered: bool, random: Random
) -> Step:
    """A different value in every row of a group: the n-th row of a group takes the n-th value.

    ordered: the values count up (positions); otherwise each group starts somewhere else.
    """
    assert value.pick is not None
    pick, size = value.pick, value.size
    counts: dict[tuple[Raw, ...], int] = {}
    offsets: dict[tuple[Raw, ...], int] = {}

    def index(key: tuple[Raw, ...]) -> int | None:
        number = counts.get(key, 0)
        counts[key] = number + 1
        if number >= size:
            return None
        if ordered:
            return number
        offset = offsets.get(key)
        if offset is None:
            offset = offsets[key] = random.randrange(min(size, MIXED))
        return (number + offset) % size

    def run(rows: Rows) -> Sequence[list[Raw]]:
        keys = zip(*(rows.columns[other] for other in group), strict=True)
        indexes = [index(key) for key in keys]
        picked = iter(pick([i for i in indexes if i is not None]))
        return [[DROP if i is None else next(picked) for i in indexes]]

    return Step(
        gives=(name,), needs=tuple(group), run=run, why=f"{value.why}, no two the same in a group"
    )


def first_in_group(name: str, group: Sequence[str]) -> Step:
    """True in the first row of each group and false in the others, for partial unique indexes."""
    seen: set[tuple[Raw, ...]] = set()

    def is_first(key: tuple[Raw, ...]) -> bool:
        known = key in seen
        seen.add(key)
        return not known

    def run(rows: Rows) -> Sequence[list[Raw]]:
        if not group:
            return [[n == 0 for n in rows.numbers]]
        keys = zip(*(rows.columns[other] for other in group), strict=True)
        return [[is_first(key) for key in keys]]

    return Step(gives=(name,), needs=tuple(group), run=run, why="true once in a group")


def _order(value: Value, random: Random) -> Callable[[int], int]:
    if value.size > MIXED or value.size < 1:
        return lambda index: index
    return Shuffle(value.size, random).__getitem__


def _picked(value: Value, indexes: Sequence[int], first: int) -> list[Raw]:
    """The values of the indexes; DROP for rows past the last value there is."""
    assert value.pick is not None
    room = max(value.size - first, 0)
    picked: list[Raw] = list(value.pick(indexes[:room]))
    return picked + [DROP] * (len(indexes) - len(picked))
