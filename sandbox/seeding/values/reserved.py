"""Patterns of addresses and numbers that could be somebody's: met by ones that are nobody's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values import identifiers, machines, people, phones
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.value import Rows, Spec, Value
from sandbox.seeding.wordlists import listed

_PHONES = frozenset(listed("phone telephone mobile cell fax tel whatsapp msisdn"))
_PHONE = re.compile(r"\^?\(?\\?\(?(\\\+|\[\+\]|00|\+)")
_URL = re.compile(r"https?|://|www")
_IBAN = re.compile(r"\^?\[A-Z\]\{2\}(\[0-9\]|\\d)\{2\}")
_CARD = re.compile(r"\^?(\[0-9\]|\\d)\{1[3-9](,1[3-9])?\}\$?$")
_AREAS = [
    f"{a}{b}{c}" for a in range(2, 10) for b in range(9) for c in range(10) if not b == c == 1
]
LONG = 6
"""So many of these are whole numbers, not only a subscriber's."""
_NATIONAL: Sequence[tuple[Callable[[int], str], int]] = (
    (lambda i: f"{_AREAS[i // 100]}55501{i % 100:02d}", len(_AREAS) * 100),
    (lambda i: f"{_AREAS[i // 100]}-555-01{i % 100:02d}", len(_AREAS) * 100),
    (lambda i: f"({_AREAS[i // 100]}) 555-01{i % 100:02d}", len(_AREAS) * 100),
    (lambda i: f"+1{_AREAS[i // 100]}55501{i % 100:02d}", len(_AREAS) * 100),
    (lambda i: f"+1-{_AREAS[i // 100]}-555-01{i % 100:02d}", len(_AREAS) * 100),
    (lambda i: f"+447700900{i:03d}", 1000),
    (lambda i: f"55501{i % 100:02d}", 100),
    (lambda i: f"555-01{i % 100:02d}", 100),
    (lambda i: f"07700900{i:03d}", 1000),
    (lambda i: f"03023125{i:03d}", 1000),
    (lambda i: f"+493023125{i:03d}", 1000),
    (lambda i: f"019900{i:04d}", 10_000),
    (lambda i: f"+3319900{i:04d}", 10_000),
)
"""The numbers that regulators keep free, as they are written within their countries."""


def reserved(spec: Spec) -> Iterator[Value]:
    """Rules to try first where the column's patterns, or its name, want what could be real."""
    patterns = (*spec.limits.like, *(pattern for pattern, _ in spec.limits.regex))
    if any("@" in pattern for pattern in patterns):
        yield people.email(spec)
        for bare in (False, True):
            yield _at_example_com(people.email(spec), bare=bare)
    if any(_URL.search(pattern) for pattern in patterns):
        yield machines.url(spec)
        yield _site(spec)
    if wants_phone(spec):
        yield phones.phone(spec)
        for form, size in _NATIONAL:
            yield _numbers(spec, form, size)
    if any(_IBAN.match(pattern) for pattern in patterns):
        yield identifiers.iban(spec)
    if any(_CARD.match(pattern) for pattern in patterns):
        yield identifiers.card_number(spec)


def wants_phone(spec: Spec) -> bool:
    """Whether a pattern wants a phone number, by its form or by the column's name."""
    patterns = (*spec.limits.like, *(pattern for pattern, _ in spec.limits.regex))
    named = not _PHONES.isdisjoint(words_of(spec.column.name))
    return bool(patterns) and (named or any(_is_dialled(pattern) for pattern in patterns))


def _is_dialled(pattern: str) -> bool:
    """Whether what the pattern lets through could be dialled: it looks like it, or takes whole
    numbers as they are written within a country, and no words."""
    if _PHONE.match(pattern):
        return True
    try:
        test = re.compile(pattern)
    except re.error:
        return False
    taken = [form(0) for form, _ in _NATIONAL[:LONG] if test.fullmatch(form(0))]
    return any(not test.fullmatch(re.sub(r"\d", "A", number)) for number in taken)


def _at_example_com(emails: Value, *, bare: bool) -> Value:
    """bare: letters and dots only before the @."""

    def moved(texts: Sequence[Raw]) -> list[Raw]:
        return [_moved(text, bare) if isinstance(text, str) else text for text in texts]

    draw, pick = emails.draw, emails.pick
    return replace(
        emails,
        draw=lambda rows: moved(draw(rows)),
        pick=None if pick is None or bare else lambda indexes: moved(pick(indexes)),
        distinct=False,
    )


def _moved(email: str, bare: bool) -> str:
    name = email.partition("@")[0]
    return f"{re.sub(r'[^a-z.]', '', name) if bare else name}@example.com"


def unassigned(value: Value) -> Value:
    """Numbers of any country with zeros where no country's subscribers have them."""

    def draw(rows: Rows) -> list[Raw]:
        return [_zeros(text) for text in value.draw(rows)]

    return replace(value, why=f"{value.why}, with zeros", draw=draw, pick=None, distinct=False)


def _zeros(text: str) -> str:
    """Zeros for the digits after the country's code."""
    after = 3 if text.startswith("+") else 0
    return text[:after] + re.sub(r"\d", "0", text[after : after + 5]) + text[after + 5 :]


def _numbers(spec: Spec, form: Callable[[int], str], size: int) -> Value:
    random = spec.random("national").random
    shuffle = Shuffle(size, spec.random("national order"))

    def draw(rows: Rows) -> list[Raw]:
        return [form(int(random() * size)) for _ in range(rows.count)]

    return Value(
        why="a number from a range that is never assigned",
        draw=draw,
        pick=lambda indexes: [form(shuffle[index]) for index in indexes],
        size=size,
        longest=len(form(0)),
    )


def _site(spec: Spec) -> Value:
    """A host alone, without a path."""

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"https://site{index + 1}.example.org" for index in indexes]

    return Value(
        why="an address at a reserved domain",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**9,
        distinct=True,
        longest=36,
    )
