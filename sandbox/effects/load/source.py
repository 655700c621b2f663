"""Candidates for a table, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.table import candidates
from sandbox.seeding.values.value import Rows

AGAIN = 5
"""So many times the same rows come in a round, where there are few."""

FEW = 1_000
"""Where keys leave room for fewer than that behind the first ones, the first come again."""
MOST = 50_000
"""So many candidates are mixed at once: memory is bounded."""


class Source:
    """Batches, handed out by numbers of rows. Where keys allow no more, the same rows come again:
    those that were refused get other values."""

    def __init__(self, plan: TablePlan, made: Iterator[Rows] | None = None) -> None:
        self._plan = plan
        self._batches = candidates(plan) if made is None else made
        self._rest: Rows | None = None
        self.again = False

    def take(self, count: int) -> Iterator[Rows]:
        """At most so many; fewer where the same rows have come often enough."""
        again = 0
        while count > 0:
            batch = self._rest or next(self._batches, None)
            self._rest = None
            if batch is None:
                self._batches, self.again = candidates(self._plan), True
                again += 1
                if again > AGAIN:
                    return
                continue
            if batch.count > count:
                self._rest = _part(batch, count, batch.count)
                batch = _part(batch, 0, count)
            count -= batch.count
            yield batch


def mixed(plan: TablePlan, passed_over: int, random: Random) -> Iterator[Rows]:
    """The plan's candidates behind the first ones in any order, all at once: the first of those
    that land are no older than others. Where rows refer to each other they stay in their order,
    the first ones among them.
    """
    batches = candidates(plan)
    if any(key.target == plan.table.qualified for key in plan.table.foreign_keys):
        yield from batches
        return
    if plan.rows - passed_over >= min(passed_over, FEW):
        batches = _behind(batches, passed_over)
    elif plan.rows > MOST:
        yield from batches
        return
    whole = list(batches)
    count = sum(batch.count for batch in whole)
    order = random.sample(range(count), count)
    columns = {
        name: _ordered([*chain.from_iterable(batch.columns[name] for batch in whole)], order)
        for name in (whole[0].columns if whole else ())
    }
    if count:
        yield Rows(first=passed_over, count=count, columns=columns)


def _behind(batches: Iterable[Rows], passed_over: int) -> Iterator[Rows]:
    for batch in batches:
        gone = min(passed_over, batch.count)
        passed_over -= gone
        if gone < batch.count:
            yield _part(batch, gone, batch.count)


def _ordered(values: Sequence[Raw], order: Sequence[int]) -> list[Raw]:
    return [values[index] for index in order]


def _part(rows: Rows, start: int, end: int) -> Rows:
    columns = {name: values[start:end] for name, values in rows.columns.items()}
    return Rows(first=rows.first + start, count=end - start, columns=columns)
