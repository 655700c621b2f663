"""Dates of birth: of people of the age that their table suggests, spread over all of it."""

from __future__ import annotations

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.moments import ANCHOR
from sandbox.seeding.values.subject import noun
from sandbox.seeding.values.value import Rows, Spec, Value

YEAR = 365.25 * DAY
_AGES = {
    **dict.fromkeys(("student", "pupil"), (10, 24)),
    "child": (1, 14),
    **dict.fromkeys(("patient", "insured"), (1, 92)),
    **dict.fromkeys(("pet", "animal"), (0, 14)),
}
_ADULTS = (19, 65)
_SPREAD = 40
"""Years that ages span at least, where a check leaves only old ones."""


def birth(spec: Spec) -> Value:
    """A birth date; where checks want adults, they are of every adult age."""
    unit = DAY if spec.column.family is Family.DATE else 1
    random = spec.random().random
    low, high = spec.limits.low, spec.limits.high
    youngest, oldest = _ages(spec, unit)

    def draw(rows: Rows) -> list[Raw]:
        ages = (youngest + random() * (oldest - youngest) for _ in range(rows.count))
        born = [int((ANCHOR - age * YEAR) // DAY * DAY) // unit for age in ages]
        if low is None and high is None:
            return born
        least, most = low if low is not None else min(born), high if high is not None else max(born)
        return [min(max(day, least), most) for day in born]

    return Value(
        why=f"a birth date of somebody aged {youngest:.0f} to {oldest:.0f}",
        draw=draw,
        pick=lambda indexes: [int(ANCHOR - 20 * YEAR) // DAY * DAY // unit - i for i in indexes],
        size=16_000,
    )


def _ages(spec: Spec, unit: int) -> tuple[float, float]:
    """The youngest and the oldest. unit: of raw values, in seconds."""
    youngest, oldest = map(float, _AGES.get(noun(spec.table.name), _ADULTS))
    if spec.limits.high is not None:
        youngest = max(youngest, (ANCHOR - spec.limits.high * unit) / YEAR + 0.01)
        oldest = max(oldest, youngest + _SPREAD)
    if spec.limits.low is not None:
        oldest = min(oldest, (ANCHOR - spec.limits.low * unit) / YEAR - 0.01)
        youngest = min(youngest, oldest)
    return youngest, oldest
