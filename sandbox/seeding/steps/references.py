"""Which parent each row refers to."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from sys import byteorder

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.keys import Kept
from sandbox.seeding.picking import picked
from sandbox.seeding.schemas.schema import ForeignKey
from sandbox.seeding.steps.step import DROP, Step
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.value import Rows

SKEW = 2.3
"""Above 1: the parents that come first in the shuffled order get more children."""

MANY, SPREAD = 5_000, 1 << 16
"""From MANY rows at once on, parents are drawn from a table of SPREAD outcomes."""
MOST = 100_000
"""So many rows of a tree may have children: memory is bounded."""
QUICK = 250_000
"""Up to so many parents, their keys are looked up in a list."""


def index_name(key: ForeignKey) -> str:
    """The hidden column that holds the parents' indexes."""
    return f"#ref:{key.name}"


class Uneven:
    """Draws parents: those that come first in a shuffled order more often."""

    __slots__ = ("_random", "_spread", "order")

    def __init__(self, parents: Sequence[int], random: Random) -> None:
        self.order = picked(parents, Shuffle(len(parents), random).whole())
        self._random = random
        self._spread: tuple[int, ...] = ()

    def draw(self, count: int) -> list[int]:
        """Any parents; where there are many, from a table of all outcomes."""
        order, size, draw = self.order, len(self.order), self._random.random
        if count < MANY or size > SPREAD >> 1:
            return [order[int(draw() ** SKEW * size)] for _ in range(count)]
        if not self._spread:
            self._spread = tuple([order[int(part * size)] for part in _parts()])
        drawn = array("H", self._random.randbytes(2 * count))
        if byteorder == "big":
            drawn.byteswap()
        return picked(self._spread, drawn)

    def sparse(self, count: int, null: float) -> list[Raw]:
        """The same with a share of NULL."""
        if not null:
            return list(self.draw(count))
        draw = self._random.random
        return [None if draw() < null else parent for parent in self.draw(count)]


def uneven(key: ForeignKey, parents: Sequence[int], null: float, random: Random) -> Step:
    """Any parent; most have few children, some many. `null`: the share of rows without one."""
    of = Uneven(parents, random)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        return [of.sparse(rows.count, null)]

    return Step(gives=(index_name(key),), run=run, why="any parent, unevenly")


@cache
def _parts() -> Sequence[float]:
    """Where each outcome falls, from 0 to 1."""
    return array("d", [(outcome / SPREAD) ** SKEW for outcome in range(SPREAD)])


def each_once(key: ForeignKey, parents: Sequence[int], random: Random) -> Step:
    """Every parent at most once, for keys that are unique."""
    size = len(parents)
    shuffle = Shuffle(size, random)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        return [[parents[shuffle[n]] if n < size else DROP for n in rows.numbers]]

    return Step(gives=(index_name(key),), run=run, why="each parent once")


def even(key: ForeignKey, parents: Sequence[int], random: Random) -> Step:
    """Every parent in turn: none has more than one child more than another."""
    shuffle = Shuffle(len(parents), random)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        return [[parents[shuffle[n % len(parents)]] for n in rows.numbers]]

    return Step(gives=(index_name(key),), run=run, why="each parent as often")


def apart(
    key: ForeignKey,
    parents: Sequence[int],
    parent: Kept,
    bound: Sequence[tuple[str, str]],
    others: Sequence[str],
    random: Random,
) -> Step:
    """A parent that no earlier row has beside the same other columns.

    bound: (own, target) columns that another key fills; the parent agrees with them.
    """
    groups: dict[tuple[Raw, ...], list[int]] = {}
    if bound:
        lists = [parent.columns[target] for _, target in bound]
        for index in parents:
            groups.setdefault(tuple(values[index] for values in lists), []).append(index)
    else:
        groups[()] = list(parents)
    used: dict[tuple[Raw, ...], set[int]] = {}
    draw = random.random

    def one(values: tuple[Raw, ...], beside: tuple[Raw, ...]) -> Raw:
        choices, there = groups.get(values, []), used.setdefault(beside, set())
        start = int(draw() ** SKEW * len(choices))
        for step in range(len(choices)):
            chosen = choices[(start + step) % len(choices)]
            if chosen not in there:
                there.add(chosen)
                return chosen
        return DROP

    def run(rows: Rows) -> Sequence[list[Raw]]:
        own = _rows_of(rows, [own for own, _ in bound])
        return [[one(*pair) for pair in zip(own, _rows_of(rows, others), strict=True)]]

    return Step(
        gives=(index_name(key),),
        needs=(*(own for own, _ in bound), *others),
        run=run,
        why="a parent that no other such row has",
    )


def _rows_of(rows: Rows, names: Sequence[str]) -> Sequence[tuple[Raw, ...]]:
    if not names:
        return [()] * rows.count
    return list(zip(*(rows.columns[name] for name in names), strict=True))


def tree(
    key: ForeignKey,
    known: Sequence[tuple[Raw, ...]],
    bound: Sequence[tuple[str, str]],
    roots: float,
    style: str,
    random: Random,
) -> Step:
    """Rows of the table itself as parents: those before, and `known` ones that were there already.

    bound: (own, target) columns that another key fills; parent and child agree in them. The first
    rows are roots: NULL, or, in the style `self`, rows that refer to themselves. In the style
    `chain` (the key is unique) each row follows the one before. Squaring keeps trees shallow: a
    row's parent is mostly near the top.
    """
    draw = random.random
    given = [(own, target) for own, target in zip(key.columns, key.target_columns, strict=True)]
    free = [pair for pair in given if pair not in bound]
    targets = [target for _, target in given]
    places = [targets.index(target) for _, target in free]
    at = [targets.index(target) for _, target in bound]
    groups: dict[tuple[Raw, ...], list[tuple[Raw, ...]]] = {}
    for values in known:
        groups.setdefault(tuple(values[i] for i in at), []).append(values)
    nothing = (None,) * len(free)

    def parent(own: tuple[Raw, ...], group: list[tuple[Raw, ...]]) -> tuple[Raw, ...]:
        root = not group or draw() < roots
        if style == "chain" and group:
            chosen = group[-1]
        elif root and style != "self":
            return nothing
        else:
            chosen = own if root else group[int(draw() ** 2 * len(group))]
        return tuple(chosen[i] for i in places)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        own_keys = zip(*(rows.columns[target] for target in targets), strict=True)
        wanted = list(zip(*(rows.columns[own] for own, _ in bound), strict=True))
        parents = []
        for position, own in enumerate(own_keys):
            group = groups.get(wanted[position] if bound else (), [])
            parents.append(parent(own, group))
            later = groups.setdefault(tuple(own[i] for i in at), [])
            if style == "chain":
                later.clear()
            if len(later) < MOST:
                later.append(own)
        return [list(column) for column in zip(*parents, strict=True)]

    needs = (*targets, *(own for own, _ in bound))
    gives = tuple(own for own, _ in free)
    return Step(gives=gives, needs=needs, run=run, why="a row before it, mostly a top one")


def column_from(key: ForeignKey, name: str, target: str, parent: Kept) -> Step:
    """The parents' key values, by their indexes."""
    hidden = index_name(key)
    kept = parent.columns[target]
    values = tuple(kept) if len(kept) <= QUICK else kept

    def run(rows: Rows) -> Sequence[list[Raw]]:
        indexes = rows.columns[hidden]
        if None in indexes or DROP in indexes:
            return [[i if i is None or i is DROP else values[i] for i in indexes]]
        return [picked(values, indexes)]

    return Step(gives=(name,), needs=(hidden,), run=run, why=f"refers to {key.target[1]}.{target}")


def matching(
    key: ForeignKey, parent: Kept, bound: Sequence[tuple[str, str]], nullable: bool, random: Random
) -> Step:
    """A parent among those that agree with columns another key has filled (own, target)."""
    groups: dict[tuple[Raw, ...], list[int]] = {}
    for index, values in enumerate(zip(*(parent.columns[t] for _, t in bound), strict=True)):
        groups.setdefault(values, []).append(index)
    draw = random.random

    def run(rows: Rows) -> Sequence[list[Raw]]:
        given = zip(*(rows.columns[own] for own, _ in bound), strict=True)
        return [[_one(groups.get(values), draw, nullable) for values in given]]

    return Step(
        gives=(index_name(key),),
        needs=tuple(own for own, _ in bound),
        run=run,
        why="a parent that agrees with the other key",
    )


def _one(choices: list[int] | None, draw: Callable[[], float], nullable: bool) -> Raw:
    if not choices:
        return None if nullable else DROP
    return choices[int(draw() ** SKEW * len(choices))]
