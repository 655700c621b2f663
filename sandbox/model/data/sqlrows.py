"""A person's SQL as a psql script, and its answer as rows."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass

QUERY = re.compile(
    r"^\s*(--[^\n]*\n\s*|/\*.*?\*/\s*)*\(*\s*(select|with|values|table)\b", re.I | re.S
)
CHANGE = re.compile(r"^\s*(insert|update|delete|merge)\b", re.I)
END = "; \t\r\n"  # what may stand behind the last statement
COUNTED = "\ue000count "
TABLES = """
SELECT n.nspname AS schema, c.relname AS "table",
  (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I',
    n.nspname, c.relname), false, true, '')))[1]::text::bigint AS rows
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
ORDER BY 1, 2
"""
NULL = "\ue000null\ue000"  # a private character: told from an empty text and from the word


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """columns: names; rows: JSON values, in the columns' order; status: the server's word.

    total: how many rows the table has of which these are the first; None where these are all.
    changed: how many rows the statement changed, where the server counted them.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    status: str = ""
    total: int | None = None
    changed: int | None = None


FIRST_ROWS = 50
"""So many are shown of a table whose name alone was said."""


def names_a_table(sql: str) -> bool:
    """Whether it is one word, which can only be a table's name."""
    return re.fullmatch(r"[A-Za-z_][\w.]*", sql.strip()) is not None


def whole_table(sql: str) -> str:
    """A table's name alone means its first rows."""
    return f"select * from {sql.strip()} limit {FIRST_ROWS}" if names_a_table(sql) else sql


def is_query(sql: str) -> bool:
    """Whether it only asks, as far as its first word says; a WITH may still write."""
    return bool(QUERY.match(sql))


def typed_script(sql: str) -> str:
    """A script that prints the column names, then each row as a JSON array of typed values."""
    query = _without_end(sql)
    return (
        "\\pset format csv\n\\pset tuples_only off\n"
        f"{query}\n\\gdesc\n"
        "\\pset format unaligned\n\\pset tuples_only on\n\\qecho \ue000rows\n"
        f"SELECT row_to_json(_q)::text FROM (\n{query}\n) AS _q;\n"
    )


def _without_end(sql: str) -> str:
    """Without the semicolon at its end, and a remark behind that."""
    return re.sub(r"(\s|;|--[^\n]*$|/\*[^*]*\*/$)+\Z", "", sql.strip())


def plain_script(sql: str) -> str:
    """A script for statements that write: their rows, if any, as CSV, and the server's word."""
    count = f"\\qecho {COUNTED}:ROW_COUNT\n" if _changes_rows(sql) else ""
    # Without its own semicolon: the one below would be an empty statement, which has no count.
    return (
        f"\\pset null '{NULL}'\n\\pset format csv\n\\pset tuples_only off\n"
        f"{sql.rstrip(END)}\n;\n{count}"
    )


def _changes_rows(sql: str) -> bool:
    """Whether it is one statement that changes rows, so that the server's count is of it."""
    return bool(CHANGE.match(sql)) and ";" not in sql.rstrip(END)


def parse_typed(output: str) -> Rows:
    head, _, body = output.partition("\ue000rows\n")
    columns = tuple(row[0] for row in list(csv.reader(io.StringIO(head)))[1:] if row)
    rows = []
    for line in body.splitlines():
        row = json.loads(line, object_pairs_hook=_Object)
        rows.append(tuple(_plain(value) for _, value in row.pairs))
    return Rows(columns=columns, rows=tuple(rows))


class _Object:
    """A JSON object as pairs: two columns of a row may have one name."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        self.pairs = pairs


def _plain(value: object) -> object:
    if isinstance(value, _Object):
        return {name: _plain(inner) for name, inner in value.pairs}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def parse_plain(output: str) -> Rows:
    answer, _, count = output.rpartition(COUNTED) if COUNTED in output else (output, "", "")
    changed = int(count) if count.strip().isdecimal() else None
    table = [row for row in csv.reader(io.StringIO(answer)) if row]
    if not table:
        return Rows(columns=(), rows=(), changed=changed)
    head, *rows = table
    return Rows(
        columns=tuple(head),
        rows=tuple(tuple(None if cell == NULL else cell for cell in row) for row in rows),
    )
