"""Numbers to names: every person, company and their addresses are numbers until they are written.

A person's number holds a group (the names of one language) and an index in it. Every last name
belongs to one group only, so that a handle made of first and last name is nobody else's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sandbox.seeding.streams import stable_hash
from sandbox.seeding.values.pools import listed_names, slug
from sandbox.seeding.values.words import COMPANY_KINDS

T = TypeVar("T")
_GROUPS = [
    "en_US",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "sv_SE",
    "da_DK",
    "fi_FI",
    "no_NO",
    "pl_PL",
    "cs_CZ",
    "pt_PT",
    "en_IN",
    "ja_JP",
]
GROUPS = len(_GROUPS)
_OF_COUNTRY = {
    **dict.fromkeys(("US", "GB", "IE", "CA", "AU", "NZ", "ZA"), 0),
    **dict.fromkeys(("DE", "AT", "CH"), 1),
    **dict.fromkeys(("FR", "LU"), 2),
    **dict.fromkeys(("ES", "MX"), 3),
    "IT": 4,
    **dict.fromkeys(("NL", "BE"), 5),
    "SE": 6,
    "DK": 7,
    "FI": 8,
    "NO": 9,
    "PL": 10,
    "CZ": 11,
    **dict.fromkeys(("PT", "BR"), 12),
    "IN": 13,
    "JP": 14,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The names of one language. female: of each first name, whether it is a woman's."""

    firsts: tuple[str, ...]
    first_slugs: tuple[str, ...]
    female: tuple[bool, ...]
    lasts: tuple[str, ...]
    last_slugs: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.firsts) * len(self.lasts)


@cache
def groups() -> tuple[Group, ...]:
    """The groups in the order of their numbers."""
    taken: set[str] = set()
    found = []
    for locale in _GROUPS:
        males, females, lasts = listed_names(locale)
        # Alternating, so that women and men are as many, however many names each have.
        firsts: dict[str, tuple[str, bool]] = {}
        for pair in zip(_mixed(males), _mixed(females), strict=False):
            for name, female in zip(pair, (False, True), strict=True):
                firsts.setdefault(slug(name, ""), (name, female))
        short = (name for name in lasts if len(name) <= 15)
        own = {key: name for name in short if (key := slug(name, "")) and key not in taken}
        taken.update(own)
        slugs = sorted(own, key=stable_hash)
        found.append(
            Group(
                firsts=tuple(name for name, _ in firsts.values()),
                first_slugs=tuple(firsts),
                female=tuple(female for _, female in firsts.values()),
                lasts=tuple(own[key] for key in slugs),
                last_slugs=tuple(slugs),
            )
        )
    return tuple(found)


def _mixed(names: tuple[str, ...]) -> list[str]:
    """The names in an order of no meaning; the longest few would not fit short columns."""
    return sorted((n for n in names if slug(n, "") and len(n) <= 13), key=stable_hash)


def group_of(country: str) -> int:
    """The number of the group whose names fit a country (ISO 3166 alpha-2)."""
    return _OF_COUNTRY.get(country, 0)


def first_of(person: int) -> str:
    group, index = _split(person)
    return group.firsts[index % len(group.firsts)]


def last_of(person: int) -> str:
    group, index = _split(person)
    return group.lasts[index // len(group.firsts) % len(group.lasts)]


def is_female(person: int) -> bool:
    group, index = _split(person)
    return group.female[index % len(group.firsts)]


def full_of(person: int) -> str:
    """First and last name; an initial, then a number between them once all have been given."""
    group, index = _split(person)
    between = _between(index // group.size)
    return f"{first_of(person)} {between[0]}{last_of(person)}"


def handle_of(person: int, separator: str = ".") -> str:
    """`anna.schmidt`, a different one for each person."""
    group, index = _split(person)
    last, first = divmod(index, len(group.firsts))
    turn, last = divmod(last, len(group.lasts))
    between = _between(turn)[1] + separator if turn else ""
    return f"{group.first_slugs[first]}{separator}{between}{group.last_slugs[last]}"


def firsts_of(people: Sequence[int]) -> list[str]:
    """`first_of` each."""
    tables = [(len(group.firsts), group.firsts) for group in groups()]
    return [
        firsts[person // GROUPS % size]
        for person, (size, firsts) in zip(people, _of_each(people, tables), strict=True)
    ]


def lasts_of(people: Sequence[int]) -> list[str]:
    """`last_of` each."""
    tables = [(len(group.firsts), len(group.lasts), group.lasts) for group in groups()]
    return [
        lasts[person // GROUPS // step % size]
        for person, (step, size, lasts) in zip(people, _of_each(people, tables), strict=True)
    ]


def handles_of(people: Sequence[int]) -> list[str]:
    """`handle_of` each."""
    tables = [(len(g.firsts), g.first_slugs, len(g.lasts), g.last_slugs) for g in groups()]
    return [
        f"{firsts[index % size]}.{lasts[index // size]}"
        if (index := person // GROUPS) < size * most
        else handle_of(person)
        for person, (size, firsts, most, lasts) in zip(
            people, _of_each(people, tables), strict=True
        )
    ]


def _of_each(people: Sequence[int], tables: Sequence[T]) -> Iterator[T]:
    """The table of each person's group."""
    return map(tables.__getitem__, [person % GROUPS for person in people])


@cache
def _between(turn: int) -> tuple[str, str]:
    """What tells the bearers of the same name apart, in a name and in a handle."""
    if not turn:
        return "", ""
    number, letter = divmod(turn - 1, 26)
    initial = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[letter]
    more = str(number + 1) if number else ""
    return f"{initial}{more}. ", f"{initial.lower()}{more}"


def _split(person: int) -> tuple[Group, int]:
    index, group = divmod(person, GROUPS)
    return groups()[group], index


@cache
def _founders() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Last names that companies bear, of the first groups; and their slugs."""
    some = groups()[:7]
    count = min(len(group.lasts) for group in some)
    chosen = [(g.lasts[i], g.last_slugs[i]) for i in range(count) for g in some]
    return tuple(name for name, _ in chosen), tuple(key for _, key in chosen)


def company_count() -> int:
    return len(_founders()[0]) * len(COMPANY_KINDS)


def company_of(number: int) -> str:
    names = _founders()[0]
    turn, index = divmod(number, company_count())
    kind, index = divmod(index, len(names))
    name = f"{names[index]} {COMPANY_KINDS[kind]}"
    return name if not turn else f"{name} {turn + 1}"


def company_slug(number: int) -> str:
    return slug(company_of(number))


@cache
def all_firsts() -> tuple[str, ...]:
    """The first names of all groups, each once."""
    return tuple(dict.fromkeys(name for group in groups() for name in group.firsts))


@cache
def all_lasts() -> tuple[str, ...]:
    """The last names of all groups, each once."""
    return tuple(name for group in groups() for name in group.lasts)


@cache
def longest() -> tuple[int, int, int]:
    """Characters of the longest full name, handle and company, with room for what follows."""
    full = max(max(map(len, g.firsts)) + max(map(len, g.lasts)) for g in groups())
    handle = max(max(map(len, g.first_slugs)) + max(map(len, g.last_slugs)) for g in groups())
    company = max(map(len, _founders()[0])) + max(map(len, COMPANY_KINDS))
    return full + 8, handle + 6, company + 6
