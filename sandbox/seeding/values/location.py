"""Addresses: city, postcode, region, country and coordinates that fit each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sandbox.seeding.raw import Raw, scale_of
from sandbox.seeding.schema import Family
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.places import COUNTRIES, CURRENCIES, PLACES, Place
from sandbox.seeding.values.pools import last_names, street_suffixes
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool


def _of_place(spec: Spec, one: Callable[[Place], Raw], why: str) -> Value:
    """What the row's place says; every value it can have also as a pool of different ones."""
    hidden = hidden_name("place", spec.prefix)
    by_place = [one(place) for place in PLACES]
    pool = from_pool(list(dict.fromkeys(by_place)), spec.random(), why)

    def draw(rows: Rows) -> list[Raw]:
        return [by_place[index] for index in rows.columns[hidden]]

    return Value(
        why=why,
        draw=draw,
        pick=pool.pick,
        size=pool.size,
        needs=(hidden,),
        longest=pool.longest,
    )


def city(spec: Spec) -> Value:
    return _of_place(spec, lambda place: place.city, "the city of the row's place")


def region(spec: Spec) -> Value:
    return _of_place(spec, lambda place: place.region, "the region of the row's place")


def country(spec: Spec) -> Value:
    return _of_place(spec, lambda p: COUNTRIES[p.country].name, "the country of the row's place")


def country_code(spec: Spec) -> Value:
    if (spec.limits.longest or spec.column.length or 2) >= 3 and (
        spec.limits.shortest == 3 or spec.column.length == 3
    ):
        return _of_place(spec, lambda p: COUNTRIES[p.country].alpha3, "an ISO 3166 code")
    return _of_place(spec, lambda place: place.country, "an ISO 3166 code of the row's place")


def country_any(spec: Spec) -> Value:
    """`country`: a code where it is too short for a name."""
    return country_code(spec) if (spec.column.length or 99) <= 3 else country(spec)


def timezone(spec: Spec) -> Value:
    return _of_place(spec, lambda p: COUNTRIES[p.country].timezone, "the place's time zone")


def locale(spec: Spec) -> Value:
    if (spec.column.length or 99) < 5:
        return _of_place(spec, lambda p: COUNTRIES[p.country].locale[:2], "a language code")
    return _of_place(spec, lambda p: COUNTRIES[p.country].locale, "the place's locale")


def language(spec: Spec) -> Value:
    return _of_place(spec, lambda p: COUNTRIES[p.country].locale[:2], "a language code")


def postcode(spec: Spec) -> Value:
    hidden = hidden_name("place", spec.prefix)
    random = spec.random().random

    def digit(letter: str) -> str:
        if letter == "#":
            return str(int(random() * 10))
        return "ABCDEFGHJLNPRSTUWXY"[int(random() * 19)] if letter == "?" else letter

    def draw(rows: Rows) -> list[Raw]:
        forms = [PLACES[index].postcode for index in rows.columns[hidden]]
        return ["".join(map(digit, form)) for form in forms]

    why = "a postcode of the row's city"
    return Value(why=why, draw=draw, needs=(hidden,), longest=9)


def _own(spec: Spec, kind: str, one: Callable[[int], str], why: str) -> Value:
    hidden = hidden_name(kind, "")

    def draw(rows: Rows) -> list[Raw]:
        return [one(number) for number in rows.columns[hidden]]

    return Value(why=why, draw=draw, needs=(hidden,), distinct=True, longest=24)


def _country_at(attribute: str) -> Callable[[Spec], Value]:
    codes = tuple(COUNTRIES)

    def rule(spec: Spec) -> Value:
        def one(number: int) -> str:
            return str(getattr(COUNTRIES[codes[number % len(codes)]], attribute))

        return replace(_own(spec, "country", one, "the row's country"), longest=_LENGTHS[attribute])

    return rule


_LENGTHS = {"code": 2, "alpha3": 3, "name": 16}


def _currency_at(position: int) -> Callable[[Spec], Value]:
    def rule(spec: Spec) -> Value:
        def one(number: int) -> str:
            return CURRENCIES[number % len(CURRENCIES)][position]

        value = _own(spec, "currency", one, "the row's currency")
        return replace(value, longest=max(len(entry[position]) for entry in CURRENCIES))

    return rule


LOOK_UPS: Mapping[tuple[str, str], Callable[[Spec], Value]] = {
    **{
        ("country", name): _country_at("code")
        for name in ("code", "iso", "iso2", "iso_code", "alpha2", "alpha_2", "country_code", "id")
    },
    ("country", "iso3"): _country_at("alpha3"),
    ("country", "alpha3"): _country_at("alpha3"),
    ("country", "name"): _country_at("name"),
    ("country", "country"): _country_at("name"),
    ("currency", "code"): _currency_at(0),
    ("currency", "iso_code"): _currency_at(0),
    ("currency", "id"): _currency_at(0),
    ("currency", "name"): _currency_at(1),
    ("currency", "symbol"): _currency_at(2),
}
"""(what a table's rows are, column's name) to the rule."""


def look_up_size(noun: str) -> int:
    """How many countries or currencies there are."""
    return {"country": len(COUNTRIES), "currency": len(CURRENCIES)}.get(noun, 0)


def street(spec: Spec) -> Value:
    names, suffixes = last_names()[0], street_suffixes()
    random = spec.random().random
    size = len(names) * len(suffixes) * 150

    def one(index: int) -> str:
        index, number = divmod(index, 150)
        index, suffix = divmod(index, len(suffixes))
        return f"{number + 1} {names[index]} {suffixes[suffix]}"

    return Value(
        why="a street and number",
        draw=lambda rows: [one(int(random() * size)) for _ in range(rows.count)],
        pick=lambda indexes: [one(index) for index in indexes],
        size=size,
        longest=32,
    )


def latitude(spec: Spec) -> Value:
    return _degrees(spec, [place.latitude for place in PLACES], "near the row's city")


def longitude(spec: Spec) -> Value:
    return _degrees(spec, [place.longitude for place in PLACES], "near the row's city")


def _degrees(spec: Spec, centres: list[float], why: str) -> Value:
    hidden = hidden_name("place", spec.prefix)
    random = spec.random().random
    numeric = spec.column.family is Family.NUMERIC
    unit = 10 ** scale_of(spec.column)

    def one(index: int) -> Raw:
        degrees = centres[index] + (random() - 0.5) * 0.12
        return round(degrees * unit) if numeric else round(degrees, 6)

    def draw(rows: Rows) -> list[Raw]:
        return [one(index) for index in rows.columns[hidden]]

    return Value(why=why, draw=draw, needs=(hidden,))
