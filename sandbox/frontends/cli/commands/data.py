"""`sandbox data`."""

from __future__ import annotations

import json
import re

import click

from sandbox.errors import UsageError
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted
from sandbox.model.sqlrows import Rows
from sandbox.verbs.data import data

WIDEST = 40


@click.command("data")
@click.argument("words", metavar="[SQL | TABLE | grow TABLE ROWS]", nargs=-1)
@click.option("--write", is_flag=True, help="Let the SQL change the data.")
@click.option("--name", help="Which sandbox, if you have several.")
@common
def data_command(session: Session, words: tuple[str, ...], write: bool, name: str | None) -> None:
    """Look at the data: all tables with their rows, or the answer to an SQL query.

    `grow` adds made-up rows to a table; what they refer to is there already.

    \b
    Examples:
      sandbox data
      sandbox data shipments
      sandbox data "select reference, status from shipments limit 5"
      sandbox data grow shipments 5000
    """
    if words[:1] == ("grow",):
        _grow(session, words[1:], name)
        return
    if len(words) > 1:
        raise UsageError(
            f"one thing at a time: {len(words)} came, {' '.join(words)}", "put SQL in quotes"
        )
    sql = words[0] if words else None
    rows = data(name, sql, session.here, session.ports, write=write)
    document = {"columns": list(rows.columns), "rows": [list(row) for row in rows.rows]}
    session.answer(document, _table(rows, "table" if sql is None else "row"))


def _grow(session: Session, words: tuple[str, ...], name: str | None) -> None:
    from sandbox.verbs.grow import grow

    count = words[1] if len(words) == 2 else ""
    if not re.fullmatch(r"[0-9]{1,9}", count):
        raise UsageError(
            "`grow` wants a table and how many rows to add to it",
            "sandbox data grow shipments 5000",
        )
    grown = grow(name, words[0], int(count), session.here, session.ports, session.emit)
    short = f"\n  ! {grown.short}" if grown.short else ""
    session.answer(
        {
            "name": grown.name,
            "schema": grown.schema,
            "table": grown.table,
            "added": grown.added,
            "rows": grown.rows,
            "short": grown.short,
            "seconds": round(grown.seconds, 3),
        },
        f"\n  {grown.added:,} rows added to {grown.table}, which has {grown.rows:,} now."
        f"{short}\n  `sandbox reset` takes them away again.",
    )


def _table(rows: Rows, noun: str) -> str:
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
    said = counted(len(rows.rows), noun)
    if rows.total is not None and rows.total > len(rows.rows):
        said = f"the first {len(rows.rows)} of {rows.total:,} rows"
    return "\n".join([*lines, f"\n  {said}"])


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\n", " ")
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
