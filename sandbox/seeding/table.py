"""Carries out one table's plan, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.seeding.keys import Kept
from sandbox.seeding.plan import TablePlan
from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import ForeignKey
from sandbox.seeding.steps.step import DROP
from sandbox.seeding.values.value import Rows

BATCH = 5_000
"""Rows made at once: memory is bounded by this, not by the table."""


@dataclass(slots=True, kw_only=True)
class Lost:
    """Why rows were left out: reason to number of rows."""

    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, rows: int = 1) -> None:
        self.reasons[reason] = self.reasons.get(reason, 0) + rows

    @property
    def main(self) -> str | None:
        return max(self.reasons, key=lambda reason: self.reasons[reason], default=None)


def batches(plan: TablePlan, kept: Kept, lost: Lost) -> Iterator[Rows]:
    """The table's rows, without those that cannot be; `kept` grows with what others refer to."""
    for first in range(0, plan.rows, BATCH):
        rows = Rows(first=first, count=min(BATCH, plan.rows - first))
        for step in plan.steps:
            for name, values in zip(step.gives, step.run(rows), strict=True):
                rows.columns[name] = _with_fixed(plan, name, values, first)
        dropped = _unfit(plan, rows, lost)
        if dropped:
            rows = _without(rows, dropped)
        for name in plan.kept:
            kept.columns.setdefault(name, []).extend(rows.columns[name])
        yield rows


def _with_fixed(plan: TablePlan, name: str, values: list[Raw], first: int) -> list[Raw]:
    if first or not plan.fixed or name.startswith("#"):
        return values
    values = list(values)
    for offset, row in enumerate(plan.fixed):
        if name in row:
            values[offset] = row[name]
    return values


def _unfit(plan: TablePlan, rows: Rows, lost: Lost) -> set[int]:
    """The offsets of rows that have no value somewhere, break a check or repeat a key."""
    dropped: set[int] = set()
    for values in rows.columns.values():
        if DROP in values:
            dropped.update(offset for offset, value in enumerate(values) if value is DROP)
    if dropped:
        lost.add("no more different values or parents", len(dropped))
        for values in rows.columns.values():
            _blank(values, dropped)
    for offset, check in plan.mender.mend(rows).items():
        if offset not in dropped:
            dropped.add(offset)
            lost.add(f"the check {check} could not be met")
    for names, seen in plan.tracked.items():
        dropped |= _repeated(names, seen, rows, dropped, lost)
    return dropped | _orphans(plan, rows, dropped)


def _blank(values: list[Raw], dropped: set[int]) -> None:
    """What has no value counts as NULL from here: the row is left out anyway."""
    for offset in dropped:
        if values[offset] is DROP:
            values[offset] = None


def _repeated(
    names: Sequence[str], seen: set[tuple[Raw, ...]], rows: Rows, dropped: set[int], lost: Lost
) -> set[int]:
    found = set()
    for offset, key in enumerate(zip(*(rows.columns[name] for name in names), strict=True)):
        if offset in dropped or None in key:
            continue
        if key in seen:
            found.add(offset)
        seen.add(key)
    if found:
        lost.add(f"({', '.join(names)}) would repeat", len(found))
    return found


def _orphans(plan: TablePlan, rows: Rows, dropped: set[int]) -> set[int]:
    """Rows whose parent, in the table itself, is left out: they cannot stay either."""
    found: set[int] = set()
    if not dropped:
        return found
    for key in plan.table.foreign_keys:
        if key.target == plan.table.qualified:
            found |= _orphans_of(key, rows, dropped | found)
    return found


def _orphans_of(key: ForeignKey, rows: Rows, dropped: set[int]) -> set[int]:
    own = list(zip(*(rows.columns[name] for name in key.columns), strict=True))
    target = list(zip(*(rows.columns[name] for name in key.target_columns), strict=True))
    gone = {target[offset] for offset in dropped}
    found: set[int] = set()
    growing = True
    while growing:
        new = {
            offset
            for offset, parent in enumerate(own)
            if parent in gone and offset not in dropped and offset not in found
        }
        found |= new
        gone |= {target[offset] for offset in new}
        growing = bool(new)
    return found


def _without(rows: Rows, dropped: set[int]) -> Rows:
    stay = [offset for offset in range(rows.count) if offset not in dropped]
    columns: Mapping[str, list[Raw]] = rows.columns
    return Rows(
        first=rows.first,
        count=len(stay),
        columns={name: [values[i] for i in stay] for name, values in columns.items()},
    )
