"""Times of day: in working hours, and what ends something soon after what begins it."""

from __future__ import annotations

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.moments import wrapped
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.phases import FUTURE, phase_in
from sandbox.seeding.values.subject import noun
from sandbox.seeding.values.value import Rows, Spec, Value
from sandbox.seeding.wordlists import listed

QUARTER = 900
_LONG = frozenset(
    listed("branch store shop opening opening_hour hour location shift schedule office restaurant")
)
"""What is open, or worked, for most of a day."""
_LESSONS = (3, 3, 2, 4, 6)
"""How long the rest takes, in quarters of an hour."""


def time_of_day(spec: Spec) -> Value:
    """Quarters of hours; those that end something in the afternoon."""
    found = phase_in(spec.table.name, spec.column.name)
    words = words_of(spec.column.name)
    low, high = {1: (28, 48), 3: (52, 76), FUTURE: (52, 76)}.get(found, (28, 76))
    if words[:2] in (["check", "in"], ["check", "out"]):  # guests come late and leave early
        low, high = (56, 64) if words[1] == "in" else (40, 45)
    random = spec.random().random
    begins = _begins(spec) if found == 3 else None
    if begins is not None and noun(spec.table.name) not in _LONG:
        return _soon_after(spec, begins)

    def draw(rows: Rows) -> list[Raw]:
        return [(low + int(random() * (high - low))) * 900 for _ in range(rows.count)]

    return Value(
        why="a time of day in working hours",
        draw=lambda rows: wrapped(draw(rows), spec.limits.low, spec.limits.high, 1),
        pick=list,
        size=DAY,
    )


def _begins(spec: Spec) -> str | None:
    """The column of the time at which the rows begin, where there is one of it and of the end.

    None where something else decides one of them: a default, a key, a bound, an equation.
    """
    table, limits = spec.table, spec.limits
    times = [c for c in table.columns if c.family is Family.TIME and not c.array]
    begins = [column for column in times if phase_in(table.name, column.name) == 1]
    ends = [column for column in times if phase_in(table.name, column.name) == 3]
    if not len(begins) == len(ends) == 1 or begins[0].name == spec.column.name:
        return None
    begin, end = begins[0], spec.column
    bound = limits.low is not None or limits.high is not None
    settled = begin.default is not None or begin.generated or begin.name in spec.references
    equal = any(
        "=" in check.expression.replace("<=", "").replace(">=", "")
        for check in table.checks
        if begin.name in check.expression and end.name in check.expression
    )
    return None if bound or settled or equal or spec.within else begin.name


def _soon_after(spec: Spec, begins: str) -> Value:
    random = spec.random().random

    def after(start: Raw) -> Raw:
        begin = int(random() * 40 + 32) * QUARTER if start is None else start
        length = _LESSONS[int(random() * len(_LESSONS))] * QUARTER
        return begin + length if begin + length < DAY else DAY - 60

    return Value(
        why=f"up to an hour and a half after {begins}",
        draw=lambda rows: [after(start) for start in rows.columns[begins]],
        needs=(begins,),
    )
