"""The values that a partition takes in one column of its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from sandbox.seeding.copytext.raw import DAY, Raw, grain_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.codes import ALPHABET

_WIDE = {Family.TIMESTAMP: 365 * DAY, Family.DATE: 365, Family.TIME: 3600}
"""How far values go into a range that has one end only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """allowed: the only values. low, high: the first, and the first no more. excluded: what other
    partitions take. of: what the conditions are on, where it is not the value itself; then the
    values to choose from are `allowed`, and all else is asked of `holds`.
    """

    allowed: tuple[Raw, ...] | None = None
    low: Raw | None = None
    high: Raw | None = None
    excluded: tuple[Domain, ...] = ()
    holds: Callable[[Raw], bool] | None = None

    @property
    def anything(self) -> bool:
        ends = self.low is None and self.high is None
        return ends and self.allowed is None and not self.excluded and self.holds is None

    def contains(self, value: Raw) -> bool:
        if self.holds is not None:
            return self.holds(value)
        if self.allowed is not None:
            return value in self.allowed
        if value is None:
            return (
                self.low is None
                and self.high is None
                and not any(other.contains(None) for other in self.excluded)
            )
        above = self.low is None or value >= self.low
        below = self.high is None or value < self.high
        return above and below and not any(other.contains(value) for other in self.excluded)

    def sample(self, column: Column, natural: Raw, random: Random) -> Raw:
        """A value of the domain; natural: what the column would hold, None where there is none."""
        if self.allowed is not None:
            known = [value for value in self.allowed if value is not None]
            return random.choice(known or self.allowed) if self.allowed else None
        if column.family is Family.TEXT:
            return _text(self, random, natural)
        if column.family is Family.UUID:
            return _uuid(self, random)
        return _number(self, column, random)


def _number(domain: Domain, column: Column, random: Random) -> Raw:
    wide = _WIDE.get(column.family, 1000 * grain_of(column))
    low, high = domain.low, domain.high
    if low is None:
        low = (high if high is not None else wide) - wide
    if high is None:
        high = low + wide
    if column.family is Family.FLOAT:
        return low + random.random() * (high - low) * 0.999
    step = grain_of(column)
    return low + int(random.random() * max((high - low) // step, 1)) * step


def _text(domain: Domain, random: Random, natural: Raw) -> Raw:
    """The first text of the range and letters behind it; digits where it has no first."""
    letters = "".join(random.choices(ALPHABET, k=4))
    for text in ((domain.low or "") + letters, "0" + letters, domain.low or ""):
        if domain.contains(text):
            return text
    return natural


def _uuid(domain: Domain, random: Random) -> Raw:
    low = UUID(domain.low).int if domain.low else 0
    high = UUID(domain.high).int if domain.high else 2**128
    return str(UUID(int=low + random.randrange(max(high - low, 1))))


def union_limits(domains: Sequence[Domain]) -> tuple[Raw | None, Raw | None] | None:
    """The ends of all of them together where they leave no gap; None where they do."""
    if any(d.allowed is not None or d.excluded or d.holds is not None for d in domains):
        return None
    ends: Any = sorted({(d.low, d.high) for d in domains}, key=lambda e: (e[0] is not None, e[0]))
    low, high = ends[0]
    for begin, end in ends[1:]:
        if high is not None and begin is not None and begin > high:
            return None
        high = None if high is None or end is None else max(high, end)
    return low, high
