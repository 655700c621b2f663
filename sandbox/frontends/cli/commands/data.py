"""`sandbox data`."""

from __future__ import annotations

import json

import click

from sandbox.errors import UsageError
from sandbox.frontends.cli.options import Session, common
from sandbox.model.sqlrows import Rows
from sandbox.model.sqltext import is_more_than_sql
from sandbox.verbs.data import data

WIDEST = 40


@click.command("data")
@click.argument("sql", required=False)
@click.option("--write", is_flag=True, help="Let the SQL change the data.")
@click.option("--name", help="Whose sandbox, if you have several.")
@common
def data_command(session: Session, sql: str | None, write: bool, name: str | None) -> None:
    """Look at the data: all tables with their rows, or the answer to an SQL query.

    \b
    Examples:
      sandbox data
      sandbox data shipments
      sandbox data "select reference, status from shipments limit 5"
    """
    if sql is not None:
        _refuse(sql)
    rows = data(name, sql, session.here, session.ports, write=write)
    document = {"columns": list(rows.columns), "rows": [list(row) for row in rows.rows]}
    session.answer(document, _table(rows))


def _refuse(sql: str) -> None:
    """What is no SQL at all, or more than that. Raises UsageError."""
    if not sql.strip(" \t\r\n;"):
        raise UsageError(
            "there is no SQL in what you typed", "`sandbox data` alone lists all tables"
        )
    if is_more_than_sql(sql):
        raise UsageError(
            "a backslash outside of quotes is no SQL: psql's own commands are not taken here",
            "say it in SQL; `sandbox data` lists the tables, `sandbox data TABLE` shows one",
        )


def _table(rows: Rows) -> str:
    if not rows.columns:
        return "  Done."
    table = [list(rows.columns), *[[_cell(value) for value in row] for row in rows.rows]]
    widths = [max(len(line[at]) for line in table) for at in range(len(rows.columns))]
    lines = [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    ]
    lines.insert(1, "  " + "  ".join("-" * width for width in widths))
    count = len(rows.rows)
    return "\n".join([*lines, f"\n  {count} {'row' if count == 1 else 'rows'}"])


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\n", " ")
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
