"""Integers, amounts and measures: plausible ranges, cut to what the column allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sandbox.seeding.copytext.raw import Raw, grain_of, scale_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.value import Rows, Spec, Value

_WIDEST = {"int2": 2**15 - 1, "int4": 2**31 - 1, "int8": 2**63 - 1}


def bounds_of_type(column: Column) -> tuple[Raw, Raw]:
    """The lowest and highest raw value that the type holds."""
    if column.family is Family.INTEGER:
        return -_WIDEST[column.type] - 1, _WIDEST[column.type]
    if column.family is Family.NUMERIC and column.precision is not None:
        most = (10**column.precision - 1) * grain_of(column)
        return -most, most
    if column.type == "money":
        return -(2**63), 2**63 - 1
    return -(10**15), 10**15


def limits_of(spec: Spec) -> tuple[Raw, Raw]:
    """The type's bounds, cut by the checks'."""
    low, high = bounds_of_type(spec.column)
    if spec.limits.low is not None:
        low = max(low, spec.limits.low)
    if spec.limits.high is not None:
        high = min(high, spec.limits.high)
    return low, high


def _fit(wanted: tuple[Raw, Raw], allowed: tuple[Raw, Raw]) -> tuple[Raw, Raw]:
    """The wanted range where it overlaps the allowed one, else as wide a one next to it."""
    low, high = max(wanted[0], allowed[0]), min(wanted[1], allowed[1])
    if low <= high:
        return low, high
    width = wanted[1] - wanted[0]
    if wanted[1] < allowed[0]:
        return allowed[0], min(allowed[1], allowed[0] + width)
    return max(allowed[0], allowed[1] - width), allowed[1]


def _unit(column: Column) -> int:
    return 10 ** scale_of(column) if column.family is Family.NUMERIC else 1


def between(
    spec: Spec, low: float, high: float, why: str, *, skew: float = 1.0, step: float = 0
) -> Value:
    """Numbers from low to high; a skew above 1 makes small ones frequent. step rounds them."""
    column = spec.column
    unit = _unit(column)
    whole = column.family is not Family.FLOAT
    wanted = (round(low * unit), round(high * unit)) if whole else (low, high)
    lowest, highest = _fit(wanted, limits_of(spec))
    random = spec.random().random
    if not whole:
        return _floats(random, lowest, highest, skew, why, limits_of(spec)[1], column.type)
    grain = grain_of(column)
    lowest = -(-lowest // grain) * grain
    raw_step = max(round(step * unit) // grain, 1) * grain
    count = max((highest - lowest) // raw_step + 1, 1)

    def draw(rows: Rows) -> list[Raw]:
        if skew == 1.0:
            return [lowest + int(random() * count) * raw_step for _ in range(rows.count)]
        return [lowest + int(random() ** skew * count) * raw_step for _ in range(rows.count)]

    pick, size = _picked(spec, lowest)
    return Value(why=why, draw=draw, pick=pick, size=size)


def _floats(
    random: Callable[[], float],
    low: float,
    high: float,
    skew: float,
    why: str,
    most: float,
    type_name: str,
) -> Value:
    """most: up to where different values are counted. A real keeps some seven digits apart."""
    width, room = high - low, 2**22 if type_name == "float4" else 10**12

    def draw(rows: Rows) -> list[Raw]:
        return [round(low + random() ** skew * width, 4) for _ in range(rows.count)]

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [low + index / 1000 for index in indexes]

    return Value(why=why, draw=draw, pick=pick, size=max(min(int((most - low) * 1000), room), 1))


def _picked(spec: Spec, lowest: Raw) -> tuple[Callable[[Sequence[int]], list[Raw]], int]:
    """Different numbers counted from the lowest that is plausible, up to what is allowed."""
    low, high = limits_of(spec)
    grain = grain_of(spec.column)
    room = min((high - lowest) // grain + 1, 10**12)
    first = lowest if room >= spec.rows else -(-low // grain) * grain

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [first + index * grain for index in indexes]

    return pick, max(min((high - first) // grain + 1, 10**12), 0)


def running(spec: Spec) -> Value:
    """1, 2, 3 …, from the lowest that is allowed."""
    low, high = limits_of(spec)
    first = max(low, _unit(spec.column))
    step = _unit(spec.column)

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [first + index * step for index in indexes]

    return Value(
        why="a running number",
        draw=lambda rows: [min(first + number % 10 * step, high) for number in rows.numbers],
        pick=pick,
        size=max((high - first) // step + 1, 0),
    )


def quantity(spec: Spec) -> Value:
    return between(spec, 1, 24, "a quantity, mostly small", skew=3.2, step=1)


def count(spec: Spec) -> Value:
    return between(spec, 0, 120, "a count, mostly small", skew=2.0, step=1)


def price(spec: Spec) -> Value:
    value = between(spec, 2, 900, "a price, mostly small", skew=2.5)
    unit = _unit(spec.column)
    if unit != 100:
        return value
    low, high = limits_of(spec)

    def draw(rows: Rows) -> list[Raw]:
        # Prices end in 0 or 5 cents, or just below a whole amount.
        rounded = [
            raw - raw % 100 + (99 if raw % 3 == 0 else raw % 100 // 5 * 5)
            for raw in value.draw(rows)
        ]
        return [min(max(raw, low), high) for raw in rounded]

    return Value(why=value.why, draw=draw, pick=value.pick, size=value.size)


def amount(spec: Spec) -> Value:
    return between(spec, 10, 8000, "an amount of money, mostly small", skew=2.5)


def limit(spec: Spec) -> Value:
    return between(spec, 500, 50_000, "a limit in round numbers", skew=1.8, step=500)


def fee(spec: Spec) -> Value:
    return between(spec, 0, 40, "a fee in round numbers", skew=3, step=2.5)


def percentage(spec: Spec) -> Value:
    return between(spec, 0, 100, "a percentage", step=1)


def rate(spec: Spec) -> Value:
    """A share where the column holds no whole numbers above 9, or is called one."""
    if holds_shares(spec) or not _SHARES.isdisjoint(spec.column.name.lower().split("_")):
        return between(spec, 0, 0.99, "a share")
    return between(spec, 0, 30, "a rate in per cent", step=0.5)


_SHARES = frozenset(
    ("ratio", "share", "probability", "confidence", "similarity", "opacity", "conversion")
)


def holds_shares(spec: Spec) -> bool:
    """Whether the column, or its checks, leave no room for a rate in per cent."""
    column = spec.column
    if spec.limits.high is not None and spec.limits.high <= _unit(column):
        return True
    return column.precision is not None and column.precision - (column.scale or 0) <= 1


def tax_rate(spec: Spec) -> Value:
    from sandbox.seeding.values.value import weighted

    unit, (low, high) = _unit(spec.column), limits_of(spec)
    size = 100 if holds_shares(spec) else 1
    whole = spec.column.family is not Family.FLOAT
    usual = [rate * unit / size for rate in (21, 20, 19, 9, 7, 0)]
    rates = [round(rate) if whole else rate for rate in usual if low <= rate <= high]
    if not rates:
        return rate(spec)
    return weighted(rates, (40, 15, 20, 12, 8, 5)[: len(rates)], spec.random(), "a tax rate")


def score(spec: Spec) -> Value:
    return between(spec, 1, 5, "a rating from 1 to 5", skew=0.6, step=1)


def age(spec: Spec) -> Value:
    return between(spec, 18, 85, "an age", step=1)


def year(spec: Spec) -> Value:
    return between(spec, 1998, 2026, "a year", skew=0.6, step=1)


def weight(spec: Spec) -> Value:
    return between(spec, 0.2, 800, "a weight, mostly small", skew=3)


def measure(spec: Spec) -> Value:
    return between(spec, 1, 240, "a measure", skew=1.5)


def days(spec: Spec) -> Value:
    from sandbox.seeding.values.value import weighted

    low, high = limits_of(spec)
    unit = _unit(spec.column)
    usual = [d * unit for d in (30, 14, 7, 60, 45, 10) if low <= d * unit <= high]
    if not usual:
        return between(spec, 1, 30, "a number of days", step=1)
    return weighted(usual, (45, 25, 10, 10, 5, 5)[: len(usual)], spec.random(), "usual days")


def duration(spec: Spec) -> Value:
    return between(spec, 1, 480, "a duration", skew=2, step=1)


def version(spec: Spec) -> Value:
    return between(spec, 1, 6, "a version", skew=3, step=1)


def any_number(spec: Spec) -> Value:
    return between(spec, 1, 1000, "any number of its type", skew=1.4)
