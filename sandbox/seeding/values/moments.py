"""Dates and times: every row has a start and a span, every column a phase within it.

created comes before started before ended before updated before deleted because their phases do,
without one column looking at another. Most moments fall into working hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.values.calendar import working_time, working_times
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.phases import (
    BIRTH,
    FUTURE,
    PHASES,
    is_short,
    phase,
    phase_in,
    planned,
    usual_span,
)
from sandbox.seeding.values.value import Rows, Spec, Value

ANCHOR = 1_795_478_400
"""2026-11-24 00:00 UTC: the end of all that has happened. Never the day of the run; a release may
move it, with a new ENGINE_VERSION."""
TWO_YEARS = 730 * DAY
FIRST = ANCHOR - TWO_YEARS
GROWTH = 0.65
"""Below 1: more rows begin late than early, as where a business grows."""

START, SPAN = "#start", "#span"


def has_timeline(table: Table) -> bool:
    """Whether the table has a date or moment that belongs to its rows' lives."""
    return any(_in_time(column) for column in table.columns)


def _in_time(column: Column) -> bool:
    """Also by what a range spans, or a field of a composite type."""
    if column.family in (Family.DATE, Family.TIMESTAMP):
        return phase(column.name) != BIRTH
    parts = (*column.fields, *(() if column.subtype is None else (column.subtype,)))
    return any(_in_time(part) for part in parts)


def starts(random: Random, earliest: str | None, within: str | None, rows: int = 0) -> Value:
    """When rows begin: after `earliest` (a column of the parents' starts), `within` their span.

    rows: so many there will be. They begin one after the other, the later the closer together.
    """
    draw = random.random
    count = max(rows, 1)

    def turn(number: int) -> float:
        passed: float = (min(number + draw(), count) / count) ** GROWTH
        return FIRST + passed * TWO_YEARS

    def after(number: int, parent: float | None) -> float:
        own = turn(number)
        if parent is None or own >= parent:
            return own
        return parent + draw() ** 2 * (ANCHOR - parent)

    def drawn(rows: Rows) -> list[Raw]:
        if earliest is None:
            return [turn(number) for number in rows.numbers]
        befores = rows.columns[earliest]
        if within is None:
            return [after(n, b) for n, b in zip(rows.numbers, befores, strict=True)]
        spans = zip(rows.numbers, befores, rows.columns[within], strict=True)
        return [turn(n) if b is None or s is None else b + draw() * s for n, b, s in spans]

    needs = tuple(name for name in (earliest, within) if name is not None)
    return Value(why="hidden", draw=drawn, needs=needs)


def spans(random: Random, table: Table | None = None) -> Value:
    """How long rows live, by what they are, never past the anchor."""
    draw = random.random
    shortest, longest = usual_span(table.name if table is not None else "")
    extra = longest - shortest

    def drawn(rows: Rows) -> list[Raw]:
        return [
            min(shortest + draw() ** 3 * extra, ANCHOR - start) for start in rows.columns[START]
        ]

    return Value(why="hidden", draw=drawn, needs=(START,))


def moment(spec: Spec) -> Value:
    """A date or a timestamp, by its name's phase."""
    found = phase_in(spec.table.name, spec.column.name)
    random = spec.random().random
    if found == BIRTH:
        from sandbox.seeding.values.births import birth

        return birth(spec)
    unit = DAY if spec.column.family is Family.DATE else 1
    needs: tuple[str, ...] = (START, SPAN)
    part = planned(spec.table.name, spec.column.name)
    if part:

        def on_the_quarter(rows: Rows) -> list[Raw]:
            lives = zip(rows.columns[START], rows.columns[SPAN], strict=True)
            return [_quarter(a, s, part == "end") // unit for a, s in lives]

        draw = on_the_quarter
    elif found == FUTURE:
        words = words_of(spec.column.name)
        far = 500 if not _LASTING.isdisjoint(words) else 30

        def ahead(rows: Rows) -> list[Raw]:
            lives = zip(rows.columns[START], rows.columns[SPAN], strict=True)
            return [working_time(a + s + DAY * (1 + random() * far)) // unit for a, s in lives]

        draw = ahead
    else:
        place = float(found) / PHASES
        # What begins a row's life does so at once: nothing that hangs on the row came before it.
        share, at_most = (1 / PHASES, TWO_YEARS) if found else (1 / PHASES, 120)

        # A day that ends something comes after the day that begins it.
        next_day = int(unit == DAY and found == 3 and not is_short(spec.table.name))

        def during(rows: Rows) -> list[Raw]:
            lives = zip(rows.columns[START], rows.columns[SPAN], strict=True)
            made = [a + s * place + min(s * share, at_most) * random() for a, s in lives]
            moved = working_times(made)
            return moved if unit == 1 else [moment // unit + next_day for moment in moved]

        draw = during
    low, high = spec.limits.low, spec.limits.high
    why = f"in the last two years, {_WHEN[found]}" if found in _WHEN else "some time ahead"
    return Value(
        why=why,
        draw=lambda rows: wrapped(draw(rows), low, high, unit),
        needs=needs,
        pick=lambda indexes: wrapped(_picked(spec.column, indexes), low, high, unit),
        size=3_000 if unit == DAY else 10**12,
    )


_WHEN: Mapping[int | str, str] = {
    0: "when the row's story begins",
    1: "soon after the row's story begins",
    2: "in the middle of the row's story",
    3: "when the row's story ends",
    4: "when the row was last touched",
    5: "when the row was put away",
}
"""For `seeds explain`: what each phase is called."""

_LASTING = frozenset(("expires", "expiry", "expiration", "valid", "warranty"))
QUARTER = 900


def _quarter(start: float, span: float, end: bool) -> int:
    """When something planned begins or ends: days after it was made, on a quarter of an hour."""
    lead = DAY * (1 + int(start) % 21)
    begin = working_time(start + lead) // QUARTER * QUARTER
    return begin + max(round(span / QUARTER), 1) * QUARTER if end else begin


def _picked(column: Column, indexes: Sequence[int]) -> list[Raw]:
    if column.family is Family.DATE:
        return [ANCHOR // DAY - 1 - index for index in indexes]
    return [FIRST + index * 60 for index in indexes]


def wrapped(values: list[Raw], low: Raw | None, high: Raw | None, unit: int) -> list[Raw]:
    """The values moved into the bounds, those that fit as they are."""
    if low is None and high is None:
        return values
    year = 365 * DAY // unit
    if low is None:
        assert high is not None
        low = high - 2 * year
    if high is None:
        high = max(low + 2 * year, ANCHOR // unit)
    width = max(int(high - low) + 1, 1)
    return [v if low <= v <= high else low + int(v) % width for v in values]


def interval(spec: Spec) -> Value:
    random = spec.random().random

    def draw(rows: Rows) -> list[Raw]:
        return [900 * (1 + int(random() ** 2 * 31)) for _ in range(rows.count)]

    return Value(
        why="a quarter of an hour to a working day",
        draw=lambda rows: wrapped(draw(rows), spec.limits.low, spec.limits.high, 1),
        pick=lambda indexes: [index + 60 for index in indexes],
        size=10**9,
    )
