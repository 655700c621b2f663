"""What a row's columns share without being columns: a person, a company, a place, a title.

A hidden column's name is `#kind` or `#kind:prefix` (sender_name and sender_email share a
`#person:sender`). Its values are numbers that the visible columns turn into texts, so that
neighbours fit together while each column keeps a stream of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Table
from sandbox.seeding.streams import Shuffle, stream
from sandbox.seeding.values import names, titles
from sandbox.seeding.values.languages import language_of
from sandbox.seeding.values.places import COUNTRIES, CURRENCIES, PLACES, places_of
from sandbox.seeding.values.subject import noun
from sandbox.seeding.values.trade_lists import length_of
from sandbox.seeding.values.value import Rows, Value


def hidden_name(kind: str, prefix: str) -> str:
    return f"#{kind}:{prefix}" if prefix else f"#{kind}"


def hidden_value(
    name: str,
    table: Table,
    seed: int,
    country_column: str | None = None,
    locales: Sequence[str] = (),
) -> Value:
    """The value behind a hidden name.

    country_column: one whose ISO codes bind a place. locales: whose places and names; empty: all.
    """
    kind, _, prefix = name.removeprefix("#").partition(":")
    random = stream(seed, table.schema, table.name, name)
    if kind == "place":
        return _place(random.random, country_column, places_of(tuple(locales)))
    if kind == "person":
        sizes = [group.size for group in names.groups()]
        return _person([Shuffle(size, random) for size in sizes], hidden_name("place", prefix))
    size = _sizes(table, language_of(tuple(locales)))[kind]()
    return _numbered(Shuffle(size, random))


def sampled(name: str, table: Table, seed: int, rows: Rows) -> None:
    """Puts a hidden column, and what it needs, into rows that only show what values look like."""
    if name in rows.columns:
        return
    value = hidden_value(name, table, seed)
    for needed in value.needs:
        sampled(needed, table, seed, rows)
    rows.columns[name] = value.draw(rows)


def _sizes(table: Table, language: str) -> dict[str, Callable[[], int]]:
    return {
        "company": names.company_count,
        "country": lambda: len(COUNTRIES),
        "currency": lambda: len(CURRENCIES),
        "trade": lambda: length_of(noun(table.name)),
        "title": lambda: titles.of_table(table.name, language).size,
        "product": lambda: titles.products(language).size,
        "entry": lambda: len(titles.LISTS[noun(table.name)]),
        "file": lambda: titles.FILES.size,
    }


def _numbered(shuffle: Shuffle) -> Value:
    """A different number for every row: past the shuffle's size, whole sizes are added."""
    size = shuffle.size

    def draw(rows: Rows) -> list[Raw]:
        return [shuffle[number] + number // size * size for number in rows.numbers]

    return Value(why="hidden", draw=draw, distinct=True)


def _person(shuffles: Sequence[Shuffle], place: str) -> Value:
    """A different person for every row, whose name fits the row's place."""
    groups = [names.group_of(place.country) for place in PLACES]

    def draw(rows: Rows) -> list[Raw]:
        people = []
        for number, index in zip(rows.numbers, rows.columns[place], strict=True):
            shuffle = shuffles[group := groups[index]]
            turn = number // shuffle.size * shuffle.size
            people.append((shuffle[number] + turn) * names.GROUPS + group)
        return people

    return Value(why="hidden", draw=draw, needs=(place,), distinct=True)


def _place(
    draw: Callable[[], float], country_column: str | None, everywhere: Sequence[int]
) -> Value:
    size = len(everywhere)

    def anywhere(rows: Rows) -> list[Raw]:
        return [everywhere[int(draw() * size)] for _ in range(rows.count)]

    def within(rows: Rows) -> list[Raw]:
        assert country_column is not None
        picked = []
        for code in rows.columns[country_column]:
            indexes = places_of((f"_{_alpha2(code)}",)) if code else everywhere
            picked.append(indexes[int(draw() * len(indexes))])
        return picked

    if country_column is None:
        return Value(why="hidden", draw=anywhere)
    return Value(why="hidden", draw=within, needs=(country_column,))


def _alpha2(code: Raw) -> str:
    text = str(code or "").upper()
    if len(text) == 3:
        return next((c.code for c in COUNTRIES.values() if c.alpha3 == text), text)
    return text
