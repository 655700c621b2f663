"""Titles, names of things, slugs, tags and colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values import location, people, streets, titles
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.languages import language_of
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.pools import slug as slugged
from sandbox.seeding.values.subject import (
    column_names,
    is_company,
    is_person,
    noun,
    singular,
    subject,
)
from sandbox.seeding.values.trades import named_row
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool, weighted
from sandbox.seeding.values.words import CATEGORIES, COLOURS, DEPARTMENTS, TAGS


def _from_hidden(spec: Spec, kind: str, one: Callable[[int], str], why: str) -> Value:
    hidden = hidden_name(kind, "")

    def draw(rows: Rows) -> list[Raw]:
        return [one(number) for number in rows.columns[hidden]]

    return Value(why=why, draw=draw, needs=(hidden,), distinct=True, longest=_longest(one))


@lru_cache(maxsize=64)
def _longest(one: Callable[[int], str]) -> int:
    """About the length of the longest text; a hundred tables ask it of the same phrases."""
    return len(max((one(number) for number in range(4000)), key=len)) + 8


def title(spec: Spec) -> Value:
    one = titles.of_table(spec.table.name, language_of(spec.locales)).of
    return _from_hidden(spec, "title", one, "a title that fits the table")


def headline(spec: Spec) -> Value:
    """`title`: of a person a form of address or an occupation, else what a thing is called."""
    words = words_of(spec.column.name)
    if words[-1:] in (["subject"], ["subjects"]) and subject(spec.table) == "person":
        return from_pool(titles.LISTS["subject"], spec.random(), "a subject")
    if subject(spec.table) != "person" or len(words) > 1:
        return product(spec) if subject(spec.table) == "product" else title(spec)
    if (spec.column.length or 99) <= 20:
        return people.gender(spec)
    return people.job(spec)


def product(spec: Spec) -> Value:
    one = titles.products(language_of(spec.locales)).of
    return _from_hidden(spec, "product", one, "a product's name")


def name(spec: Spec) -> Value:
    """`name`: what it names follows from the words before it, else from the table."""
    head = singular(spec.prefix.split("_")[-1]) if spec.prefix else ""
    if head:
        found = _headed(spec, head)
        if found is not None:
            return found
    what = noun(spec.table.name)
    if what in ("country", "city", "region", "state"):
        return {"country": location.country, "city": location.city}.get(what, location.region)(spec)
    if what in titles.LISTS and 6 * len(titles.LISTS[what]) >= spec.rows:
        return _from_hidden(spec, "entry", titles.entry_of(what), f"a {what}")
    kind = subject(spec.table)
    if kind == "person":
        return _of_person(spec)
    if kind == "company":
        return people.company(spec)
    return product(spec) if kind == "product" else title(spec)


def _of_person(spec: Spec) -> Value:
    """A last name where the first has a column of its own, and the other way round."""
    names = column_names(spec.table)
    beside = f"{spec.prefix}_" if spec.prefix else ""
    first, last = (f"{beside}{part}_name" in names for part in ("first", "last"))
    if first and not last:
        return people.last_name(spec)
    return people.first_name(spec) if last and not first else people.full_name(spec)


def _headed(spec: Spec, head: str) -> Value | None:
    """`customer_name`, `category_name`: by the word before."""
    if is_person(head):
        return _of_person(spec)
    if is_company(head):
        return people.company(spec)
    if head in ("product", "item", "article"):
        return product(spec)
    if head in titles.LISTS:
        return from_pool(titles.LISTS[head], spec.random(), f"a {head}")
    return None


def slug(spec: Spec) -> Value:
    """From the row's name or title, so that the two fit."""
    listed = named_row(spec)
    if listed is not None:
        hidden = hidden_name("trade", "")
        return Value(
            why="made from the row's name",
            draw=lambda rows: [slugged(listed(number)) for number in rows.columns[hidden]],
            needs=(hidden,),
            distinct=True,
            longest=40,
        )
    named = headline(spec) if "title" in column_names(spec.table) else name(spec)
    if not named.needs or not named.needs[0].startswith(
        ("#title", "#product", "#company", "#entry")
    ):
        named = title(spec)
    return Value(
        why="made from the row's title",
        draw=lambda rows: [slugged(text) for text in named.draw(rows)],
        needs=named.needs,
        distinct=True,
        longest=named.longest,
    )


def label(spec: Spec) -> Value:
    if noun(spec.table.name) == "address":
        return streets.label(spec)
    return tag(spec) if spec.column.array else name(spec)


def entries(spec: Spec) -> Value:
    """`skills`, `amenities`: of the list of that name."""
    what = singular(words_of(spec.column.name)[-1])
    return from_pool(titles.LISTS[what], spec.random(), f"a {what}")


def category(spec: Spec) -> Value:
    return from_pool(CATEGORIES, spec.random(), "a category")


def tag(spec: Spec) -> Value:
    return from_pool(TAGS, spec.random(), "a tag")


def department(spec: Spec) -> Value:
    return from_pool(DEPARTMENTS, spec.random(), "a department")


def colour(spec: Spec) -> Value:
    longest = spec.column.length or 99
    written = 1 if "hex" in spec.column.name or longest == 7 else 0
    return from_pool([pair[written] for pair in COLOURS], spec.random(), "a colour")


def unit(spec: Spec) -> Value:
    return weighted(("pcs", "kg", "l", "m", "h"), (50, 20, 10, 10, 10), spec.random(), "a unit")


def version(spec: Spec) -> Value:
    pool = [
        f"{major}.{minor}.{patch}"
        for major in (3, 2, 1)
        for minor in range(9)
        for patch in (0, 1, 2, 4)
    ]
    return weighted(pool, [1 / (n + 3) for n in range(len(pool))], spec.random(), "a version")


def room(spec: Spec) -> Value:
    """`101` on the first floor, and so on."""

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{index // 24 + 1}{index % 24 + 1:02d}" for index in indexes]

    random = spec.random().random
    return Value(
        why="a room's number",
        draw=lambda rows: pick([int(random() * 96) for _ in range(rows.count)]),
        pick=pick,
        size=10**9,
        longest=len(str(spec.rows // 24)) + 3,
    )


def model(spec: Spec) -> Value:
    names = ("Comet", "Aurora", "Terra", "Nova", "Vento", "Strada", "Orion", "Pilot", "Kestrel")
    pool = [f"{name} {number}" for name in names for number in (100, 200, 300, 450, 600)]
    return from_pool(pool, spec.random(), "a model's name")
