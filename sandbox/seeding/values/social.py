"""Names at other people's services: such as those services give to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values import people
from sandbox.seeding.values.undeliverable import code, counted
from sandbox.seeding.values.value import Rows, Spec, Value
from sandbox.seeding.wordlists import listed

SERVICES = frozenset(
    listed(
        """
        twitter instagram insta facebook tiktok github gitlab linkedin telegram skype snapchat
        mastodon youtube discord pinterest reddit threads bluesky twitch
        """
    )
)

NAMES = (
    *sorted(SERVICES),
    *(f"{service}_{what}" for service in (*sorted(SERVICES), "social", "x")
      for what in ("handle", "username", "user", "name", "login", "account", "nick", "id")),
)  # fmt: skip
"""The endings of columns' names that `handle` is for."""


def handle(spec: Spec) -> Value:
    """With two hyphens and one at the end: none of the services has such names."""
    source = people.username(spec)
    if not source.needs:
        return counted(spec, lambda index: f"{code(index)}--", "a name that no service gives")

    def draw(rows: Rows) -> list[Raw]:
        return [f"{str(text).replace('.', '--')}-" for text in source.draw(rows)]

    return Value(
        why="made from the person's name, with hyphens that no service allows",
        draw=draw,
        needs=source.needs,
        distinct=source.distinct,
        longest=(source.longest or 40) + 2,
    )


def taken_by_nobody(spec: Spec) -> Iterator[Value]:
    """Where the pattern has no hyphens: with `admin` in them, which the services keep back."""
    for form in ("@admin_{}", "admin_{}", "@admin{}", "admin{}"):
        yield counted(spec, partial(_formed, form), "a name that the services keep back")


def _formed(form: str, index: int) -> str:
    return form.format(code(index))
