"""Intervals as seconds: how they are read, and the unit in which a restricted one counts."""

from __future__ import annotations

import re
from typing import Any

_DAY = 86_400
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": _DAY, "w": 7 * _DAY, "mon": 30 * _DAY, "y": 365 * _DAY}
_UNIT_NAMES = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), "s"),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), "m"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), "h"),
    **dict.fromkeys(("day", "days", "d"), "d"),
    **dict.fromkeys(("week", "weeks", "w"), "w"),
    **dict.fromkeys(("mon", "mons", "month", "months"), "mon"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y"), "y"),
}


def counted_in(modified: str) -> tuple[int, str]:
    """The smallest unit that an interval of that type keeps: its seconds, its name.

    `interval year to month` keeps months; what is smaller is cut off by the server.
    """
    word = modified.removeprefix("interval").strip().split(" ")[-1]
    unit = _UNIT_NAMES.get(word, "s")
    return _UNITS[unit], f"{word}s" if unit != "s" else "seconds"


def read_interval(value: Any) -> int:
    """Seconds of a number, or of a text as PostgreSQL writes it; ValueError for other texts."""
    if isinstance(value, int):
        return value
    total = 0
    rest = value.strip()
    clock = re.search(r"(-?)(\d+):(\d\d)(?::(\d\d))?$", rest)
    if clock:
        sign = -1 if clock[1] else 1
        total += sign * (int(clock[2]) * 3600 + int(clock[3]) * 60 + int(clock[4] or 0))
        rest = rest[: clock.start()]
    for number, unit in re.findall(r"(-?\d+)\s*([a-z]+)", rest.lower()):
        try:
            total += int(number) * _UNITS[_UNIT_NAMES[unit]]
        except KeyError as error:
            raise ValueError(value) from error
    return total
