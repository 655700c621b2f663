"""Carries out one table's plan, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.schemas.schema import ForeignKey
from sandbox.seeding.steps.apart import repeated
from sandbox.seeding.steps.step import DROP
from sandbox.seeding.values.value import Rows

BATCH = 5_000
"""Rows made at once: memory is bounded by this, not by the table."""
MORE = 64
"""At least so many rows are tried to make up for those that had to be left out."""


@dataclass(slots=True, kw_only=True)
class Lost:
    """Why rows were left out: reason to number of rows."""

    reasons: dict[str, int] = field(default_factory=dict)
    by_rules: int = 0
    """Of them, rows that a check or a key seemed to forbid."""

    def add(self, reason: str, rows: int = 1) -> None:
        self.reasons[reason] = self.reasons.get(reason, 0) + rows

    @property
    def main(self) -> str | None:
        return max(self.reasons, key=lambda reason: self.reasons[reason], default=None)


Gone = dict[str, set[tuple[Raw, ...]]]
"""By foreign key that refers to the table itself: the keys of rows that were left out."""


def batches(plan: TablePlan, kept: Kept, lost: Lost) -> Iterator[Rows]:
    """The table's rows, without those that cannot be; `kept` grows with what others refer to.

    Rows that had to be left out are made up for by others, as long as that gives any.
    """
    gone: Gone = {}
    first, made, gained = 0, 0, 1
    # What is there already may be in the way of as many: behind them it goes on.
    reach = plan.rows + max((len(key.seen) for key in plan.watched), default=0)
    while made < plan.rows and (first < reach or gained):
        missing = plan.rows - made
        more = max(2 * missing, MORE if gained else first)
        count = min(BATCH, plan.rows - first if first < plan.rows else more)
        rows = _made(plan, first, count)
        dropped = _unfit(plan, rows, lost, gone)
        rows = _without(rows, dropped) if dropped else rows
        if rows.count > missing:
            rows = _without(rows, set(range(missing, rows.count)))
        gained, first, made = rows.count, first + count, made + rows.count
        kept.add({name: rows.columns[name] for name in plan.kept})
        yield rows


def candidates(plan: TablePlan) -> Iterator[Rows]:
    """The table's rows, those too that a check or a key seems to forbid: the server decides."""
    for first in range(0, plan.rows, BATCH):
        rows = _made(plan, first, min(BATCH, plan.rows - first))
        dropped = _valueless(rows, Lost())
        plan.mender.mend(rows)
        yield _without(rows, dropped) if dropped else rows


def _made(plan: TablePlan, first: int, count: int) -> Rows:
    rows = Rows(first=first, count=count)
    for step in plan.steps:
        for name, values in zip(step.gives, step.run(rows), strict=True):
            rows.columns[name] = _with_fixed(plan, name, values, first)
    return rows


def _with_fixed(plan: TablePlan, name: str, values: list[Raw], first: int) -> list[Raw]:
    if first or not plan.fixed or name.startswith("#"):
        return values
    values = list(values)
    for offset, row in enumerate(plan.fixed):
        if name in row:
            values[offset] = row[name]
    return values


def _unfit(plan: TablePlan, rows: Rows, lost: Lost, gone: Gone) -> set[int]:
    """The offsets of rows that have no value somewhere, break a check or repeat a key."""
    dropped = _valueless(rows, lost)
    for offset, check in plan.mender.mend(rows).items():
        if offset not in dropped:
            dropped.add(offset)
            lost.by_rules += 1
            lost.add(f"the check {check} could not be met")
    if plan.watched:
        for offset, key in repeated(plan.watched, plan.mender, rows, dropped).items():
            dropped.add(offset)
            lost.by_rules += 1
            lost.add(f"({', '.join(key.names)}) would repeat")
    return dropped | _orphans(plan, rows, dropped, gone)


def _valueless(rows: Rows, lost: Lost) -> set[int]:
    """The offsets of rows that have no value somewhere."""
    dropped: set[int] = set()
    for name, values in rows.columns.items():
        # What is hidden shows in the columns that are made of it.
        if name[0] != "#" and DROP in values:
            dropped.update(offset for offset, value in enumerate(values) if value is DROP)
    if dropped:
        lost.add("no more different values or parents", len(dropped))
        for values in rows.columns.values():
            _blank(values, dropped)
    return dropped


def _blank(values: list[Raw], dropped: set[int]) -> None:
    """What has no value counts as NULL from here: the row is left out anyway."""
    for offset in dropped:
        if values[offset] is DROP:
            values[offset] = None


def _orphans(plan: TablePlan, rows: Rows, dropped: set[int], gone: Gone) -> set[int]:
    """Rows whose parent, in the table itself, is left out: they cannot stay either."""
    found: set[int] = set()
    own = [key for key in plan.table.foreign_keys if key.target == plan.table.qualified]
    growing = bool(own) and bool(dropped or gone)
    while growing:
        new: set[int] = set()
        for key in own:
            left_out = gone.setdefault(key.name, set())
            new |= _orphans_of(key, rows, dropped | found, left_out) - found
        found |= new
        growing = bool(new)
    return found


def _orphans_of(
    key: ForeignKey, rows: Rows, dropped: set[int], gone: set[tuple[Raw, ...]]
) -> set[int]:
    own = list(zip(*(rows.columns[name] for name in key.columns), strict=True))
    target = list(zip(*(rows.columns[name] for name in key.target_columns), strict=True))
    gone.update(target[offset] for offset in dropped)
    return {offset for offset, parent in enumerate(own) if parent in gone} - dropped


def _without(rows: Rows, dropped: set[int]) -> Rows:
    stay = [offset for offset in range(rows.count) if offset not in dropped]
    columns: Mapping[str, list[Raw]] = rows.columns
    return Rows(
        first=rows.first,
        count=len(stay),
        columns={name: [values[i] for i in stay] for name, values in columns.items()},
    )
