"""How values are held while they are made, and how they are written for COPY.

Held ("raw"), so that values of a family compare cheaply:
    INTEGER int · NUMERIC int, scaled by 10 ** scale_of(column) · FLOAT float · BOOLEAN bool
    DATE int, days since 1970 · TIMESTAMP int, seconds since 1970 UTC · TIME, INTERVAL int, seconds
    RANGE, MULTIRANGE, COMPOSITE as structured.py says · all else str, as the server reads it
    arrays: a tuple of raw elements, of tuples where they have dimensions · NULL: None
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.seeding.intervals import counted_in, read_interval
from sandbox.seeding.schema import Column, Family
from sandbox.seeding.structured import Span, record_text, span_parts, span_text

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


def grain_of(column: Column) -> int:
    """The step between raw values that the type keeps apart: `numeric(3,-2)` keeps hundreds."""
    digits = max(-(column.scale or 0), 0)
    return int(10**digits)


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


_STRUCTURED = (Family.RANGE, Family.MULTIRANGE, Family.COMPOSITE)


def encode(column: Column, values: Sequence[Raw]) -> list[str]:
    """The values as COPY's text format writes them, NULL as `\\N`."""
    if column.array:
        written = [None if value is None else _array_text(column, value) for value in values]
        return _escaped(written)
    plain = _ENCODERS.get(column.family)
    if plain is None:
        return _escaped(values)
    one = plain(column)
    if column.family in _STRUCTURED:
        return _escaped([None if value is None else one(value) for value in values])
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
    """Lists within lists are further dimensions; a text is the server's own."""
    if isinstance(elements, str):
        return elements
    plain = _ENCODERS.get(column.family)
    one = plain(column) if plain else str

    def text(element: Raw) -> str:
        if element is None:
            return "NULL"
        if type(element) in (tuple, list):
            return _array_text(column, element)
        return _quoted_element(one(element))

    delimiter = ";" if column.type == "box" else ","
    return "{" + delimiter.join(map(text, elements)) + "}"


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


def _interval(column: Column) -> Callable[[Raw], str]:
    seconds, unit = counted_in(column.modified)
    return lambda value: f"{value // seconds} {unit}"


def _record(column: Column) -> Callable[[Raw], str]:
    fields = column.fields

    def one(value: Raw) -> str:
        if isinstance(value, str):
            return value
        parts = zip(fields, value, strict=True)
        return record_text(None if raw is None else text_of(field, raw) for field, raw in parts)

    return one


def _range(column: Column) -> Callable[[Raw], str]:
    subtype = column.subtype
    assert subtype is not None

    def end(value: Raw) -> str | None:
        return None if value is None else text_of(subtype, value)

    def one(value: Raw) -> str:
        if isinstance(value, str):
            return value
        return span_text(end(value.low), end(value.high), value.bounds)

    return one


def _multirange(column: Column) -> Callable[[Raw], str]:
    span = _range(column)
    return lambda value: value if isinstance(value, str) else "{" + ",".join(map(span, value)) + "}"


_ENCODERS: dict[Family, Callable[[Column], Callable[[Raw], str]]] = {
    Family.INTEGER: lambda _: str,
    Family.NUMERIC: _numeric,
    Family.FLOAT: lambda _: repr,
    Family.BOOLEAN: lambda _: lambda value: "t" if value else "f",
    Family.DATE: lambda _: _DAYS.__getitem__,
    Family.TIMESTAMP: _timestamp,
    Family.TIME: _time,
    Family.INTERVAL: _interval,
    Family.RANGE: _range,
    Family.MULTIRANGE: _multirange,
    Family.COMPOSITE: _record,
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
    if column.family is Family.RANGE and isinstance(value, str):
        return _read_range(column, value)
    if column.family is Family.JSON and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, default=str)
    if column.labels and value not in column.labels:
        raise ValueError(f"{value!r} is none of {', '.join(column.labels)}")
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value.rstrip(" ") if column.type == "bpchar" else value


def _read_range(column: Column, value: str) -> Raw:
    if column.subtype is None or value == "empty":
        return value
    low, high, bounds = span_parts(value)
    return Span(parse(column.subtype, low), parse(column.subtype, high), bounds)


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


_READERS: dict[Family, Callable[[Column, Any], Raw]] = {
    Family.INTEGER: lambda _, value: int(value),
    Family.NUMERIC: _read_numeric,
    Family.FLOAT: lambda _, value: float(value),
    Family.BOOLEAN: _read_boolean,
    Family.DATE: _read_date,
    Family.TIMESTAMP: _read_timestamp,
    Family.TIME: _read_time,
    Family.INTERVAL: lambda _, value: read_interval(value),
}
