"""Streets and whole addresses, written as people write them where the row's place is."""

from __future__ import annotations

from functools import cache

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.names import group_of, groups
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.places import COUNTRIES, PLACES
from sandbox.seeding.values.pools import street_suffixes
from sandbox.seeding.values.subject import column_names
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool, weighted
from sandbox.seeding.wordlists import listed

NUMBERS = 120
_GERMAN = listed(
    """
    Linden Garten Schul Bahnhof Kirch Mühl Birken Berg Wiesen Rosen Haupt Wald Park Markt Brunnen
    Tal Sonnen Ahorn Eichen Tannen Buchen Kastanien Ring Post Schloss Dorf Feld Bach Amsel Lerchen
    """
)
_FRENCH = listed(
    """
    de la Gare|des Lilas|du Moulin|de l'Église|des Écoles|du Château|de la Paix|des Jardins|
    du Marché|de la Fontaine|des Vignes|du Port|de la Forêt|des Tilleuls|du Lavoir|de la Plage
    """
)
_SPANISH = listed(
    """
    Mayor|del Sol|de la Luna|Real|de las Flores|del Río|Nueva|de la Paz|del Mercado|de la Fuente|
    del Olivo|de los Pinos|Alta|del Puente|de la Iglesia|San Juan
    """
)
_ITALIAN = listed(
    "Roma|Garibaldi|Verdi|Dante|del Mulino|della Stazione|dei Fiori|Nuova|del Mercato|Cavour"
)
_DUTCH = listed(
    "Kerk Dorps Molen School Stations Linden Eiken Beuken Haven Markt Park Tulpen Zonne"
)
_SWEDISH = listed("Stor Kyrko Skol Björk Järnvägs Strand Park Ring Nygårds Skogs Ängs Kungs")
_POLISH = listed("Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa")
_PORTUGUESE = listed(
    "das Flores|da Paz|do Sol|Nova|da Igreja|do Mercado|do Rio|das Oliveiras|Direita"
)


@cache
def _styles() -> tuple[tuple[str, ...], ...]:
    """For each group of names, the streets of its countries."""
    german = [f"{n}{kind}" for n in _GERMAN for kind in ("straße", "weg", "gasse", "allee")]
    french = [f"{kind} {n}" for n in _FRENCH for kind in ("rue", "avenue", "chemin", "place")]
    spanish = [f"{kind} {n}" for n in _SPANISH for kind in ("Calle", "Avenida", "Plaza")]
    italian = [f"{kind} {n}" for n in _ITALIAN for kind in ("Via", "Viale", "Piazza", "Corso")]
    dutch = [f"{n}{kind}" for n in _DUTCH for kind in ("straat", "laan", "weg")]
    swedish = [f"{n}{kind}" for n in _SWEDISH for kind in ("gatan", "vägen")]
    polish = [f"ul. {n}" for n in _POLISH]
    portuguese = [f"{kind} {n}" for n in _PORTUGUESE for kind in ("Rua", "Avenida", "Travessa")]
    english = [
        f"{name} {suffix}"
        for name in groups()[0].lasts[:120]
        for suffix in ("Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Court")
    ]
    known = {1: german, 2: french, 3: spanish, 4: italian, 5: dutch, 6: swedish, 10: polish}
    known[12] = portuguese
    return tuple(tuple(known.get(group, english)) for group in range(len(groups())))


_NUMBER_FIRST = frozenset((0, 2, 13))
"""Groups that write the number before the street."""


def _street(group: int, index: int, numbered: bool) -> str:
    names = _styles()[group]
    number, place = divmod(index, len(names))
    name = names[place % len(names)]
    if not numbered:
        return name
    return f"{number + 1} {name}" if group in _NUMBER_FIRST else f"{name} {number + 1}"


def street(spec: Spec) -> Value:
    """With its number, unless the row has a column for that; without, where the name says so."""
    names = column_names(spec.table)
    words = words_of(spec.column.name)
    bare = words[-2:] == ["street", "name"] or any("house_number" in name for name in names)
    whole = words[-1] == "address" and not any(
        name.endswith(("city", "postcode", "zip", "town")) for name in names
    )
    room = min(spec.column.length or 200, spec.limits.longest or 200)
    return _streets(spec, not bare, whole and room >= 80)


def _streets(spec: Spec, numbered: bool, whole: bool) -> Value:
    hidden = hidden_name("place", spec.prefix)
    at = [group_of(place.country) for place in PLACES]
    sizes = [len(names) * (NUMBERS if numbered else 1) for names in _styles()]
    random = spec.random().random
    size = len(street_suffixes()) * len(groups()[0].lasts) * NUMBERS

    def other(index: int) -> str:
        number, index = divmod(index, NUMBERS)
        place, suffix = divmod(number, len(street_suffixes()))
        name = f"{groups()[0].lasts[place]} {street_suffixes()[suffix]}"
        return f"{index + 1} {name}" if numbered else f"{name} {index + 1}"

    def draw(rows: Rows) -> list[Raw]:
        made = []
        for place in rows.columns[hidden]:
            group = at[place]
            text = _street(group, int(random() * sizes[group]), numbered)
            made.append(f"{text}, {_town(place)}" if whole else text)
        return made

    return Value(
        why="an address of the row's place" if whole else "a street of the row's place",
        draw=draw,
        pick=lambda indexes: [other(index) for index in indexes],
        size=size,
        needs=(hidden,),
        longest=80 if whole else 32,
    )


def _town(index: int) -> str:
    place = PLACES[index]
    return f"{place.city}, {COUNTRIES[place.country].name}"


def house_number(spec: Spec) -> Value:
    pool = tuple(f"{n}{letter}" for n in range(1, NUMBERS) for letter in ("", "", "", "", "a", "b"))
    return from_pool(pool, spec.random(), "a house number", longest=4)


def second_line(spec: Spec) -> Value:
    """What follows the street: a flat, a floor."""
    pool = [f"{kind} {n}" for n in range(1, 25) for kind in ("Apt", "Flat", "Suite", "Floor")]
    return from_pool(pool, spec.random(), "a flat or floor")


def label(spec: Spec) -> Value:
    """What an address is for."""
    kinds = ("Head office", "Warehouse", "Shop", "Plant", "Depot", "Home", "Reception", "Gate 2")
    return weighted(kinds, (30, 25, 15, 8, 8, 6, 5, 3), spec.random(), "a kind of address")
