"""Distinct names, filled once from Faker's own lists and combined afterwards."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from sandbox.seeding.streams import stable_hash

POOL_SIZE = 400


_WHOLE = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss", "ł": "l", "Ł": "L"})
"""Letters that do not fall into a plain one and a mark."""


def slug(text: str, separator: str = "-") -> str:
    """Lower-case ASCII letters and digits of a text, joined by the separator."""
    plain = (text if text.isascii() else _plain(text)).lower()
    if plain.isalnum():
        return plain
    words = "".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split()
    return separator.join(words)


def _plain(text: str) -> str:
    """Without marks above and below the letters."""
    text = unicodedata.normalize("NFKD", text.translate(_WHOLE))
    return text.encode("ascii", "ignore").decode()


def listed_names(locale: str) -> tuple[tuple[str, ...], ...]:
    """(men's first names, women's first names, last names) of a locale, in Latin letters."""
    from importlib import import_module

    lists = import_module(f"faker.providers.person.{locale}").Provider
    return (
        _first_list(lists, "first_romanized_names_male", "first_names_male"),
        _first_list(lists, "first_romanized_names_female", "first_names_female"),
        _first_list(lists, "last_romanized_names", "unisex_last_names", "last_names"),
    )


def _first_list(lists: Any, *names: str) -> tuple[str, ...]:
    found = next(getattr(lists, name) for name in names if getattr(lists, name, None))
    return tuple(dict.fromkeys(str(name) for name in found if "." not in name))


_JOBS = {"de": "de_DE", "fr": "fr_FR", "es": "es_ES"}
"""Languages that there are lists of occupations in."""


@cache
def jobs(language: str = "en") -> tuple[str, ...]:
    """Occupations in the language, or in English."""
    from importlib import import_module

    lists = import_module(f"faker.providers.job.{_JOBS.get(language, 'en_US')}").Provider
    found = {str(job).strip() for job in lists.jobs if len(job) < 40}
    return tuple(sorted(found, key=stable_hash))


@cache
def street_suffixes() -> tuple[str, ...]:
    from faker.providers.address.en_US import Provider

    return tuple(sorted({str(name) for name in Provider.street_suffixes if len(name) > 3}))
