"""Sentences and paragraphs: by what the rows are about, as long as the column's name suggests."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values import sentences as s
from sandbox.seeding.values.languages import language_of
from sandbox.seeding.values.local_words import SENTENCES as SENTENCES_OF
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import noun, subject
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool
from sandbox.seeding.values.words import OPENINGS, SENTENCES

LONG = frozenset(
    [
        "body",
        "content",
        "text",
        "article",
        "html",
        "markdown",
        "biography",
        "bio",
        "story",
        "transcript",
    ]
)
"""Columns that hold several sentences, even paragraphs."""
_BY_NOUN = {
    "product item variant listing offer": s.PRODUCT,
    "review rating feedback testimonial survey": s.REVIEW,
    "message chat thread conversation reply sms comment": s.CHAT,
    "issue ticket bug task incident case request": s.ISSUE,
    "post article page blog news story document": s.ARTICLE,
    "appointment patient visit treatment diagnosis prescription consultation record admission "
    "encounter observation": s.MEDICAL,
    "room hotel property apartment listing_room": s.PROPERTY,
    "transaction payment transfer entry posting booking_entry expense": s.PURPOSES,
    "course lesson subject class module": s.COURSE,
    "recipe instruction dish": s.RECIPE,
    "damage": s.DAMAGE,
}
_POOLS = {word: pool for words, pool in _BY_NOUN.items() for word in words.split()}


_COMMON = frozenset(("message", "request", "record", "story", "article", "comment", "document"))
"""Words that say little of a column's subject, though they do of a table's."""


def _pool(spec: Spec) -> Sequence[str]:
    local = SENTENCES_OF.get(language_of(spec.locales))
    if local is not None:
        return local
    words = words_of(spec.column.name)
    for word in (*reversed(words), noun(spec.table.name)):
        if word in _POOLS and word not in _COMMON:
            return _POOLS[word]
    if subject(spec.table) == "person" and not LONG.isdisjoint(words):
        return s.PERSON
    found = _POOLS.get(noun(spec.table.name))
    if found is None and subject(spec.table) == "product":
        found = s.PRODUCT
    return found or SENTENCES


_FAILURES = (
    "Timed out after 30 seconds",
    "The card was declined",
    "Not enough funds",
    "The address could not be found",
    "Connection refused",
    "Invalid input in line 4",
    "The file was empty",
    "Permission denied",
    "Too many requests",
    "The record was changed by somebody else",
)


def failure(spec: Spec) -> Value:
    """What went wrong."""
    return from_pool(_FAILURES, spec.random(), "what went wrong")


def note(spec: Spec) -> Value:
    """One sentence or two; several in columns for long texts; fewer where there is less room."""
    pool = _pool(spec)
    room = min(spec.column.length or 10_000, spec.limits.longest or 10_000)
    longest = max(map(len, pool))
    if pool is s.PURPOSES or room < 2 * longest + 24:
        fitting = tuple(text for text in pool if len(text) <= room) or pool
        return from_pool(fitting, spec.random(), "a sentence")
    if not LONG.isdisjoint(words_of(spec.column.name)) and spec.column.length is None:
        return _paragraphs(spec, pool)
    return _one_or_two(spec, pool, longest)


def _one_or_two(spec: Spec, pool: Sequence[str], longest: int) -> Value:
    openings = ("", *(f"{opening} " for opening in OPENINGS)) if pool is SENTENCES else ("",)
    one = from_pool(pool, spec.random(), "")
    size = len(openings) * len(pool) ** 2
    random = spec.random("more").random

    def text_at(index: int) -> str:
        index, opening = divmod(index, len(openings))
        first, second = divmod(index, len(pool))
        if first == second:
            return f"{openings[opening]}{pool[first]}"
        return f"{openings[opening]}{pool[first]} {pool[second]}"

    def draw(rows: Rows) -> list[Raw]:
        return [
            text if random() < 0.6 else text_at(int(random() * size)) for text in one.draw(rows)
        ]

    return Value(
        why="a sentence or two",
        draw=draw,
        pick=lambda indexes: [text_at(index) for index in indexes],
        size=size,
        longest=2 * longest + 24,
    )


def _paragraphs(spec: Spec, pool: Sequence[str]) -> Value:
    """Texts of two to nine sentences, made once; rows take any of them."""
    source = spec.random("paragraphs")
    texts = []
    for _ in range(min(max(spec.rows, 20), 400)):
        chosen = source.sample(pool, min(2 + int(source.random() ** 2 * 8), len(pool)))
        middle = len(chosen) // 2
        first, second = " ".join(chosen[:middle]), " ".join(chosen[middle:])
        texts.append(f"{first}\n\n{second}" if len(chosen) > 5 else f"{first} {second}")
    return from_pool(tuple(dict.fromkeys(texts)), spec.random(), "some sentences")
