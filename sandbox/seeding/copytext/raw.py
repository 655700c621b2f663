"""Raw values: how they are held, written for COPY, and read from recipes and the server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.seeding.copytext.encode import encode as encode
from sandbox.seeding.copytext.encode import text_of as text_of
from sandbox.seeding.copytext.held import DAY as DAY
from sandbox.seeding.copytext.held import EPOCH, EPOCH_MOMENT
from sandbox.seeding.copytext.held import Raw as Raw
from sandbox.seeding.copytext.held import grain_of as grain_of
from sandbox.seeding.copytext.held import scale_of as scale_of
from sandbox.seeding.copytext.intervals import read_interval
from sandbox.seeding.copytext.structured import Span, span_parts
from sandbox.seeding.schemas.schema import Column, Family


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


_NO_VALUE = (
    ValueError,
    KeyError,
    InvalidOperation,
    TypeError,
    AttributeError,
    OverflowError,  # infinite
)


def _parse_one(column: Column, value: Any) -> Raw:
    reader = _READERS.get(column.family)
    try:
        if reader is not None:
            return reader(column, value)
    except _NO_VALUE as error:
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
    seconds = (moment - EPOCH_MOMENT) / timedelta(seconds=1)
    return int(seconds) if seconds == int(seconds) else seconds


def _moment(value: Any) -> datetime:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return datetime.fromisoformat(re.sub(r"([+-]\d\d)$", r"\1:00", value))


def _read_date(_: Column, value: Any) -> int:
    if isinstance(value, datetime):
        value = value.date()
    return ((value if isinstance(value, date) else date.fromisoformat(value)) - EPOCH).days


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
