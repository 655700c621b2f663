"""Functions on dates and moments, which are seconds since 1970 here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = ("year", "month", "day", "hour", "minute", "second")
_LOWEST: tuple[Any, ...] = (1, 1, 1, 0, 0, 0)


def moment_of(seconds: Any) -> datetime:
    return _EPOCH + timedelta(seconds=float(seconds))


def seconds_of(moment: datetime) -> int | float:
    seconds = (moment - _EPOCH) / timedelta(seconds=1)
    return int(seconds) if seconds == int(seconds) else seconds


def date_part(unit: str, seconds: Any) -> Any:
    """`extract`, and `date_part`, which is the same."""
    if unit == "epoch":
        return seconds
    moment = moment_of(seconds)
    parts = {
        "dow": (moment.weekday() + 1) % 7,
        "isodow": moment.isoweekday(),
        "doy": moment.timetuple().tm_yday,
        "quarter": (moment.month + 2) // 3,
        "week": moment.isocalendar().week,
        "isoyear": moment.isocalendar().year,
        "decade": moment.year // 10,
        "century": (moment.year + 99) // 100,
        "milliseconds": moment.second * 1000 + moment.microsecond / 1000,
    }
    return parts[unit] if unit in parts else getattr(moment, unit)


def date_trunc(unit: str, seconds: Any) -> int | float:
    """The beginning of the unit that the moment lies in."""
    moment = moment_of(seconds).replace(microsecond=0)
    if unit == "week":
        moment -= timedelta(days=moment.weekday())
        unit = "day"
    if unit == "quarter":
        moment = moment.replace(month=(moment.month - 1) // 3 * 3 + 1, day=1)
        unit = "month"
    kept = _FIELDS.index(unit) + 1
    lower = dict(zip(_FIELDS[kept:], _LOWEST[kept:], strict=True))
    return seconds_of(moment.replace(**lower))


def _at_utc(zone: str, seconds: Any) -> Any:
    if zone.upper() not in ("UTC", "GMT", "Z", "ETC/UTC"):
        raise ValueError(zone)
    return seconds


def _overlap(start: Any, end: Any, other_start: Any, other_end: Any) -> bool:
    start, end = min(start, end), max(start, end)
    other_start, other_end = min(other_start, other_end), max(other_start, other_end)
    return bool(start < other_end and other_start < end) or bool(start == other_start)


CLOCK: Mapping[tuple[str, int], Callable[..., Any]] = {
    ("date_part", 2): date_part,
    ("date_trunc", 2): date_trunc,
    ("date", 1): lambda moment: moment // 86_400 * 86_400,
    ("timezone", 2): _at_utc,
    ("overlaps", 4): _overlap,
    ("isfinite", 1): lambda moment: True,
    ("age", 2): lambda later, earlier: later - earlier,
    ("make_date", 3): lambda y, m, d: seconds_of(datetime(int(y), int(m), int(d), tzinfo=UTC)),
    ("justify_hours", 1): lambda interval: interval,
    ("justify_days", 1): lambda interval: interval,
    ("to_timestamp", 1): lambda seconds: seconds,
}
