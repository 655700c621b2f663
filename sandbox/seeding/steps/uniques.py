"""Values that are unique, alone or together with other columns, by construction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd
from random import Random
from typing import Any

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.steps.step import DROP, Step
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.value import Rows, Value

MIXED = 10**9
"""A rule with more values than this mixes them itself; smaller ranges are shuffled here."""

PASSED_OVER = 3_000
"""So many values in turn are passed over that would count as the same."""


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


def unique_through(
    name: str, value: Value, group: Sequence[str], same: Callable[[Raw], Any], random: Random
) -> Step:
    """A value whose `same` is different in every row, or in every row of a group.

    The values are looked at in turn, each once; those that would count as the same are passed over.
    """
    assert value.pick is not None
    pick, at = value.pick, _order(value, random)
    positions: dict[tuple[Raw, ...], int] = {}
    seen: dict[tuple[Raw, ...], set[Any]] = {}
    exhausted: set[tuple[Raw, ...]] = set()

    def one(key: tuple[Raw, ...]) -> Raw:
        if key in exhausted:
            return DROP
        start = positions.get(key)
        if start is None:
            start = random.randrange(min(value.size, MIXED)) if group else 0
        there = seen.setdefault(key, set())
        for tried in range(min(PASSED_OVER, value.size)):
            (found,) = pick([at((start + tried) % value.size)])
            what = same(found)
            if what is None or what not in there:
                there.add(what)
                positions[key] = start + tried + 1
                return found
        exhausted.add(key)
        return DROP

    def run(rows: Rows) -> Sequence[list[Raw]]:
        if not group:
            return [[one(()) for _ in range(rows.count)]]
        keys = zip(*(rows.columns[other] for other in group), strict=True)
        return [[one(key) for key in keys]]

    return Step(gives=(name,), needs=tuple(group), run=run, why=f"{value.why}, no two the same")


def unique_within(
    name: str, value: Value, group: Sequence[str], ordered: bool, random: Random
) -> Step:
    """A different value in every row of a group: the n-th row of a group takes the n-th value.
    What is kept grows with the number of groups, which are parents mostly, not with the rows.

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


def spread_within(
    name: str, value: Value, group: Sequence[str], window: int, random: Random
) -> Step:
    """A different value in every row of a group, each somewhere among the first `window` values
    as long as these last: a group goes through them in steps of its own."""
    assert value.pick is not None
    pick = value.pick
    counts: dict[tuple[Raw, ...], list[int]] = {}

    def index(key: tuple[Raw, ...]) -> int:
        known = counts.get(key)
        if known is None:
            step = 1
            while gcd(step, window) > 1 or step == 1:
                step = random.randrange(window // 8, window)
            known = counts[key] = [0, random.randrange(window), step]
        number, start, step = known
        known[0] += 1
        return number // window * window + (start + number * step) % window

    def run(rows: Rows) -> Sequence[list[Raw]]:
        keys = zip(*(rows.columns[other] for other in group), strict=True)
        return [pick([index(key) for key in keys])]

    why = f"{value.why}, no two the same in a group"
    return Step(gives=(name,), needs=tuple(group), run=run, why=why)


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
