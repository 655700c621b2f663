"""Decides how a partitioned table's rows find their partitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.copytext.raw import DAY
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.domain import Domain, union_limits
from sandbox.seeding.planning.key_names import key_names
from sandbox.seeding.planning.parents import References
from sandbox.seeding.planning.partitions import Leaf, leaves
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.schemas.schema import Column, Family, Schema, Table, TableName
from sandbox.seeding.steps.partition import counted, into_partitions
from sandbox.seeding.steps.step import CannotFill, Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values.moments import ANCHOR
from sandbox.seeding.values.value import Limits

_DENSE = (Family.INTEGER, Family.DATE, Family.TIMESTAMP, Family.NUMERIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partitions:
    """What is known of a table's partitions; nothing for a table that has none."""

    table: Table
    leaves: tuple[Leaf, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that decide, in the order of the levels."""
        names = (name for leaf in self.leaves for name, found in leaf.items() if not found.anything)
        return tuple(dict.fromkeys(names))

    def on(self, name: str) -> list[Domain]:
        return [leaf.get(name, Domain()) for leaf in self.leaves]

    def narrowed(self, checks: TableChecks) -> TableChecks:
        """The checks' limits with those of the partitions, where these are simple."""
        limits = dict(checks.limits)
        for name in self.columns:
            limits[name] = self._limits(name, limits.get(name, Limits()))
        return replace(checks, limits=limits)

    def _limits(self, name: str, known: Limits) -> Limits:
        domains, column = self.on(name), self.table.column(name)
        listed = [d.allowed for d in domains if d.holds is None]
        if len(listed) == len(domains) and all(values is not None for values in listed):
            allowed = dict.fromkeys(v for values in listed for v in values or () if v is not None)
            both = [v for v in allowed if known.allowed is None or v in known.allowed]
            return replace(known, allowed=tuple(both)) if both else known
        ends = union_limits(domains) if column.family in _DENSE else None
        if ends is None:
            return known
        low, high = ends
        lows = [v for v in (low, known.low) if v is not None]
        highs = [v for v in (None if high is None else high - 1, known.high) if v is not None]
        return replace(known, low=max(lows, default=None), high=min(highs, default=None))

    @property
    def times(self) -> tuple[float, float] | None:
        """From when to when there are partitions, in seconds, where time decides; none of what is
        still to come. None where they leave gaps, or have no beginning."""
        for name in self.columns[:1]:
            column = self.table.column(name)
            if column.family not in (Family.DATE, Family.TIMESTAMP):
                return None
            unit = DAY if column.family is Family.DATE else 1
            low, high = union_limits(self.on(name)) or (None, None)
            end = ANCHOR if high is None else min(high * unit, ANCHOR)
            if low is not None and low * unit < end:
                return low * unit, end
        return None

    def with_parents(self, found: References, kept: Mapping[TableName, Kept]) -> References:
        """References to parents only for which there is a partition."""
        parents = dict(found.parents)
        for key in found.filled:
            for name, target in zip(key.columns, key.target_columns, strict=True):
                if name not in self.columns or key.name not in parents:
                    continue
                domains, values = self.on(name), kept[key.target].columns[target]
                fit = [i for i in parents[key.name] if any(d.contains(values[i]) for d in domains)]
                if not fit:
                    raise CannotFill(f"there is no partition for any row that {key.name} refers to")
                parents[key.name] = fit
        return replace(found, parents=parents)

    def track(self, keys: KeyPlan) -> None:
        """Keys that moved values may break are watched."""
        for key in self.table.keys:
            names = key_names(self.table, key)
            safe = any(
                self.table.column(n).numbered or self.table.column(n).family is Family.UUID
                for n in names
                if n not in self.columns
            )
            if not safe and not set(names).isdisjoint(self.columns):
                keys.tracked.add(key.name)

    def placed(
        self, steps: Sequence[Step], seed: int, rows: int, numbers: Mapping[str, int]
    ) -> list[Step]:
        """The steps, those of the key's columns followed by a look for the partition."""
        made_by = {name: step for step in steps for name in step.gives}
        placed, done = list(steps), list[str]()
        # What refers to parents comes first: it has the least choice.
        names = [name for name in self.columns if name in made_by]
        for name in sorted(names, key=lambda name: not _refers(made_by[name])):
            at = next(i for i, step in enumerate(placed) if name in step.gives)
            column = self.table.column(name)
            numbered = None if done else self._counted(column, rows, numbers)
            random = stream(seed, *self.table.qualified, name, "partition")
            placed[at] = numbered or into_partitions(
                placed[at], column, tuple(done), self.leaves, random
            )
            done.append(name)
        return placed

    def _counted(self, column: Column, rows: int, numbers: Mapping[str, int]) -> Step | None:
        """Numbers of the partitions, where the sequence's own would not all find one."""
        domains, first = self.on(column.name), numbers.get(column.name, 1)
        ranges = all(d.holds is None and not d.excluded and d.allowed is None for d in domains)
        ends = (first, first + rows - 1)
        if not column.numbered or not ranges:
            return None
        if all(any(domain.contains(end) for domain in domains) for end in ends):
            return None
        return counted(column, domains, first)


def _refers(step: Step) -> bool:
    return any(name.startswith("#ref:") for name in step.needs)


def partitions_of(schema: Schema, table: Table) -> Partitions:
    """CannotFill where no rows can be placed."""
    if table.kind != "p":
        return Partitions(table=table)
    return Partitions(table=table, leaves=leaves(schema, table))
