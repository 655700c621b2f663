"""Addresses: city, postcode, region, country and coordinates that fit each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw, scale_of
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.calling_codes import CALLING, DIAL_NAMES
from sandbox.seeding.values.country_facts import CAPITALS, CONTINENTS
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.languages import language_of
from sandbox.seeding.values.local_words import LOCAL_NAMES
from sandbox.seeding.values.places import COUNTRIES, CURRENCIES, PLACES, Place
from sandbox.seeding.values.subject import column_names
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool, weighted


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


def _local(spec: Spec, one: Callable[[Place], str]) -> Callable[[Place], str]:
    """The name as people there write it, where the schema is in their language."""
    if language_of(spec.locales) == "en":
        return one
    return lambda place: LOCAL_NAMES.get(one(place), one(place))


def city(spec: Spec) -> Value:
    return _of_place(spec, _local(spec, lambda p: p.city), "the city of the row's place")


def region(spec: Spec) -> Value:
    return _of_place(spec, _local(spec, lambda p: p.region), "the region of the row's place")


def country(spec: Spec) -> Value:
    one = _local(spec, lambda p: COUNTRIES[p.country].name)
    return _of_place(spec, one, "the country of the row's place")


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
    if (spec.column.length or 99) < 5 or (spec.column.default or "")[:4].count("'") == 2:
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


_LENGTHS = {"code": 2, "alpha3": 3, "name": 16, "currency": 3}


def _country_fact(facts: Mapping[str, str], before: str = "") -> Callable[[Spec], Value]:
    codes = tuple(COUNTRIES)

    def rule(spec: Spec) -> Value:
        def one(number: int) -> str:
            return f"{before}{facts[codes[number % len(codes)]]}"

        return replace(_own(spec, "country", one, "of the row's country"), distinct=False)

    return rule


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
    ("country", "capital"): _country_fact(CAPITALS),
    ("country", "capital_city"): _country_fact(CAPITALS),
    ("country", "continent"): _country_fact(CONTINENTS),
    ("country", "region"): _country_fact(CONTINENTS),
    **{("country", name): _country_fact(CALLING, "+") for name in DIAL_NAMES.split()},
    ("country", "currency"): _country_at("currency"),
    ("country", "currency_code"): _country_at("currency"),
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


def latitude(spec: Spec) -> Value:
    return _degrees(spec, [place.latitude for place in PLACES], "near the row's city")


def longitude(spec: Spec) -> Value:
    return _degrees(spec, [place.longitude for place in PLACES], "near the row's city")


def _degrees(spec: Spec, centres: list[float], why: str) -> Value:
    hidden = hidden_name("place", spec.prefix)
    random = spec.random().random
    family = spec.column.family
    unit = 10 ** scale_of(spec.column)

    def one(index: int) -> Raw:
        degrees = centres[index] + (random() - 0.5) * 0.12
        if family is Family.NUMERIC:
            return round(degrees * unit)
        if family is Family.INTEGER:  # micro-degrees, or whole ones where there is no room
            return round(degrees * 10**6) if spec.column.type != "int2" else round(degrees)
        return round(degrees, 6) if family is Family.FLOAT else f"{degrees:.6f}"

    def draw(rows: Rows) -> list[Raw]:
        return [one(index) for index in rows.columns[hidden]]

    return Value(why=why, draw=draw, needs=(hidden,), longest=11)


def coordinates(spec: Spec) -> Value:
    """Latitude and longitude in one text."""
    hidden = hidden_name("place", spec.prefix)
    random = spec.random().random

    def one(index: int) -> str:
        place = PLACES[index]
        north = place.latitude + (random() - 0.5) * 0.12
        return f"{north:.6f},{place.longitude + (random() - 0.5) * 0.12:.6f}"

    def draw(rows: Rows) -> list[Raw]:
        return [one(index) for index in rows.columns[hidden]]

    return Value(why="near the row's city", draw=draw, needs=(hidden,), longest=22)


def currency(spec: Spec) -> Value:
    """Of the row's country where the row has one, else mostly one currency."""
    names = column_names(spec.table)
    if any(name.endswith(("country", "country_code", "city", "country_id")) for name in names):
        return _of_place(spec, lambda p: COUNTRIES[p.country].currency, "the country's currency")
    values = ("EUR", "USD", "GBP", "CHF")
    return weighted(values, (60, 20, 14, 6), spec.random(), "an ISO 4217 code")
