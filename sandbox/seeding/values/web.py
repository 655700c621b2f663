"""Sites and hosts: made from the row's company or title, always below a reserved domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values import people, text
from sandbox.seeding.values.people import DOMAINS
from sandbox.seeding.values.pools import slug
from sandbox.seeding.values.subject import subject
from sandbox.seeding.values.value import Rows, Spec, Value


def _named(spec: Spec, one: Callable[[str], str], extra: int, why: str) -> Value:
    """Made from what the row is called; from a company's name where rows have none."""
    titled = subject(spec.table) in ("thing", "product") and not spec.prefix
    source = text.name(spec) if titled else people.company(spec)
    if not source.distinct:
        source = people.company(spec)

    def draw(rows: Rows) -> list[Raw]:
        return [one(slug(called)) for called in source.draw(rows)]

    longest = (source.longest or 60) + extra
    return replace(source, why=why, draw=draw, pick=None, size=0, longest=longest)


def _domain(stem: str) -> str:
    return f"{stem}.{DOMAINS[len(stem) % 3]}"


def website(spec: Spec) -> Value:
    why = "made from the row's name, at a reserved domain"
    return _named(spec, lambda stem: f"https://{_domain(stem)}", 20, why)


def domain(spec: Spec) -> Value:
    return _named(spec, _domain, 12, "a name below a reserved domain")


def subdomain(spec: Spec) -> Value:
    return _named(spec, str, 0, "made from the row's name")
