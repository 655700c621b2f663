"""Distinct names, filled once from Faker's own lists and combined afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from sandbox.seeding.streams import stable_hash

POOL_SIZE = 400


def slug(text: str, separator: str = "-") -> str:
    """Lower-case ASCII letters and digits of a text, joined by the separator."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split()
    return separator.join(words)


def _distinct(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names whose slugs all differ, sorted by a stable hash so that neighbours differ; slugs."""
    by_slug: dict[str, str] = {}
    for name in names:
        by_slug.setdefault(slug(name, ""), name)
    by_slug.pop("", None)
    slugs = sorted(by_slug, key=stable_hash)
    return tuple(by_slug[key] for key in slugs), tuple(slugs)


@cache
def first_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names, their slugs), same order."""
    from faker.providers.person.en_US import Provider

    return _distinct(Provider.first_names)


@cache
def last_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names, their slugs), same order."""
    from faker.providers.person.en_US import Provider

    return _distinct(Provider.last_names)


@cache
def jobs() -> tuple[str, ...]:
    from faker.providers.job.en_US import Provider

    return tuple(sorted({str(job) for job in Provider.jobs if len(job) < 40}, key=stable_hash))


@cache
def street_suffixes() -> tuple[str, ...]:
    from faker.providers.address.en_US import Provider

    return tuple(sorted({str(name) for name in Provider.street_suffixes if len(name) > 3}))
