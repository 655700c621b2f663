"""How values are held while they are made, and how they are written for COPY.

Held ("raw"), so that values of a family compare cheaply:
    INTEGER int · NUMERIC int, scaled by 10 ** scale_of(column) · FLOAT float · BOOLEAN bool
    DATE int, days since 1970 · TIMESTAMP int, seconds since 1970 UTC · TIME, INTERVAL int, seconds
    everything else str, as the server reads it · arrays: a tuple of raw elements · NULL: None
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.seeding.schema import Column, Family

Raw = Any

DAY = 86_400
_EPOCH = date(1970, 1, 1)
_EPOCH_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NEEDS_ESCAPE = re.compile(r"[\\\t\n\r]")


def scale_of(column: Column) -> int:
    """Digits after the point: what the column declares; two where it declares none."""
    if column.type == "money" or column.precision is None:
        return 2
    return max(column.scale or 0, 0)


class _Days(dict[int, str]):
    def __missing__(self, day: int) -> str:
        text = (_EPOCH + timedelta(days=day)).isoformat()
        self[day] = text
        return text


class _Clock(dict[int, str]):
    def __missing__(self, second: int) -> str:
        text = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        self[second] = text
        return text


_DAYS, _CLOCK = _Days(), _Clock()


def encode(column: Column, values: Sequence[Raw]) -> list[str]:
    """The values as COPY's text format writes them, NULL as `\\N`."""
    if column.array:
        written = [None if value is None else _array_text(column, value) for value in values]
        return _escaped(written)
    plain = _ENCODERS.get(column.family)
    if plain is None:
        return _escaped(values)
    one = plain(column)
    if None in values:
        return ["\\N" if value is None else one(value) for value in values]
    return list(map(one, values))


def text_of(column: Column, value: Raw) -> str:
    """One value as text, unescaped; NULL as an empty text."""
    if value is None:
        return ""
    if column.array:
        return _array_text(column, value)
    plain = _ENCODERS.get(column.family)
    return str(plain(column)(value)) if plain else str(value)


def _escaped(values: Sequence[str | None]) -> list[str]:
    whole = "\x00".join([value for value in values if value is not None])
    if _NEEDS_ESCAPE.search(whole) is None:
        return ["\\N" if value is None else value for value in values]
    return ["\\N" if value is None else value.translate(_ESCAPES) for value in values]


def _array_text(column: Column, elements: Sequence[Raw]) -> str:
    plain = _ENCODERS.get(column.family)
    one = plain(column) if plain else str
    texts = ["NULL" if e is None else _quoted_element(one(e)) for e in elements]
    return "{" + ",".join(texts) + "}"


def _quoted_element(text: str) -> str:
    if text and re.fullmatch(r"[A-Za-z0-9_.:-]+", text) and text.upper() != "NULL":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _numeric(column: Column) -> Callable[[Raw], str]:
    scale = scale_of(column)
    if scale == 0:
        return str
    unit, form = 10**scale, f"%d.%0{scale}d"

    def one(value: int) -> str:
        text: str = form % divmod(abs(value), unit)
        return text if value >= 0 else "-" + text

    return one


def _timestamp(column: Column) -> Callable[[Raw], str]:
    zone = "+00" if column.type == "timestamptz" else ""

    def one(value: float) -> str:
        if value != int(value):
            moment = _EPOCH_MOMENT + timedelta(microseconds=round(value * 1_000_000))
            return moment.strftime("%Y-%m-%d %H:%M:%S.%f") + zone
        day, second = divmod(int(value), DAY)
        return f"{_DAYS[day]} {_CLOCK[second]}{zone}"

    return one


def _time(column: Column) -> Callable[[Raw], str]:
    zone = "+00" if column.type == "timetz" else ""
    return lambda value: _CLOCK[value % DAY] + zone


_ENCODERS: dict[Family, Callable[[Column], Callable[[Raw], str]]] = {
    Family.INTEGER: lambda _: str,
    Family.NUMERIC: _numeric,
    Family.FLOAT: lambda _: repr,
    Family.BOOLEAN: lambda _: lambda value: "t" if value else "f",
    Family.DATE: lambda _: _DAYS.__getitem__,
    Family.TIMESTAMP: _timestamp,
    Family.TIME: _time,
    Family.INTERVAL: lambda _: lambda value: f"{value} seconds",
}


def parse(column: Column, value: Any) -> Raw:
    """A raw value from a recipe's TOML value or from the server's text.

    ValueError where it is no value of the column's type.
    """
    if value is None:
        return None
    if column.array:
        if not isinstance(value, list):
            raise ValueError(f"{value!r} is no list")
        return tuple(_parse_one(column, element) for element in value)
    return _parse_one(column, value)


def _parse_one(column: Column, value: Any) -> Raw:
    reader = _READERS.get(column.family)
    try:
        if reader is not None:
            return reader(column, value)
    except (ValueError, KeyError, InvalidOperation, TypeError, AttributeError) as error:
        raise ValueError(f"{value!r} is no {column.declared}") from error
    if column.family is Family.JSON and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, default=str)
    if column.labels and value not in column.labels:
        raise ValueError(f"{value!r} is none of {', '.join(column.labels)}")
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value.rstrip(" ") if column.type == "bpchar" else value


def _read_boolean(_: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"t": True, "true": True, "f": False, "false": False}[value.lower()]


def _read_numeric(column: Column, value: Any) -> int:
    number = Decimal(re.sub(r"[$,]", "", str(value)))
    return int(number.scaleb(scale_of(column)).to_integral_value())


def _read_timestamp(_: Column, value: Any) -> float:
    moment = value if isinstance(value, datetime) else _moment(value)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - _EPOCH_MOMENT) / timedelta(seconds=1)
    return int(seconds) if seconds == int(seconds) else seconds


def _moment(value: Any) -> datetime:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return datetime.fromisoformat(re.sub(r"([+-]\d\d)$", r"\1:00", value))


def _read_date(_: Column, value: Any) -> int:
    if isinstance(value, datetime):
        value = value.date()
    return ((value if isinstance(value, date) else date.fromisoformat(value)) - _EPOCH).days


def _read_time(_: Column, value: Any) -> int:
    at = value if isinstance(value, time) else time.fromisoformat(value)
    return at.hour * 3600 + at.minute * 60 + at.second


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": DAY, "w": 7 * DAY, "mon": 30 * DAY, "y": 365 * DAY}
_UNIT_NAMES = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), "s"),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), "m"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), "h"),
    **dict.fromkeys(("day", "days", "d"), "d"),
    **dict.fromkeys(("week", "weeks", "w"), "w"),
    **dict.fromkeys(("mon", "mons", "month", "months"), "mon"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y"), "y"),
}


def _read_interval(_: Column, value: Any) -> int:
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


_READERS: dict[Family, Callable[[Column, Any], Raw]] = {
    Family.INTEGER: lambda _, value: int(value),
    Family.NUMERIC: _read_numeric,
    Family.FLOAT: lambda _, value: float(value),
    Family.BOOLEAN: _read_boolean,
    Family.DATE: _read_date,
    Family.TIMESTAMP: _read_timestamp,
    Family.TIME: _read_time,
    Family.INTERVAL: _read_interval,
}
