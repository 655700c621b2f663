"""The rows made for a table, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.seeding.copytext.script import copy_statement, encoded
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.table import Lost
from sandbox.seeding.values.doubtful import may_be_real
from sandbox.seeding.values.value import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """rows: how many this run adds, of `wanted`. left_out: why it adds none, or fewer. room: why
    it can hold no more than it does, which is no fault of anybody's. real: columns whose values may
    exist in the real world, since their checks leave none that surely do not."""

    schema: str
    table: str
    rows: int
    wanted: int
    left_out: str | None
    room: str | None = None
    real: tuple[str, ...] = ()

    @property
    def why_fewer(self) -> str | None:
        """One or the other, where there is anything to say."""
        return self.left_out or self.room


@dataclass(slots=True)
class TableRows:
    """The rows for one table, made while they are read. made: how many were, so far."""

    table: Table
    wanted: int
    plan: TablePlan
    lost: Lost
    _first: Rows | None
    _rest: Iterator[Rows]
    made: int = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.plan.columns

    @property
    def statement(self) -> str:
        """The COPY that takes the chunks."""
        return copy_statement(self.table, self.columns)

    def chunks(self) -> Iterator[bytes]:
        """COPY's text format, a batch of rows at a time; can be read once."""
        batch = self._first
        while batch is not None:
            self.made += batch.count
            if batch.count:
                yield encoded(self.columns, batch)
            batch = next(self._rest, None)

    def sample(self) -> Rows | None:
        """The first batch, in place of all chunks."""
        batch = self._first
        self.made = batch.count if batch is not None else 0
        return batch

    @property
    def shortfall(self) -> str | None:
        """Why fewer rows were made than wanted."""
        wanted = min(self.wanted, self.plan.rows)
        reason = self.reason
        if reason is None or not self.plan.rows:
            return reason
        return missing(wanted - self.made, wanted, reason)

    @property
    def room(self) -> str | None:
        """Why the table can hold fewer rows than wanted."""
        if self.plan.room.rows >= self.wanted:
            return None
        return f"room for {self.plan.rows} of {self.wanted} rows: {self.plan.room.why}"

    @property
    def real(self) -> tuple[str, ...]:
        """The columns whose values may be somebody's."""
        return tuple(n for step in self.plan.steps if may_be_real(step.why) for n in step.gives)

    @property
    def reason(self) -> str | None:
        """The same, without how many are missing."""
        if self.wanted and not self.plan.rows:
            return TAKEN
        if self.made >= min(self.wanted, self.plan.rows):
            return None
        return self.lost.main


TAKEN = "its keys leave no room for a row: what it could refer to is taken"


def missing(rows: int, wanted: int, reason: str) -> str:
    """What the report says where some rows of a table, or all, are not there."""
    return f"{rows} of {wanted} rows left out: {reason}"


def mistake(error: Exception) -> str:
    """For the report: not the schema's fault."""
    return f"our mistake: {type(error).__name__}: {error}"
