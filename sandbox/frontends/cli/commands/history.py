"""`sandbox history`."""

from __future__ import annotations

import time

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted, paragraph, wrapped
from sandbox.model.points import Point, one_back, position
from sandbox.verbs.history import HistoryResult, history

NAMED = 3
SHOWN = 30
DAY = 86400


@click.command("history")
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help=f"All of them, not the newest {SHOWN} only.")
@common
def history_command(session: Session, name: str | None, every: bool) -> None:
    """The points that your code was recorded at, newest first.

    A point is made before each command that changes something, and while the sandbox runs whenever
    your files were quiet for a minute. `sandbox undo` goes one back, `sandbox restore --at NUMBER`
    to any of them.

    \b
    Example:
      sandbox history
    """
    result = history(name, session.here, session.ports, session.emit)
    document = {"name": result.name, "points": [document_of(one) for one in result.points]}
    session.answer(document, _text(result, every=every))


def document_of(one: Point) -> dict[str, object]:
    """files: how many differ from the point before; names: the first of them."""
    return {
        "number": one.number,
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(one.at)),
        "before": one.verb,
        "files": one.files,
        "names": list(one.names),
        "back_to": one.back_to,
        "left_out": list(one.left_out),
    }


def _text(result: HistoryResult, *, every: bool) -> str:
    shown = result.points if every else result.points[:SHOWN]
    lines = [f"  {result.name}, newest first:", ""]
    first = result.points[-1] if result.points else None
    for index, one in enumerate(shown):
        now = " (now)" if index == 0 else ""
        said = f"{when(one.at)}{now}: {_what(one, start=one is first)}"
        lines.append(wrapped(said, f"    {one.number}  ", "         "))
    more = len(result.points) - len(shown)
    if more:
        lines.append(f"    and {counted(more, 'older one')}: `sandbox history --all`")
    return "\n".join([*lines, "", paragraph(_ways(result))])


def _ways(result: HistoryResult) -> str:
    """As `undo` has it: where one is already is no step back."""
    others = [one for one in result.points[1:] if one.number != position(result.points)]
    if not others:
        ways = "Nothing has changed since, so there is nothing to undo yet."
    else:
        undo = "`sandbox undo` goes one step back, " if one_back(result.points) else ""
        ways = (
            f"{undo}`sandbox restore {result.name} --at {others[0].number}` goes to that number. "
            "Only the code goes back: your data stays (`sandbox reset` gives fresh data)."
        )
    return f"{ways} What was put away is in `sandbox list`." if result.kept else ways


def _what(one: Point, *, start: bool) -> str:
    if start:
        said = "as it was in the beginning"
    elif one.back_to is not None:
        said = f"back to {one.back_to}"
    else:
        said = files_text(one)
    if one.left_out:
        said += f"; without {named(one.left_out)} (large, or not to be read)"
    return said


def files_text(one: Point) -> str:
    """ "3 files, dashboard.html …"; what a terminal would obey is shown as it is written."""
    more = " …" if one.files > NAMED else ""
    return f"{counted(one.files, 'file')}, {named(one.names)}{more}"


def named(paths: tuple[str, ...]) -> str:
    """Names as they can be shown: those with odd characters in quotes."""
    return ", ".join(one if one.isprintable() else ascii(one) for one in paths[:NAMED])


def when(at: float, now: float | None = None) -> str:
    """ "yesterday 16:40", in local time; with its date where it is longer ago than a week."""
    today = time.localtime(now)
    moment = time.localtime(at)
    clock = time.strftime("%H:%M", moment)
    days = _day(today) - _day(moment)
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    if 1 < days < 7:
        return f"{WEEKDAYS[moment.tm_wday]} {clock}"
    return time.strftime("%Y-%m-%d %H:%M", moment)


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _day(moment: time.struct_time) -> int:
    """Counted from the year 1."""
    import datetime

    return datetime.date(moment.tm_year, moment.tm_mon, moment.tm_mday).toordinal()
