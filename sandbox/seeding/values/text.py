"""Titles, notes, slugs, references and codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sandbox.seeding.raw import Raw
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.pools import slug as slugged
from sandbox.seeding.values.subject import noun, subject
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool, weighted
from sandbox.seeding.values.words import (
    ADJECTIVES,
    CATEGORIES,
    COLOURS,
    DEPARTMENTS,
    MATERIALS,
    NOUNS,
    OPENINGS,
    PRODUCTS,
    SENTENCES,
    TAGS,
)


def title_count() -> int:
    return len(ADJECTIVES) * len(NOUNS)


def product_count() -> int:
    return len(ADJECTIVES) * len(MATERIALS) * len(PRODUCTS)


def _title(number: int) -> str:
    index = number % title_count()
    name = f"{ADJECTIVES[index % len(ADJECTIVES)]} {NOUNS[index // len(ADJECTIVES)]}"
    return name if number < title_count() else f"{name} {number // title_count() + 1}"


def _product(number: int) -> str:
    index, adjective = divmod(number % product_count(), len(ADJECTIVES))
    index, material = divmod(index, len(MATERIALS))
    name = f"{ADJECTIVES[adjective]} {MATERIALS[material]} {PRODUCTS[index]}"
    return name if number < product_count() else f"{name} {number // product_count() + 1}"


def _from_hidden(spec: Spec, kind: str, one: Callable[[int], str], why: str) -> Value:
    hidden = hidden_name(kind, "")

    def draw(rows: Rows) -> list[Raw]:
        return [one(number) for number in rows.columns[hidden]]

    return Value(why=why, draw=draw, needs=(hidden,), distinct=True, longest=40)


def title(spec: Spec) -> Value:
    return _from_hidden(spec, "title", _title, "a title of two words")


def product(spec: Spec) -> Value:
    return _from_hidden(spec, "product", _product, "a product's name")


_LISTS: dict[str, Sequence[str]] = {
    "category": CATEGORIES,
    "tag": TAGS,
    "label": TAGS,
    "department": DEPARTMENTS,
    "team": DEPARTMENTS,
    "role": ("Viewer", "Editor", "Manager", "Administrator", "Auditor", "Guest", "Operator"),
    "group": DEPARTMENTS,
    "colour": tuple(name for name, _ in COLOURS),
    "color": tuple(name for name, _ in COLOURS),
    "status": ("New", "Open", "In progress", "Waiting", "Done", "Cancelled"),
    "priority": ("Low", "Normal", "High", "Urgent"),
    "permission": tuple(
        f"{what}.{verb}"
        for what in ("orders", "users", "reports", "settings", "files")
        for verb in ("view", "add", "change", "delete")
    ),
    "unit": ("piece", "kg", "litre", "metre", "hour", "box", "pallet"),
}


def name(spec: Spec) -> Value:
    """`name`: what it names follows from the table."""
    from sandbox.seeding.values import location, people

    kind = subject(spec.table)
    what = noun(spec.table.name)
    if what in ("country", "city", "region", "state"):
        return {"country": location.country, "city": location.city}.get(what, location.region)(spec)
    if what in _LISTS and len(_LISTS[what]) >= spec.rows:
        return from_pool(_LISTS[what], spec.random(), f"a {what}")
    if kind == "person":
        return people.full_name(spec)
    if kind == "company":
        return people.company(spec)
    return product(spec) if kind == "product" else title(spec)


def slug(spec: Spec) -> Value:
    """From the row's name or title, so that the two fit."""
    named = name(spec)
    if not named.needs or not named.needs[0].startswith(("#title", "#product", "#company")):
        named = title(spec)
    return Value(
        why="made from the row's title",
        draw=lambda rows: [slugged(text) for text in named.draw(rows)],
        needs=named.needs,
        distinct=True,
        longest=44,
    )


def label(spec: Spec) -> Value:
    if noun(spec.table.name) == "address":
        kinds = (
            "Head office",
            "Warehouse",
            "Shop",
            "Plant",
            "Depot",
            "Home",
            "Reception",
            "Gate 2",
        )
        return weighted(kinds, (30, 25, 15, 8, 8, 6, 5, 3), spec.random(), "a kind of address")
    return name(spec)


def note(spec: Spec) -> Value:
    """One or two plain sentences, fewer where the column is short."""
    openings = ("", *(f"{opening} " for opening in OPENINGS))
    one = from_pool(SENTENCES, spec.random(), "")
    size = len(openings) * len(SENTENCES) ** 2
    random = spec.random("more").random

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [_note(openings, index) for index in indexes]

    if (spec.column.length or 500) < 160:
        return from_pool(SENTENCES, spec.random(), "a sentence")
    return Value(
        why="a sentence or two",
        draw=lambda rows: [
            text if random() < 0.6 else _note(openings, int(random() * size))
            for text in one.draw(rows)
        ],
        pick=pick,
        size=size,
        longest=150,
    )


def _note(openings: Sequence[str], index: int) -> str:
    index, opening = divmod(index, len(openings))
    first, second = divmod(index, len(SENTENCES))
    return f"{openings[opening]}{SENTENCES[first]} {SENTENCES[second]}"


def status(spec: Spec) -> Value:
    values = ("active", "pending", "completed", "cancelled", "draft")
    return weighted(values, (50, 20, 18, 7, 5), spec.random(), "a status")


def kind(spec: Spec) -> Value:
    values = ("standard", "premium", "basic", "custom")
    return weighted(values, (60, 20, 15, 5), spec.random(), "a kind")


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


def currency(spec: Spec) -> Value:
    values = ("EUR", "USD", "GBP", "CHF")
    return weighted(values, (60, 20, 14, 6), spec.random(), "an ISO 4217 code")


def gender(spec: Spec) -> Value:
    values = ("female", "male", "other") if (spec.column.length or 9) >= 6 else ("f", "m", "x")
    return weighted(values, (49, 49, 2), spec.random(), "a gender")


def salutation(spec: Spec) -> Value:
    return weighted(("Ms", "Mr", "Mx", "Dr"), (46, 46, 3, 5), spec.random(), "a form of address")


def unit(spec: Spec) -> Value:
    return weighted(("pcs", "kg", "l", "m", "h"), (50, 20, 10, 10, 10), spec.random(), "a unit")
