"""Amounts that follow from their neighbours: net + tax = gross, quantity * unit price = total."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.copytext.raw import Raw, scale_of
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.phases import phase_in
from sandbox.seeding.values.roles import CENTS, roles_of

DIGITS = 4
"""Amounts are worked out as whole numbers of ten-thousandths."""
ONE = 10_000

Formula = Callable[[Sequence[int | None], float], float]
"""The others' amounts, in ten-thousandths, and a random number below 1, to the amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One column that others fix. needs: their names. formula: how."""

    needs: tuple[str, ...]
    formula: Formula
    why: str


def sums_of(table: Table, free: Collection[str]) -> dict[str, Sum]:
    """What of the table's free columns follows from others, by name."""
    role = roles_of(table)
    made: dict[str, Sum] = {}

    def give(target: str, needs: Sequence[str], formula: Formula, why: str) -> None:
        name = role.get(target)
        if name in free and name is not None and not set(needs) & {name}:
            made.setdefault(name, Sum(needs=tuple(needs), formula=formula, why=why))

    base = _base(role, give)
    if base is not None:
        _discounted(role, base, give)
    if "gross" in role:
        gross = role["gross"]
        give("paid", (gross,), lambda v, r: (v[0] or 0) * _part_paid(r), "mostly all of the total")
        if "paid" in role:
            give("due", (gross, role["paid"]), lambda v, _: (v[0] or 0) - (v[1] or 0), "not paid")
    if "unit_price" in role:
        price = (role["unit_price"],)
        give("cost", price, lambda v, r: (v[0] or 0) * (0.4 + 0.35 * r), "less than the price")
        give("sale", price, lambda v, r: (v[0] or 0) * (0.6 + 0.3 * r), "below the price")
        give("list", price, lambda v, r: (v[0] or 0) * (1.05 + 0.4 * r), "above the price")
    for target, source, most in _PARTS:
        if source in role:
            give(target, (role[source],), _part(most), f"a part of {role[source]}")
    if "odometer_start" in role:
        start = (role["odometer_start"],)
        give(
            "odometer_end", start, lambda v, r: (v[0] or 0) + ONE * (30 + 1200 * r * r), "after it"
        )
    _added_up(table, role, free, made)
    span = _span(table)
    if span is not None:
        more = ONE if "days" in words_of(role.get("days", "")) else 0
        give("days", span, lambda v, _: (v[1] or 0) - (v[0] or 0) + more, "from the dates")
    return made


_PARTS = (("opens", "recipients", 0.6), ("clicks", "opens", 0.3), ("uses", "most_uses", 1.0))


def _part(most: float) -> Formula:
    return lambda values, random: (values[0] or 0) // ONE * random * most // 1 * ONE


def _added_up(
    table: Table, role: Mapping[str, str], free: Collection[str], made: dict[str, Sum]
) -> None:
    """`amount_total` is what the other amounts of its kind add up to: `amount_rent` and so on."""
    total = role.get("gross", "")
    words = words_of(total) if total else []
    if len(words) != 2 or "total" not in words or total not in free or total in made:
        return
    stem = next(word for word in words if word != "total")
    parts = tuple(
        column.name
        for column in table.columns
        if column.name != total
        and column.family is Family.NUMERIC
        and len(words_of(column.name)) > 1
        and words_of(column.name)[words.index(stem)] == stem
    )
    if len(parts) > 1:
        made[total] = Sum(
            needs=parts, formula=lambda v, _: sum(p or 0 for p in v), why="all of them together"
        )


def without_circles(
    sums: Mapping[str, Sum], derived: Mapping[str, Collection[str]]
) -> dict[str, Sum]:
    """The sums that no check works out the other way round. derived: what checks work out, and
    of which columns."""
    used = {name for names in derived.values() for name in names}
    settled = {*sums, *derived}
    return {n: s for n, s in sums.items() if n not in used or settled.isdisjoint(s.needs)}


def _span(table: Table) -> tuple[str, str] | None:
    """The columns of a first and a last day, where the table has one of each."""
    days = [c.name for c in table.columns if c.family is Family.DATE and not c.array]
    begins = [name for name in days if phase_in(table.name, name) == 1]
    ends = [name for name in days if phase_in(table.name, name) == 3]
    return (begins[0], ends[0]) if len(begins) == len(ends) == 1 else None


Give = Callable[[str, Sequence[str], Formula, str], None]


def _base(role: Mapping[str, str], give: Give) -> str | None:
    """The role that the others start from; quantity and price give it where they are there."""
    by_day = not {"night", "nightly", "daily", "day"}.isdisjoint(
        words_of(role.get("unit_price", ""))
    )
    if "quantity" not in role and "days" in role and by_day:
        role = {**role, "quantity": role["days"]}
    if "quantity" in role and "unit_price" in role:
        needs = [role["quantity"], role["unit_price"]]
        if "discount_rate" in role:
            needs.append(role["discount_rate"])
        target = "net" if "net" in role else "gross"
        less = "discount" if target == "gross" and "discount" in role else None
        if less:
            give("discount", tuple(needs[:2]), lambda v, r: _times(v) * _off(r), "a part of it")
            needs = [*needs[:2], role["discount"]]
            give(target, needs, lambda v, _: _times(v) - (v[2] or 0), "quantity * price - discount")
        else:
            give(target, needs, lambda v, _: _times(v) * _left(v[2:]), "quantity * unit price")
        return "net" if target == "net" else None
    if "net" in role:
        return "net"
    if "gross" in role and "tax" in role:
        rate = (role["tax_rate"],) if "tax_rate" in role else ()
        give(
            "tax",
            (role["gross"], *rate),
            lambda v, _: (v[0] or 0) * _inside(_rate(v[1:])),
            "the tax in it",
        )
    return None


def _discounted(role: Mapping[str, str], base: str, give: Give) -> None:
    """Discount and tax as parts of the net amount, and everything together as the gross one."""
    net = role[base]
    give("discount", (net,), lambda v, r: (v[0] or 0) * _off(r), "a part of the net amount")
    less = (role["discount"],) if "discount" in role else ()
    rate = (role["tax_rate"],) if "tax_rate" in role else ()
    count = len(less)

    def tax(values: Sequence[int | None], _: float) -> float:
        left: int = (values[0] or 0) - sum(value or 0 for value in values[1 : 1 + count])
        return left * _rate(values[1 + count :])

    give("tax", (net, *less, *rate), tax, "the tax of the net amount")
    added = tuple(role[name] for name in ("shipping", "tip", "tax") if name in role)

    def gross(values: Sequence[int | None], _: float) -> float:
        known = [value or 0 for value in values]
        return known[0] - sum(known[1 : 1 + count]) + sum(known[1 + count :])

    if less or added:
        give("gross", (net, *less, *added), gross, "net - discount + tax + shipping")


def _times(values: Sequence[int | None]) -> float:
    quantity, price = (value or 0 for value in values[:2])
    return quantity * price / ONE


def _left(percent: Sequence[int | None]) -> float:
    return 1 - (_share(percent[0]) if percent and percent[0] else 0.0)


def _share(value: int) -> float:
    """A rate in per cent, or as a share already."""
    number = value / ONE
    return number / 100 if number >= 1 else number


def _rate(values: Sequence[int | None]) -> float:
    if not values:
        return 0.2
    return _share(values[0]) if values[0] else 0.0


def _inside(rate: float) -> float:
    return rate / (1 + rate)


def _off(random: float) -> float:
    return 0.0 if random < 0.7 else (0.05, 0.1, 0.15, 0.2)[int((random - 0.7) / 0.3 * 4)]


def _part_paid(random: float) -> float:
    return 1.0 if random < 0.8 else (0.0 if random < 0.93 else 0.5)


def worked_out(
    target: Column,
    sum_: Sum,
    columns: Mapping[str, Column],
    bounds: tuple[Raw, Raw],
    random: Random,
) -> Callable[[Mapping[str, list[Raw]], int], list[Raw]]:
    """A function from a batch's columns, and its number of rows, to the column's values."""
    factors = [factor_of(columns[name]) for name in sum_.needs]
    own, formula, draw = factor_of(target), sum_.formula, random.random
    low, high = bounds
    whole = target.family is not Family.FLOAT

    def run(rows: Mapping[str, list[Raw]], count: int) -> list[Raw]:
        made: list[Raw] = []
        for given in zip(*(rows[name] for name in sum_.needs), strict=True):
            values = [
                None if value is None else round(value * factor)
                for value, factor in zip(given, factors, strict=True)
            ]
            number = formula(values, draw()) / own
            made.append(min(max(_rounded(number) if whole else round(number, 2), low), high))
        return made

    return run


def _rounded(number: float) -> int:
    """Half a unit goes up, as people and the server round, whatever binary fractions make of it."""
    away = int(abs(number) + 0.5 + 1e-6)
    return away if number >= 0 else -away


def factor_of(column: Column) -> float:
    """What a raw value is multiplied with to be in ten-thousandths."""
    if column.family is Family.NUMERIC:
        return 10.0 ** (DIGITS - scale_of(column))
    cents = column.family is Family.INTEGER and not CENTS.isdisjoint(words_of(column.name)[-1:])
    return 10.0 ** (DIGITS - 2) if cents else float(ONE)
