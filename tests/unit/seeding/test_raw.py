from __future__ import annotations

from typing import Any

import pytest

from sandbox.seeding.copytext.raw import encode, parse
from sandbox.seeding.schemas.schema import Column, schema_from_catalog
from tests.unit.seeding.build import column, table


def _column(type_: str, **said: Any) -> Column:
    document = {"tables": [table("t", column("c", type_, **said))]}
    return schema_from_catalog(document).tables[0].columns[0]


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (_column("int4"), "-42"),
        (_column("numeric", precision=8, scale=3), "-0.050"),
        (_column("numeric", precision=8, scale=0), "12345"),
        (_column("numeric"), "3.50"),
        (_column("float8"), "0.1"),
        (_column("bool"), "t"),
        (_column("date"), "2024-02-29"),
        (_column("date"), "1901-01-01"),
        (_column("timestamptz"), "2024-02-29 23:59:59+00"),
        (_column("timestamptz"), "2024-02-29 23:59:59.125000+00"),
        (_column("timestamp"), "1969-12-31 23:00:00"),
        (_column("time"), "08:15:00"),
        (_column("text"), "plain"),
        (_column("uuid"), "6f1c2c0e-8a52-4a4f-9a3e-0d7c6f3f1b11"),
    ],
)
def test_what_the_server_writes_is_read_and_written_the_same(made: Column, text: str) -> None:
    """Keys of existing rows survive the way through raw values."""
    assert encode(made, [parse(made, text)]) == [text]


def test_null_and_escapes_are_written_as_copy_wants_them() -> None:
    """NULL is backslash N; tabs, line ends and backslashes are escaped."""
    values = [None, "a\tb", "c\nd", "e\\f", "g\rh", ""]
    assert encode(_column("text"), values) == ["\\N", "a\\tb", "c\\nd", "e\\\\f", "g\\rh", ""]


def test_arrays_quote_what_needs_quotes() -> None:
    """Commas, quotes, braces, blanks, backslashes, the word NULL and empty texts."""
    value = ("a", "b c", 'd"e', "f,g", "{h}", "NULL", "", "i\\j", None)
    written = encode(_column("text", array=True), [value])
    assert written == ['{a,"b c","d\\\\"e","f,g","{h}","NULL","","i\\\\\\\\j",NULL}']


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:15:00", 900), ("1 day 02:00:00", 93_600), ("2 hours", 7200), ("-00:00:30", -30)],
)
def test_intervals_are_read_in_seconds(text: str, seconds: int) -> None:
    """As the server writes them, and as people do."""
    assert parse(_column("interval"), text) == seconds


@pytest.mark.parametrize(
    ("made", "value"),
    [
        (_column("int4"), "x"),
        (_column("date"), "soon"),
        (_column("bool"), "perhaps"),
        (_column("text"), 5),
        (_column("text", array=True), "a"),
        (_column("mood", category="e", labels=["glad"]), "sad"),
    ],
)
def test_a_value_of_another_type_is_refused(made: Column, value: object) -> None:
    """ValueError, with the value in it."""
    with pytest.raises(ValueError, match=str(value)):
        parse(made, value)
