"""Lines that come one after another, and whose amounts make up the whole of their parent."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import ForeignKey
from sandbox.seeding.steps.references import Uneven, index_name
from sandbox.seeding.steps.step import Step
from sandbox.seeding.values.value import Rows


def in_turn(key: ForeignKey, parents: Sequence[int], rows: int, random: Random) -> Step:
    """Every parent in turn: each has some rows, if there are as many, one after another."""
    source = chain.from_iterable(map(repeat, parents, shared_out(len(parents), rows, random)))
    more = Uneven(parents, random)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        made: list[Raw] = list(islice(source, rows.count))
        return [made + more.draw(rows.count - len(made))]

    return Step(gives=(index_name(key),), run=run, why="each parent in turn, with some rows")


def shared_out(parents: int, rows: int, random: Random) -> Iterator[int]:
    """The rows of each parent in turn: two share what is due to both."""
    for at in range(0, parents, 2):
        pair = min(2, parents - at)
        due = rows * (at + pair) // parents - rows * at // parents
        first = due if pair == 1 else min(int(random.random() * (due - 1)) + 1, due)
        yield first
        if pair > 1:
            yield due - first


@dataclass(slots=True, kw_only=True)
class Parts:
    """Shares each whole out among its lines. left: what of each parent's whole is to come, in
    units of the price; -1 where nothing has to add up. lines: how many are to come.

    low: the lowest price. usual: one that is none of the lowest: fewer pieces are better than less.
    """

    left: array[int]
    lines: array[int]
    low: int
    usual: int
    random: Random

    def next(self, parent: int, pieces: int, percent: int) -> tuple[int, int, int] | None:
        """The next line's pieces, price and discount in per cent; None where they are free."""
        left, lines = self.left[parent], self.lines[parent]
        if lines < 1 or left < self.low * lines:
            self.left[parent] = -1
            return None
        self.lines[parent] = lines - 1
        if lines == 1:
            self.left[parent] = 0
            while left % pieces or left // pieces < self.low:
                pieces -= 1
            return pieces, left // pieces, 0
        share = int(left * (0.4 + 1.2 * self.random.random()) / lines)
        pieces = min(pieces, max(share // self.usual, 1))
        low = max(self.low, 1) if left >= lines else self.low
        price = max(_even(share // pieces, self.usual), low)
        most = left - low * (lines - 1)
        if pieces * price > most:
            pieces, price = 1, min(price, most)
        if percent < 0 or pieces * price * percent % 100:
            percent = 0
        self.left[parent] = left - pieces * price * (100 - percent) // 100
        return pieces, price, percent


def _even(price: int, usual: int) -> int:
    """Prices end in something round."""
    for step in (usual, usual // 10, usual // 100):
        if step and price >= 4 * step:
            return price - price % step
    return price


def counted(steps: Sequence[Step], hidden: str, size: int, rows: int, batch: int) -> array[int]:
    """How many rows each parent gets. steps: fresh ones, that give the hidden column."""
    counts = array("l", bytes(array("l").itemsize * size))
    for first in range(0, rows, batch):
        made = Rows(first=first, count=min(batch, rows - first))
        for step in steps:
            for name, values in zip(step.gives, step.run(made), strict=True):
                made.columns[name] = values
        for index in made.columns[hidden]:
            if index.__class__ is int:
                counts[index] += 1
    return counts


Raws = Callable[[int], Raw]
Numbers = Callable[[Raw], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A column of lines whose values are fitted. read, write: between raw values and numbers of
    Parts."""

    step: Step
    read: Numbers
    write: Raws


def fitted(
    price: Fitted,
    pieces: Fitted | None,
    percent: Fitted | None,
    hidden: str,
    parts: Parts,
    why: str,
) -> Step:
    """The columns so that the lines add up. hidden: holds each row's parent."""
    columns = [column for column in (pieces, price, percent) if column is not None]

    def run(rows: Rows) -> Sequence[list[Raw]]:
        made = [list(column.step.run(rows)[0]) for column in columns]
        ones = [1] * rows.count
        many = ones if pieces is None else [max(pieces.read(raw or 0), 1) for raw in made[0]]
        off = None if percent is None else [percent.read(raw or 0) for raw in made[-1]]
        for offset, parent in enumerate(rows.columns[hidden]):
            if parent.__class__ is not int:
                continue
            found = parts.next(parent, many[offset], off[offset] if off else 0)
            if found is None:
                continue
            made[pieces is not None][offset] = price.write(found[1])
            if pieces is not None:
                made[0][offset] = pieces.write(found[0])
            if percent is not None and not found[2]:
                made[-1][offset] = percent.write(0)
        return made

    steps = [column.step for column in columns]
    gives = tuple(name for step in steps for name in step.gives)
    needs = dict.fromkeys((hidden, *(n for step in steps for n in step.needs if n not in gives)))
    return Step(gives=gives, needs=tuple(needs), run=run, why=why)
