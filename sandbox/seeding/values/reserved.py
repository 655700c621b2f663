"""Patterns of what could be somebody's: met by numbers and addresses that are nobody's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values import phones
from sandbox.seeding.values.codes import ALPHABET
from sandbox.seeding.values.doubtful import NONE_LEFT
from sandbox.seeding.values.fictional import LONG, WRITTEN, nobodys
from sandbox.seeding.values.genuine import holds_iban, spoilt
from sandbox.seeding.values.hardware import hardware
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.pattern import strings_of, strings_of_like, texts
from sandbox.seeding.values.pinned import fewest
from sandbox.seeding.values.refused import refused
from sandbox.seeding.values.social import SERVICES, handle, taken_by_nobody
from sandbox.seeding.values.strings import Strings
from sandbox.seeding.values.undeliverable import mailboxes, pages
from sandbox.seeding.values.value import Rows, Spec, Value
from sandbox.seeding.wordlists import listed

_PHONES = frozenset(listed("phone telephone mobile cell fax tel whatsapp msisdn gsm sms"))
_PAGES = frozenset(listed("url uri link website homepage site domain host hostname web webhook"))
_PHONE = re.compile(r"\^?\(?\\?\(?(\\\+|\[\+\]|00|\+)")
_WITHIN = re.compile(r"\^?\(?0\d?(\[[\d-]+\])?(\[0-9\]|\\d)\{[789](,\d+)?\}\)?\$?$")
"""A mobile or a landline as it is dialled within a country: `^06\\d{8}$`."""
_URL = re.compile(r"https?|://|www")
_SAMPLES = 12
"""So many texts of a pattern are looked at to see what it stands for."""


def patterns_of(spec: Spec) -> tuple[str, ...]:
    """What LIKE and regular expressions want of the column."""
    return (*spec.limits.like, *(pattern for pattern, _ in spec.limits.regex))


def reserved(spec: Spec) -> Iterator[Value]:
    """Rules to try first where the column's patterns, or its name, want what could be real."""
    patterns = patterns_of(spec)
    if not patterns:
        return
    grammars, random = list(_grammars(spec)), spec.random("looks")
    samples = [strings.any(random) for strings in grammars for _ in range(_SAMPLES)]
    if any("@" in pattern for pattern in patterns):
        yield from mailboxes(spec, samples)
    words = words_of(spec.column.name)
    if not SERVICES.isdisjoint(words):
        yield handle(spec)
        yield from taken_by_nobody(spec)
    named = not _PAGES.isdisjoint(words)
    if named or any(_URL.search(pattern) for pattern in patterns):
        yield from pages(spec, samples)
    if wants_phone(spec):
        yield from _dialled(spec, grammars)
    yield from hardware(spec)
    yield from refused(spec, grammars, samples)


_MAILBOX = re.compile(r"\w@[\w-]+\.\w")


def as_written(spec: Spec) -> Iterator[Value]:
    """What the patterns say and no more, with accounts and cards in it that no bank takes."""
    for strings in _grammars(spec):
        samples = [strings.any(spec.random("looks")) for _ in range(_SAMPLES)]
        real = wants_phone(spec) or any(_MAILBOX.search(sample) for sample in samples)
        value = texts(spec, strings, f"made from its pattern{f': {NONE_LEFT}' if real else ''}")
        yield spoilt(value) if any(map(holds_iban, samples)) else value


def _grammars(spec: Spec) -> Iterator[Strings]:
    letters = "0123456789" if wants_phone(spec) else ALPHABET
    for pattern in spec.limits.like:
        yield strings_of_like(pattern, letters)
    for pattern, _ in spec.limits.regex:
        strings = strings_of(pattern)
        if strings is not None:
            yield strings


def _dialled(spec: Spec, grammars: Sequence[Strings]) -> Iterator[Value]:
    abroad = any(_PHONE.match(pattern) for pattern in patterns_of(spec))
    local = list(_free(spec, grammars, abroad)) if spec.locales else []
    yield phones.phone(spec)
    yield from local
    for form, size in WRITTEN:
        yield _numbers(spec, form, size)
    if not local:
        yield from _free(spec, grammars, abroad)
    for strings in grammars:
        few = fewest(strings, max(1_000, 4 * spec.rows))
        yield texts(spec, few, f"a number of zeros: {NONE_LEFT}")


def _free(spec: Spec, grammars: Sequence[Strings], abroad: bool) -> Iterator[Value]:
    for strings in grammars:
        for found, why in nobodys(strings, spec.locales, abroad):
            yield texts(spec, found, why)


def wants_phone(spec: Spec) -> bool:
    """Whether a pattern wants a phone number, by its form or by the column's name."""
    patterns = patterns_of(spec)
    named = not _PHONES.isdisjoint(words_of(spec.column.name))
    return bool(patterns) and (named or any(_is_dialled(pattern) for pattern in patterns))


def _is_dialled(pattern: str) -> bool:
    """Whether what the pattern lets through could be dialled: it looks like it, or takes whole
    numbers as they are written within a country, and no words."""
    if _PHONE.match(pattern) or _WITHIN.match(pattern):
        return True
    try:
        test = re.compile(pattern)
    except re.error:
        return False
    taken = [form(0) for form, _ in WRITTEN[:LONG] if test.fullmatch(form(0))]
    return any(not test.fullmatch(re.sub(r"\d", "A", number)) for number in taken)


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
