"""Phone numbers from ranges that regulators keep free: no call reaches anybody."""

from __future__ import annotations

from functools import cache
from itertools import chain

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.picking import picked
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.places import PLACES
from sandbox.seeding.values.value import Rows, Spec, Value

# (form, how many numbers): ranges kept free for films and books by the regulators of the
# United States and Canada (555-01XX), the United Kingdom (Ofcom) and France (ARCEP).
_AMERICA = tuple(
    (f"+1-{a}{b}{c}-555-01{{:02d}}", 100)
    for a in range(2, 10)
    for b in range(9)
    for c in range(10)
    if not b == c == 1
)
_BRITAIN = (
    ("+44 20 7946 0{:03d}", 1000),
    *(
        (f"+44 {code} 496 0{{:03d}}", 1000)
        for code in (113, 114, 115, 116, 117, 118, 121, 131, 141, 151, 161)
    ),
    ("+44 7700 900{:03d}", 1000),
)
# Germany's Bundesnetzagentur keeps numbers for the same.
_GERMANY = tuple(
    (f"+49 {area}{{:03d}}", 1000)
    for area in ("30 23125 ", "69 90009 ", "40 66969 ", "221 4710 ", "89 99998 ")
)
_FRANCE = tuple(
    (f"+33 {prefix} {{:02d}} {{:02d}}", 10_000) for prefix in ("1 99 00", "2 61 91", "6 39 98")
)


# Blocks that no operator has, from `fictional.py`, where a country keeps none for films.
_FREE = {
    country: tuple((f"{start}{block} {{:03d}}", 1000) for block in range(110, 130))
    for country, start in {
        "NL": "+31 6 0", "BE": "+32 441 0 ", "AT": "+43 630 ", "ES": "+34 750 ", "IT": "+39 300 ",
        "PL": "+48 705 ", "PT": "+351 950 ", "CZ": "+420 610 ", "IE": "+353 84 0 ",
        "NO": "+47 42 ", "DK": "+45 83 ", "FI": "+358 49 ", "JP": "+81 900 0", "BR": "+55 20 90",
        "ZA": "+27 88 0 ", "NZ": "+64 23 0",
    }.items()
}  # fmt: skip
_OF_REGION = {"US": _AMERICA, "GB": _BRITAIN, "FR": _FRANCE, "DE": _GERMANY, **_FREE}


@cache
def _numbers(region: str) -> tuple[tuple[str, int, int], ...]:
    """(form, first index, count), and so the whole range of a region as one run of indexes."""
    blocks = _OF_REGION.get(region) or (*_BRITAIN, *_FRANCE, *_GERMANY, *_AMERICA)
    placed, start = [], 0
    for form, count in blocks:
        placed.append((form, start, count))
        start += count
    return tuple(placed)


def _written(region: str, index: int) -> str:
    blocks = _numbers(region)
    total = blocks[-1][1] + blocks[-1][2]
    extension, index = divmod(index, total)
    low, high = 0, len(blocks) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if blocks[middle][1] <= index else (low, middle - 1)
    form, start, count = blocks[low]
    within = index - start
    text = form.format(*divmod(within, 100)) if count == 10_000 else form.format(within)
    return text if not extension else f"{text} x{extension}"


@cache
def _texts(region: str) -> tuple[str, ...]:
    """Every number of a region."""
    return tuple(chain(*(_block(form, count) for form, _, count in _numbers(region))))


def _block(form: str, count: int) -> list[str]:
    """Every number of a block, in its order: the longer ones are written in pairs of digits."""
    if count == 10_000:
        return [form.format(high, low) for high in range(100) for low in range(100)]
    return [form.format(within) for within in range(count)]


@cache
def _texts_by_place(local: bool) -> tuple[tuple[str, ...], ...]:
    return tuple(_texts(_region(place.country, local)) for place in PLACES)


MANY = 1_000
"""From so many rows at once on, writing every number there is pays."""
_PHONE_REGION = {
    **dict.fromkeys(("US", "CA"), "US"),
    **dict.fromkeys(("FR", "BE", "LU"), "FR"),
    **dict.fromkeys(("DE", "AT", "CH"), "DE"),
}
"""Countries without such numbers have Britain's."""


def _region(country: str, local: bool) -> str:
    """local: whether numbers that are free, though nobody promises it, will do as well."""
    if local and country in _FREE:
        return country
    return _PHONE_REGION.get(country, "GB")


def phone(spec: Spec) -> Value:
    """A number from a range that is never assigned, of the row's country where that has one.

    Where all rows are of a few countries, it is theirs, from a block that no operator has.
    """
    local = bool(spec.locales)
    hidden = hidden_name("place", spec.prefix)
    random = spec.random().random
    shuffle = Shuffle(sum(block[2] for block in _numbers("")), spec.random("order"))

    def draw(rows: Rows) -> list[Raw]:
        if rows.count >= MANY:
            chosen = picked(_texts_by_place(local), rows.columns[hidden])
            return [pool[int(random() * len(pool))] for pool in chosen]
        regions = [_region(PLACES[p].country, local) for p in rows.columns[hidden]]
        spread = [_numbers(region)[-1] for region in regions]
        return [
            _written(region, int(random() * (last[1] + last[2])))
            for region, last in zip(regions, spread, strict=True)
        ]

    return Value(
        why="a number from a range that is never assigned",
        draw=draw,
        pick=lambda indexes: [
            _written("", shuffle[index] + index // shuffle.size * shuffle.size) for index in indexes
        ],
        size=10**12,
        needs=(hidden,),
        longest=20,
    )
