"""Composite values, ranges and lists of lists as COPY's text."""

from __future__ import annotations

from sandbox.seeding.copytext.raw import encode, parse
from sandbox.seeding.copytext.structured import Record, Span, Spans
from sandbox.seeding.schemas.column_types import read_column
from sandbox.seeding.schemas.schema import Column

_FIELDS = [
    {"name": "name", "type": "text", "declared": "text"},
    {"name": "size", "type": "numeric", "declared": "numeric(6,1)", "mod": 393221},
    {"name": "during", "type": "daterange", "declared": "daterange"},
]
_TYPES = {
    "daterange": {"schema": "pg_catalog", "name": "daterange", "kind": "r", "subtype": "date"},
    "datemultirange": {"name": "datemultirange", "kind": "m", "subtype": "date"},
    "public.thing": {"schema": "public", "name": "thing", "kind": "c", "fields": _FIELDS},
    "public._thing": {"schema": "public", "name": "_thing", "kind": "a", "element": "public.thing"},
    "_int4": {"schema": "pg_catalog", "name": "_int4", "kind": "a", "element": "int4"},
}


def _column(type_: str) -> Column:
    return read_column({"name": "c", "type": type_, "declared": type_}, _TYPES)


def test_fields_are_quoted_where_they_must_be() -> None:
    """Quotes, commas, empty texts and NULL in a composite value stay apart."""
    values = [Record(('a "b", c', 125, None)), Record(("", None, Span(0, 1)))]
    assert encode(_column("public.thing"), values) == [
        '("a ""b"", c",12.5,)',
        '("",,"[1970-01-01,1970-01-02)")',
    ]


def test_composite_values_in_lists_are_quoted_twice() -> None:
    """COPY's own escapes come on top."""
    written = encode(_column("public._thing"), [(Record(("x y", 10, None)),)])
    assert written == ['{"(\\\\"x y\\\\",1.0,)"}']


def test_ranges_are_read_as_they_are_written() -> None:
    """What the server says of a range that is there already is held like a new one."""
    column = _column("daterange")
    assert parse(column, "[1970-01-02,1970-01-05)") == Span(1, 4)
    assert parse(column, "[1970-01-02,)") == Span(1, None)
    assert encode(column, [parse(column, "empty"), None]) == ["empty", "\\N"]


def test_multiranges_and_further_dimensions() -> None:
    """Lists of ranges, lists of lists."""
    spans = Spans((Span(0, 1), Span(3, 4)))
    assert encode(_column("datemultirange"), [spans]) == [
        "{[1970-01-01,1970-01-02),[1970-01-04,1970-01-05)}"
    ]
    assert encode(_column("_int4"), [((1, 2), (3, None))]) == ["{{1,2},{3,NULL}}"]
