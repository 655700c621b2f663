"""Values of Faker's providers, for recipes that name one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sandbox.seeding.streams import stable_hash
from sandbox.seeding.values.pools import POOL_SIZE
from sandbox.seeding.wordlists import listed

ENGLISH = "en_US"

REACHING = frozenset(
    listed(
        """
        phone_number basic_phone_number msisdn free_email free_email_domain ascii_free_email
        company_email ascii_company_email credit_card_number credit_card_full iban bban swift
        swift8 swift11 ssn domain_name hostname profile simple_profile json csv tsv psv dsv
        """
    )
)
"""Providers whose values may be somebody's, or lead to somebody."""

_TIMELESS = frozenset(("century", "timezone", "pytimezone"))
_DATED = frozenset(("credit_card_expire", "passport_dob", "passport_dates", "passport_full"))


@cache
def faker(locale: str = ENGLISH) -> Any:
    """One Faker instance a locale."""
    from faker import Faker

    return Faker(locale, use_weighting=False)


def locales() -> frozenset[str]:
    """Every locale that Faker has."""
    from faker.config import AVAILABLE_LOCALES

    return frozenset(AVAILABLE_LOCALES)


def providers(locale: str = ENGLISH) -> list[str]:
    """The providers that a recipe may name."""
    source = faker(locale)
    names = (name for name in dir(source) if not name.startswith(("_", "seed", "add_")))
    return [name for name in names if callable(getattr(source, name, None)) and not refusal(name)]


def refusal(provider: str) -> str | None:
    """Why the provider may not be used, if it exists."""
    from faker.providers.date_time import Provider

    if provider in REACHING:
        return "its values may belong to somebody, or lead to somebody"
    if provider in _DATED or (provider not in _TIMELESS and provider in vars(Provider)):
        return "its values depend on the day they are made"
    return None


def provided(
    provider: str, seed: int, arguments: Mapping[str, Any], locale: str = ENGLISH
) -> Sequence[Any]:
    """Up to POOL_SIZE different values of a provider, in the order they came.

    Raises whatever the provider raises for arguments that it does not take.
    """
    source = faker(locale)
    known = [*sorted(arguments.items()), *([] if locale == ENGLISH else [locale])]
    source.seed_instance(stable_hash(seed, provider, *known))
    make = getattr(source, provider)
    seen: dict[str, Any] = {}
    for _ in range(POOL_SIZE):
        value = make(**arguments)
        seen.setdefault(str(value), value)
    return list(seen.values())
