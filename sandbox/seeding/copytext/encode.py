"""How raw values are written for COPY."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from sandbox.seeding.copytext import columns as columntext
from sandbox.seeding.copytext.held import DAY, EPOCH, EPOCH_MOMENT, Raw, scale_of
from sandbox.seeding.copytext.intervals import counted_in
from sandbox.seeding.copytext.structured import record_text, span_text
from sandbox.seeding.schemas.schema import Column, Family

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NEEDS_ESCAPE = re.compile(r"[\\\t\n\r]")


class _Days(dict[int, str]):
    def __missing__(self, day: int) -> str:
        text = (EPOCH + timedelta(days=day)).isoformat()
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
        given = iter(_texts(column, one, [value for value in values if value is not None]))
        return ["\\N" if value is None else next(given) for value in values]
    return _texts(column, one, values)


def _texts(column: Column, one: Callable[[Raw], str], values: Sequence[Raw]) -> list[str]:
    """None of them NULL."""
    texts: list[str] | None = None
    if column.family is Family.INTEGER:
        texts = columntext.whole_numbers(values)
    elif column.family is Family.NUMERIC:
        texts = columntext.decimals(values, scale_of(column))
    elif column.family is Family.TIMESTAMP:
        zone = "+00" if column.type == "timestamptz" else ""
        texts = columntext.moments(values, _DAYS.__getitem__, _CLOCK.__getitem__, zone)
    return list(map(one, values)) if texts is None else texts


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
            moment = EPOCH_MOMENT + timedelta(microseconds=round(value * 1_000_000))
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
