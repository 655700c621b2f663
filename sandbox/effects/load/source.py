"""Candidates for a table, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.table import candidates
from sandbox.seeding.values.value import Rows


class Source:
    """Batches, handed out by numbers of rows. Where keys allow no more, the same rows come again:
    those that were refused get other values."""

    def __init__(self, plan: TablePlan) -> None:
        self._plan = plan
        self._batches = candidates(plan)
        self._rest: Rows | None = None
        self.again = False

    def take(self, count: int) -> Iterator[Rows]:
        while count > 0:
            batch = self._rest or next(self._batches, None)
            self._rest = None
            if batch is None:
                self._batches, self.again = candidates(self._plan), True
                return
            if batch.count > count:
                self._rest = _part(batch, count, batch.count)
                batch = _part(batch, 0, count)
            count -= batch.count
            yield batch


def _part(rows: Rows, start: int, end: int) -> Rows:
    columns = {name: values[start:end] for name, values in rows.columns.items()}
    return Rows(first=rows.first + start, count=end - start, columns=columns)
