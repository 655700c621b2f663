"""Points that the code was recorded at: which one is meant, which ones may go.

A point is a commit on a hidden ref; what is known of it stands at the end of its message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIRST = 101
"""The first point's number. What `down` put away counts from 1: one number never means two."""
MOST = 1000
"""Points of a sandbox that stay when `prune` has been there."""
MOST_NAMES = 20
"""Names of changed files that a point remembers."""
HOUR, DAY = 3600, 86400
HOURLY_AFTER, DAILY_AFTER = DAY, 30 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """number: counts up, never given twice; at: Unix seconds; verb: what was about to happen.

    files: how many differ from the point before; names: of these, the first MOST_NAMES;
    back_to: the number of the point that holds the same, where somebody went back to it;
    left_out: files that are not in it, because they are large or cannot be read.
    """

    number: int
    at: int
    verb: str
    files: int
    names: tuple[str, ...] = ()
    back_to: int | None = None
    left_out: tuple[str, ...] = ()
    commit: str = ""


def message_of(point: Point) -> str:
    """The commit's message, which `point_of` reads."""
    named = ", ".join(point.names[:3]) or "nothing"
    facts = {
        "Sandbox-Number": str(point.number),
        "Sandbox-Verb": point.verb,
        "Sandbox-Files": str(point.files),
        "Sandbox-Names": json.dumps(point.names[:MOST_NAMES]),
        "Sandbox-Left-Out": json.dumps(point.left_out),
    }
    if point.back_to is not None:
        facts["Sandbox-Back-To"] = str(point.back_to)
    trailers = "\n".join(f"{key}: {value}" for key, value in facts.items())
    return f"{point.files} files before {point.verb}: {json.dumps(named)}\n\n{trailers}\n"


def point_of(commit: str, at: int, message: str) -> Point | None:
    """None for a commit that is no point."""
    lines = (line.partition(": ") for line in message.splitlines())
    facts = {key: value for key, _, value in lines if key.startswith("Sandbox-")}
    try:
        return Point(
            number=int(facts["Sandbox-Number"]),
            at=at,
            verb=facts["Sandbox-Verb"],
            files=int(facts["Sandbox-Files"]),
            names=tuple(json.loads(facts["Sandbox-Names"])),
            back_to=int(facts["Sandbox-Back-To"]) if "Sandbox-Back-To" in facts else None,
            left_out=tuple(json.loads(facts["Sandbox-Left-Out"])),
            commit=commit,
        )
    except (KeyError, ValueError):
        return None


def position(points: Sequence[Point]) -> int:
    """The number of the state that the newest point holds: where somebody went back, of that."""
    newest = points[0]
    return newest.number if newest.back_to is None else newest.back_to


def one_back(points: Sequence[Point]) -> Point | None:
    """What `undo` goes to: the point before the present state, further back each time.

    points: newest first, the first of them the present state. None where there is none before.
    """
    if not points:
        return None
    here = position(points)
    return next((one for one in points if one.number < here), None)


def drops(points: Sequence[Point], now: float) -> tuple[Point, ...]:
    """Those that may go: older than a day all but one an hour, than a month all but one a day.

    points: newest first. The newest stays, and the first, which is the code as it came.
    """
    kept: set[tuple[str, int]] = set()
    gone = []
    for index, one in enumerate(points[:-1]):
        bucket = _bucket(one, now)
        if index and (index >= MOST or bucket in kept):
            gone.append(one)
        elif bucket:
            kept.add(bucket)
    return tuple(gone)


def _bucket(one: Point, now: float) -> tuple[str, int] | None:
    """Of the points in one bucket one stays; None for those that are too young to go."""
    age = now - one.at
    if age <= HOURLY_AFTER:
        return None
    return ("day", one.at // DAY) if age > DAILY_AFTER else ("hour", one.at // HOUR)


def by_number(points: Iterable[Point], number: int) -> Point | None:
    return next((one for one in points if one.number == number), None)
