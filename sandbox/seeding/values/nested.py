"""Values that consist of others: composite types, ranges, multiranges."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import DAY, Raw, scale_of
from sandbox.seeding.copytext.structured import Record, Span, Spans
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values import moments
from sandbox.seeding.values.numbers import bounds_of_type
from sandbox.seeding.values.value import Rows, Spec, Value, constant

Best = Callable[[Spec], Value | None]
"""The best rule for a part of the column; None where its type has none."""


def composite(spec: Spec, best: Best) -> Value:
    """Each field by its own name and type, as if the type were a table; NULL where none fits."""
    column = spec.column
    table = replace(spec.table, columns=column.fields, keys=(), foreign_keys=(), checks=())
    parts = [
        best(replace(spec, table=table, column=field, within=(*spec.within, column.name)))
        for field in column.fields
    ]
    nothing = constant(None, "nothing")
    values = [part or nothing for part in parts]
    counted = max(values, key=lambda value: value.size if value.pick else 0, default=nothing)
    needs = tuple(dict.fromkeys(name for value in values for name in value.needs))

    def pick(indexes: Sequence[int]) -> list[Raw]:
        fields = [_picked(value, value is counted, indexes) for value in values]
        return [Record(row) for row in zip(*fields, strict=True)]

    return Value(
        why=f"a {column.type}, its fields by their names",
        draw=lambda rows: _records(values, rows),
        pick=pick if counted.pick else None,
        size=counted.size if counted.pick else 0,
        needs=needs,
    )


def _records(values: Sequence[Value], rows: Rows) -> list[Raw]:
    if not values:
        return [Record()] * rows.count
    return [Record(row) for row in zip(*(value.draw(rows) for value in values), strict=True)]


def _picked(value: Value, counted: bool, indexes: Sequence[int]) -> list[Raw]:
    """Different values of the field that counts; the others repeat theirs as they must."""
    if value.pick is None or value.size < 1:
        rows = Rows(first=0, count=len(indexes))
        return [None] * len(indexes) if value.needs else value.draw(rows)
    return value.pick(indexes if counted else [index % value.size for index in indexes])


_STEPS: Mapping[Family, tuple[int, int]] = {
    Family.INTEGER: (10, 20),
    Family.NUMERIC: (10, 20),
    Family.FLOAT: (10, 20),
    Family.DATE: (10, 14),
    Family.TIMESTAMP: (5400, 7200),
    Family.TIME: (900, 1800),
    Family.INTERVAL: (3600, 7200),
}
"""By what a range spans: how long one is, and how far apart those are that must not overlap."""


def span(spec: Spec, best: Best) -> Value:
    """From what a column of the spanned type would hold. No two that are picked overlap."""
    subtype = spec.column.subtype
    assert subtype is not None
    element = best(replace(spec, column=subtype, within=(*spec.within, "range")))
    if element is None:
        return constant("empty", "nothing else is known of what it spans")
    if subtype.family not in _STEPS or subtype.array or subtype.domain_checks:
        return _single(element)
    unit = 10 ** scale_of(subtype) if subtype.family is Family.NUMERIC else 1
    length, distance = (step * unit for step in _STEPS[subtype.family])
    first, last = _room(subtype)
    lengths = spec.random("lengths").random

    def draw(rows: Rows) -> list[Raw]:
        lows = element.draw(rows)
        return [_up(low, length * (1 + int(lengths() * 4)) // 2, last) for low in lows]

    return Value(
        why=f"a stretch of {subtype.declared}",
        draw=draw,
        pick=lambda indexes: [_up(first + n * distance, length, last) for n in indexes],
        size=max(int((last - first) // distance), 1),
        needs=element.needs,
    )


def _up(low: Raw, length: int, last: Raw) -> Span:
    return Span(min(low, last - length), min(low, last - length) + length)


def _room(subtype: Column) -> tuple[Raw, Raw]:
    """Where ranges that must not overlap begin, and the end of the last."""
    match subtype.family:
        case Family.DATE:
            return moments.FIRST // DAY, moments.FIRST // DAY + 2_000_000
        case Family.TIMESTAMP:
            return moments.FIRST, moments.FIRST + 5_000 * 365 * DAY
        case Family.TIME:
            return 0, DAY - 900
        case Family.INTERVAL:
            return 0, 10**9
        case Family.FLOAT:
            return 0.0, float(2**22)
        case _:
            return 0, bounds_of_type(subtype)[1]


def _single(element: Value) -> Value:
    """A single value each: nothing is known of the order of the others."""

    def spans(values: Sequence[Raw]) -> list[Raw]:
        return [None if value is None else Span(value, value, "[]") for value in values]

    pick = element.pick
    return replace(
        element,
        draw=lambda rows: spans(element.draw(rows)),
        pick=None if pick is None else lambda indexes: spans(pick(indexes)),
        longest=None,
    )


def spans(spec: Spec, best: Best) -> Value:
    """One range, or two where a second fits behind the first."""
    one = span(spec, best)
    random = spec.random("second").random

    def whole(value: Raw) -> Raw:
        return "{}" if isinstance(value, str) else Spans((value,))

    def some(value: Raw) -> Raw:
        if isinstance(value, str) or value.bounds == "[]" or random() < 0.6:
            return whole(value)
        third = (value.high - value.low) / 3
        if isinstance(value.low, int):
            third = int(third)
        if not third:
            return whole(value)
        return Spans((Span(value.low, value.low + third), Span(value.high - third, value.high)))

    pick = one.pick
    return replace(
        one,
        why=f"one or two of {one.why}",
        draw=lambda rows: [some(value) for value in one.draw(rows)],
        pick=None if pick is None else lambda indexes: [whole(v) for v in pick(indexes)],
    )
