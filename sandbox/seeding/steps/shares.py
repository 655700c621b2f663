"""Parents shared out: none too often, no combination twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import ForeignKey
from sandbox.seeding.steps.lines import shared_out
from sandbox.seeding.steps.references import SKEW, index_name
from sandbox.seeding.steps.step import DROP, Step
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.value import Rows


def capped(key: ForeignKey, parents: Sequence[int], most: int, wanted: int, random: Random) -> Step:
    """Any parent, unevenly, but none more than `most` times."""
    shares = _shares(len(parents), most, wanted, random)
    shuffle = Shuffle(len(parents), random)
    order = [parents[shuffle[i]] for i, share in enumerate(shares) for _ in range(share)]
    random.shuffle(order)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        return [[order[n] if n < len(order) else DROP for n in rows.numbers]]

    return Step(gives=(index_name(key),), run=run, why=f"any parent, at most {most} times")


def together(
    names: Sequence[str],
    parents: Sequence[Sequence[int]],
    rows_wanted: int,
    random: Random,
    fair: bool = False,
) -> Step:
    """An index for each name in a row, no combination twice; uneven on the first side, or, where
    it is `fair`, with a row for each of it."""
    source = _combinations(parents, rows_wanted, random, fair)
    nothing = (DROP,) * len(names)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        made = [next(source, nothing) for _ in range(rows.count)]
        return [list(column) for column in zip(*made, strict=True)] or [[] for _ in names]

    return Step(gives=tuple(names), run=run, why="combinations, none twice")


def _combinations(
    parents: Sequence[Sequence[int]], wanted: int, random: Random, fair: bool
) -> Iterator[tuple[Raw, ...]]:
    first, rest = parents[0], parents[1:]
    room = prod(map(len, rest))
    shuffle = Shuffle(len(first), random)
    shares = _fair_shares if fair else _shares
    for index, count in enumerate(shares(len(first), room, wanted, random)):
        for number in random.sample(range(room), count):
            chosen = [first[index if fair else shuffle[index]]]
            for others in rest:
                number, at = divmod(number, len(others))
                chosen.append(others[at])
            yield tuple(chosen)


def _fair_shares(parents: int, most: int, wanted: int, random: Random) -> Iterator[int]:
    """The same, with one for each if there are as many: what is too much goes to the next."""
    over = 0
    for due in shared_out(parents, min(wanted, parents * most), random):
        share = min(due + over, most)
        over += due - share
        yield share


def _shares(parents: int, most: int, wanted: int, random: Random) -> list[int]:
    """How many of `wanted` each parent gets, none more than `most`; uneven."""
    wanted = min(wanted, parents * most)
    shares = [0] * parents
    over = 0
    for _ in range(wanted):
        index = int(random.random() ** SKEW * parents)
        if shares[index] < most:
            shares[index] += 1
        else:
            over += 1
    for index in range(parents):
        added = min(most - shares[index], over)
        shares[index] += added
        over -= added
    return shares
