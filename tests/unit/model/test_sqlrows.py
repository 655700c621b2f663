"""A person's SQL and its answer; the scripts themselves run in the contract tests."""

from __future__ import annotations

import pytest

from sandbox.model.data.sqlrows import NULL, is_query, parse_plain, parse_typed, plain_script


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select 1", True),
        ("  SELECT 1", True),
        ("-- look\nselect 1", True),
        ("/* look */ with x as (select 1) table x", True),
        ("(values (1))", True),
        ("table users", True),
        ("update users set a = 1", False),
        ("selection", False),
        ("delete from select", False),
        ("", False),
    ],
)
def test_what_only_asks_is_told_from_what_changes(sql: str, expected: bool) -> None:
    """By its first word, behind comments and brackets."""
    assert is_query(sql) is expected


def test_typed_rows_keep_their_kinds() -> None:
    """Numbers stay numbers, empty is not NULL, nested values stay nested."""
    output = (
        "Column,Type\nid,integer\nname,text\ninfo,jsonb\n\ue000rows\n"
        '{"id":1,"name":"","info":{"a":[{"b":1},{}],"c":{}}}\n{"id":2,"name":null,"info":[]}\n'
    )
    rows = parse_typed(output)
    assert rows.columns == ("id", "name", "info")
    assert rows.rows == ((1, "", {"a": [{"b": 1}, {}], "c": {}}), (2, None, []))


def test_columns_of_one_name_are_both_kept() -> None:
    """A join may give two columns called id."""
    rows = parse_typed('Column,Type\nid,integer\nid,integer\n\ue000rows\n{"id":1,"id":2}\n')
    assert rows.columns == ("id", "id")
    assert rows.rows == ((1, 2),)


def test_a_query_without_rows_still_has_columns() -> None:
    """So that a program sees what was asked."""
    assert parse_typed("Column,Type\na,text\n\ue000rows\n").columns == ("a",)


def test_plain_rows_tell_null_from_empty_and_from_the_word() -> None:
    """Statements with RETURNING answer as text."""
    rows = parse_plain(f'id,name\n1,{NULL}\n2,""\n3,null\n"4","a,\nb"\n')
    assert rows.rows == (("1", None), ("2", ""), ("3", "null"), ("4", "a,\nb"))


def test_a_statement_that_answers_nothing_has_no_columns() -> None:
    """The screen then says that it is done."""
    assert parse_plain("") == parse_plain("\n")
    assert parse_plain("").columns == ()


def test_a_statement_that_ends_in_a_comment_is_still_ended() -> None:
    """The closing semicolon stands on a line of its own."""
    assert "delete from a -- all\n;\n" in plain_script("delete from a -- all")
