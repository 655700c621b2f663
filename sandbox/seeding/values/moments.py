"""Dates and times: every row has a start and a span, every column a phase within it.

created comes before started before ended before updated before deleted because their phases do,
without one column looking at another. All moments fall into working hours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from sandbox.seeding.raw import DAY, Raw
from sandbox.seeding.schema import Column, Family, Table
from sandbox.seeding.values.value import Rows, Spec, Value

ANCHOR = 1_795_478_400
"""2026-11-24 00:00 UTC: the end of all that has happened. Never the day of the run; a release may
move it, with a new ENGINE_VERSION."""
TWO_YEARS = 730 * DAY
FIRST = ANCHOR - TWO_YEARS

START, SPAN = "#start", "#span"

FUTURE, BIRTH, PHASES = "future", "birth", 6
_PHASE_WORDS: tuple[tuple[int | str, str], ...] = (
    (BIRTH, "birth birthday birthdate born dob"),
    (FUTURE, "expires expiry expiration expire until deadline due by renewal renews next to"),
    (5, "deleted cancelled canceled archived revoked removed terminated retired left"),
    (4, "updated modified changed edited last refreshed seen synced used login"),
    (
        3,
        "finished ended end ends completed delivered closed resolved returned paid stop stopped "
        "checkout arrival arrived done",
    ),
    (2, "shipped dispatched collected processed departed loaded"),
    (
        1,
        "confirmed approved accepted scheduled starts started start from begin begins effective "
        "pickup picked sent published verified assigned activated departure checkin",
    ),
    (
        0,
        "created registered joined opened placed ordered booked received issued submitted "
        "requested recorded logged occurred posted hired invited added inserted signed",
    ),
)


def phase(name: str) -> int | str:
    """When in a row's life a column of that name falls: 0 to 5, `future` or `birth`."""
    words = re.split(r"[_\W]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower())
    for found, vocabulary in _PHASE_WORDS:
        if not set(words).isdisjoint(vocabulary.split()):
            return found
    return 0 if words in (["date"], ["timestamp"], ["time"], ["day"], ["at"]) else 2


def working_time(moment: float) -> int:
    """The moment moved into Monday to Friday, 07:30 to 18:00; earlier ones stay earlier."""
    week, within = divmod(moment - 4 * DAY, 7 * DAY)
    day, second = divmod(within * 5 / 7, DAY)
    return int(week * 7 * DAY + 4 * DAY + day * DAY + 27_000 + second * 37_800 / DAY)


def has_timeline(table: Table) -> bool:
    """Whether the table has a date or moment that belongs to its rows' lives."""
    families = (Family.DATE, Family.TIMESTAMP)
    return any(c.family in families and phase(c.name) != BIRTH for c in table.columns)


def starts(random: Random, earliest: str | None, within: str | None) -> Value:
    """When rows begin: after `earliest` (a column of the parents' starts), `within` their span."""
    draw = random.random

    def drawn(rows: Rows) -> list[Raw]:
        if earliest is None:
            return [FIRST + draw() ** 0.8 * TWO_YEARS for _ in range(rows.count)]
        befores = rows.columns[earliest]
        if within is None:
            return [
                FIRST + draw() * TWO_YEARS if b is None else b + draw() ** 0.8 * (ANCHOR - b)
                for b in befores
            ]
        return [
            FIRST + draw() * TWO_YEARS if b is None or s is None else b + draw() * s
            for b, s in zip(befores, rows.columns[within], strict=True)
        ]

    needs = tuple(name for name in (earliest, within) if name is not None)
    return Value(why="hidden", draw=drawn, needs=needs)


def spans(random: Random) -> Value:
    """How long rows live: hours to weeks, never past the anchor."""
    draw = random.random

    def drawn(rows: Rows) -> list[Raw]:
        return [
            min(6 * 3600 * (1 + draw() ** 3 * 160), ANCHOR - start) for start in rows.columns[START]
        ]

    return Value(why="hidden", draw=drawn, needs=(START,))


def moment(spec: Spec) -> Value:
    """A date or a timestamp, by its name's phase."""
    found = phase(spec.column.name)
    random = spec.random().random
    if found == BIRTH:
        return _birth(spec)
    unit = DAY if spec.column.family is Family.DATE else 1
    needs: tuple[str, ...] = (START, SPAN)
    if found == FUTURE:
        far = 500 if spec.column.name.lower().startswith(("expir", "valid")) else 30

        def ahead(rows: Rows) -> list[Raw]:
            lives = zip(rows.columns[START], rows.columns[SPAN], strict=True)
            return [working_time(a + s + DAY * (1 + random() * far)) // unit for a, s in lives]

        draw = ahead
    else:
        place = float(found) / PHASES
        # What begins a row's life does so at once: nothing that hangs on the row came before it.
        share, at_most = (1 / PHASES, TWO_YEARS) if found else (1 / PHASES, 120)

        def during(rows: Rows) -> list[Raw]:
            lives = zip(rows.columns[START], rows.columns[SPAN], strict=True)
            return [
                working_time(a + s * place + min(s * share, at_most) * random()) // unit
                for a, s in lives
            ]

        draw = during
    low, high = spec.limits.low, spec.limits.high
    why = f"in the two years before the anchor date, phase {found} of the row's life"
    return Value(
        why=why,
        draw=lambda rows: _wrapped(draw(rows), low, high, unit),
        needs=needs,
        pick=lambda indexes: _wrapped(_picked(spec.column, indexes), low, high, unit),
        size=3_000 if unit == DAY else 10**12,
    )


def _picked(column: Column, indexes: Sequence[int]) -> list[Raw]:
    if column.family is Family.DATE:
        return [ANCHOR // DAY - 1 - index for index in indexes]
    return [FIRST + index * 60 for index in indexes]


def _wrapped(values: list[Raw], low: Raw | None, high: Raw | None, unit: int) -> list[Raw]:
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


def _birth(spec: Spec) -> Value:
    unit = DAY if spec.column.family is Family.DATE else 1
    year = 365.25 * DAY
    random = spec.random().random
    low, high = spec.limits.low, spec.limits.high

    def draw(rows: Rows) -> list[Raw]:
        ages = (19 + random() * 46 for _ in range(rows.count))
        born = [int((ANCHOR - age * year) // DAY * DAY) // unit for age in ages]
        return _wrapped(born, low, high, unit)

    return Value(
        why="a birth date of somebody aged 19 to 65",
        draw=draw,
        pick=lambda indexes: [int(ANCHOR - 20 * year) // DAY * DAY // unit - i for i in indexes],
        size=16_000,
    )


def time_of_day(spec: Spec) -> Value:
    """Quarters of hours; those that end something in the afternoon."""
    found = phase(spec.column.name)
    low, high = {1: (28, 48), 3: (52, 76), FUTURE: (52, 76)}.get(found, (28, 76))
    random = spec.random().random

    def draw(rows: Rows) -> list[Raw]:
        return [(low + int(random() * (high - low))) * 900 for _ in range(rows.count)]

    return Value(
        why="a time of day in working hours",
        draw=lambda rows: _wrapped(draw(rows), spec.limits.low, spec.limits.high, 1),
        pick=list,
        size=DAY,
    )


def interval(spec: Spec) -> Value:
    random = spec.random().random

    def draw(rows: Rows) -> list[Raw]:
        return [900 * (1 + int(random() ** 2 * 31)) for _ in range(rows.count)]

    return Value(
        why="a quarter of an hour to a working day",
        draw=lambda rows: _wrapped(draw(rows), spec.limits.low, spec.limits.high, 1),
        pick=lambda indexes: [index + 60 for index in indexes],
        size=10**9,
    )
