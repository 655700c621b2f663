"""Whole columns as COPY's text, for the families that large tables are made of.

What costs at every cell is looked up instead: the texts of numbers, days, seconds of a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sandbox.seeding.picking import picked

FEW, MANY = 64, 5_000
"""Below so many values a table of texts does not pay, a large one."""
SMALL = 1 << 17
"""Whole numbers below it have their text looked up."""
DAY = 86_400


def whole_numbers(values: Sequence[int]) -> list[str]:
    """Any whole numbers."""
    if len(values) < MANY or min(values) < 0 or max(values) >= SMALL:
        return list(map(str, values))
    return picked(_texts(), values)


@cache
def _texts() -> tuple[str, ...]:
    return tuple(map(str, range(SMALL)))


def decimals(values: Sequence[int], scale: int) -> list[str] | None:
    """Numbers scaled by 10 ** scale; None where some are negative or the scale is unusual."""
    if len(values) < FEW or scale not in _FRACTIONS or min(values) < 0:
        return None
    unit, fraction = 10**scale, _FRACTIONS[scale]
    return [f"{value // unit}{fraction[value % unit]}" for value in values]


_FRACTIONS = {digits: [f".{n:0{digits}d}" for n in range(10**digits)] for digits in (1, 2, 3)}


def moments(
    values: Sequence[Any], days: Callable[[int], str], clock: Callable[[int], str], zone: str
) -> list[str] | None:
    """Whole seconds since 1970; None where one has a fraction."""
    if set(map(type, values)) != {int}:
        return None
    return [f"{days(value // DAY)} {clock(value % DAY)}{zone}" for value in values]
