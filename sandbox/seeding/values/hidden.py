"""What a row's columns share without being columns: a person, a company, a place, a title.

A hidden column's name is `#kind` or `#kind:prefix` (sender_name and sender_email share a
`#person:sender`). Its values are numbers that the visible columns turn into texts, so that
neighbours fit together while each column keeps a stream of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import Table
from sandbox.seeding.streams import Shuffle, stream
from sandbox.seeding.values.places import COUNTRIES, CURRENCIES, PLACES, PLACES_IN
from sandbox.seeding.values.value import Rows, Value


def hidden_name(kind: str, prefix: str) -> str:
    return f"#{kind}:{prefix}" if prefix else f"#{kind}"


def hidden_value(name: str, table: Table, seed: int, country_column: str | None) -> Value:
    """The value behind a hidden name. country_column: one whose ISO codes bind a place."""
    kind = name.removeprefix("#").split(":")[0]
    random = stream(seed, table.schema, table.name, name)
    if kind == "place":
        return _place(random.random, country_column)
    return _numbered(Shuffle(_sizes()[kind](), random))


def _sizes() -> dict[str, Callable[[], int]]:
    from sandbox.seeding.values import people, text

    return {
        "person": people.person_count,
        "company": people.company_count,
        "country": lambda: len(COUNTRIES),
        "currency": lambda: len(CURRENCIES),
        "title": text.title_count,
        "product": text.product_count,
    }


def _numbered(shuffle: Shuffle) -> Value:
    """A different number for every row: past the shuffle's size, whole sizes are added."""
    size = shuffle.size

    def draw(rows: Rows) -> list[Raw]:
        return [shuffle[number] + number // size * size for number in rows.numbers]

    return Value(why="hidden", draw=draw, distinct=True)


def _place(draw: Callable[[], float], country_column: str | None) -> Value:
    everywhere = tuple(range(len(PLACES)))

    def anywhere(rows: Rows) -> list[Raw]:
        return [int(draw() * len(PLACES)) for _ in range(rows.count)]

    def within(rows: Rows) -> list[Raw]:
        assert country_column is not None
        codes = rows.columns[country_column]
        picked = []
        for code in codes:
            indexes = PLACES_IN.get(_alpha2(code)) or everywhere
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
