"""Numbers for the telephone that are no texts, and the countries' own beginnings of them."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.calling_codes import CALLING
from sandbox.seeding.values.fictional import AREAS
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.numbers import limits_of
from sandbox.seeding.values.places import PLACES
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool


def prefix(spec: Spec) -> Value:
    """`+44`, of the row's country; without the + where the column holds a number."""
    hidden = hidden_name("place", "")
    text = spec.column.family is Family.TEXT
    plus = "+" if (spec.column.length or 99) >= 4 else ""
    by_place: list[Raw] = [
        f"{plus}{CALLING[p.country]}" if text else int(CALLING[p.country]) for p in PLACES
    ]
    pool = from_pool(list(dict.fromkeys(by_place)), spec.random(), "a country's calling code")

    def draw(rows: Rows) -> list[Raw]:
        return [by_place[index] for index in rows.columns[hidden]]

    return Value(
        why="the calling code of the row's country",
        draw=draw,
        pick=pool.pick,
        size=pool.size,
        needs=(hidden,),
        longest=4,
    )


def number(spec: Spec) -> Value:
    """A whole number from the range that North America keeps for fiction (555-01XX)."""
    low, high = limits_of(spec)
    unit = 10 ** (spec.column.scale or 0) if spec.column.family is Family.NUMERIC else 1
    made = [int(f"{area}55501{last:02d}") for area in AREAS for last in range(100)]
    abroad = [int(f"1{plain}") for plain in made]
    fitting = [n * unit for n in (*made, *abroad) if low <= n * unit <= high]
    short = [n * unit for n in range(5550100, 5550200) if low <= n * unit <= high]
    pool: Sequence[Raw] = fitting or short or [min(max(0, low), high)]
    return from_pool(pool, spec.random(), "a number from a range that is never assigned")
