"""`sandbox data`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from sandbox.errors import UsageError
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted, screen_width, wrapped
from sandbox.model.data.sqlrows import Rows
from sandbox.verbs.data import data

if TYPE_CHECKING:
    from sandbox.verbs.grow import Grown

WIDEST = 40


@click.command("data")
@click.argument("words", metavar="[SQL | TABLE | grow TABLE ROWS]", nargs=-1)
@click.option("--write", is_flag=True, help="Let the SQL change the data.")
@click.option("--alone", is_flag=True, help="grow: that table only.")
@click.option("--name", help="Which sandbox, if you have several.")
@common
def data_command(
    session: Session, words: tuple[str, ...], write: bool, alone: bool, name: str | None
) -> None:
    """Look at the data: all tables with their rows, or the answer to an SQL query.

    `grow` adds made-up rows to a table, and what the recipe counts by them: shipments come with
    their events. What they refer to is there already.

    \b
    Examples:
      sandbox data
      sandbox data shipments
      sandbox data "select reference, status from shipments limit 5"
      sandbox data grow shipments 5000
    """
    if words[:1] == ("grow",):
        _grow(session, words[1:], name, alone=alone)
        return
    if alone:
        raise UsageError("--alone goes with `grow`", "leave it out")
    if len(words) > 1:
        raise UsageError(
            f"one thing at a time: {len(words)} came, {' '.join(words)}", "put SQL in quotes"
        )
    sql = words[0] if words else None
    rows = data(name, sql, session.here, session.ports, write=write)
    document = {"columns": list(rows.columns), "rows": [list(row) for row in rows.rows]}
    session.answer(document, _table(rows, "table" if sql is None else "row"))


def _grow(session: Session, words: tuple[str, ...], name: str | None, *, alone: bool) -> None:
    from sandbox.verbs.grow import grow

    count = words[1] if len(words) == 2 else ""
    if not re.fullmatch(r"[0-9]{1,9}", count):
        raise UsageError(
            "`grow` wants a table and how many rows to add to it",
            "sandbox data grow shipments 5000",
        )
    grown = grow(name, words[0], int(count), session.here, session.ports, session.emit, alone=alone)
    rows = "1 row" if grown.added == 1 else f"{grown.added:,} rows"
    short = f"\n{wrapped(f'! {grown.short}', '  ', '    ')}" if grown.short else ""
    session.answer(
        {
            "name": grown.name,
            "schema": grown.schema,
            "table": grown.table,
            "added": grown.added,
            "rows": grown.rows,
            "short": grown.short,
            "along": grown.along,
            "left": list(grown.left),
            "seconds": round(grown.seconds, 3),
        },
        f"\n  {rows} added to {grown.table}, which has {grown.rows:,} now."
        f"{_along(grown)}{short}\n  `sandbox reset` takes them away again.",
    )


def _along(grown: Grown) -> str:
    """What other tables got, and which got nothing."""
    lines = ""
    if grown.along:
        added = ", ".join(f"{rows:,} {name}" for name, rows in grown.along.items())
        lines += f"\n{wrapped(f'With them came {added}.', '  ', '  ')}"
    if grown.left:
        said = (
            f"No rows were added to {', '.join(grown.left)}, which may refer to them: that is fine."
        )
        lines += f"\n{wrapped(said, '  ', '  ')}"
    return lines


def _table(rows: Rows, noun: str) -> str:
    if not rows.columns:
        done = rows.changed is None
        return "  Done." if done else f"  {counted(rows.changed or 0, 'row')} changed."
    table = [list(rows.columns), *[[_cell(value) for value in row] for row in rows.rows]]
    widths = [max(len(line[at]) for line in table) for at in range(len(rows.columns))]
    lines = [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    ]
    if max(map(len, lines)) > screen_width():
        lines = _records(table)
    else:
        lines.insert(1, "  " + "  ".join("-" * width for width in widths))
    said = counted(len(rows.rows), noun)
    if rows.total is not None and rows.total > len(rows.rows):
        said = f"the first {len(rows.rows)} of {rows.total:,} rows"
    return "\n".join([*lines, f"\n  {said}"])


def _records(table: list[list[str]]) -> list[str]:
    """One record below the other, a line a column, where they are too wide side by side."""
    width = max(map(len, table[0]))
    lines: list[str] = []
    for row in table[1:]:
        pairs = zip(table[0], row, strict=True)
        lines += [f"  {name:<{width}}  {cell}".rstrip() for name, cell in pairs] + [""]
    return lines[:-1]


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\n", " ")
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
