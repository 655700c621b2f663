"""Values of `sandbox.toml` that are of the right kind and yet cannot be, and why, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sandbox.model.outside.egress import wrong_entry
from sandbox.model.outside.production import number_of, wrong_pattern

if TYPE_CHECKING:
    from sandbox.model.settings.configuration import Configuration

VARIABLE = re.compile(r"[^=\s\x00]+")
# Lower-case folders, then a tag or a digest; a registry's host may have a port.
IMAGE = re.compile(r"([\w.-]+(:\d+)?/)?[a-z0-9._/-]+(:[\w.-]{1,128})?(@[a-z0-9]+:[a-f0-9]+)?")
# As the gateway compares and as a policy may hold them: a scheme, a name, perhaps a port.
ORIGIN = re.compile(r"(https?|wss?)://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
NOT_TEXT = "\x00"
KINDS = {
    "string": "text, in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": 'a list, such as ["one", "two"]',
    "dict": "a section of its own",
    "dataclass": "a section of its own",
}


def impossible(config: Configuration) -> Iterator[tuple[tuple[str, ...], str]]:
    """(the key's path, what is wrong with its value) of each."""
    for name, value in config.env.items():
        if not VARIABLE.fullmatch(name):
            yield ("env", name), "no variable can have this name"
        if NOT_TEXT in value:
            yield ("env", name), "it has a character that no variable can hold (NUL)"
    for name, value in config.mail.variables.items():
        if not VARIABLE.fullmatch(name) or NOT_TEXT in value:
            yield ("mail", "variables", name), "no variable can have this name or value"
    for origin in config.browser.allow:
        if not ORIGIN.fullmatch(origin):
            yield (
                ("browser", "allow"),
                f"{origin[:60]!r} is no origin: write it as https://tiles.example.com",
            )
    if not VARIABLE.fullmatch(config.database.url_variable):
        yield ("database", "url_variable"), "no variable can have this name"
    if config.app.health is not None and not re.fullmatch(r"/[!-~]*", config.app.health):
        yield ("app", "health"), "it has to be a path such as /health, without blanks"
    for section, key, place in (
        ("app", "dockerfile", config.app.dockerfile),
        ("seed", "recipe", config.seed.recipe),
    ):
        if place is not None and (not place or place.startswith("/") or ".." in place.split("/")):
            yield (section, key), "it has to be the path of a file in the app's repository"
    for section, key, words in (
        ("app", "command", config.app.command),
        ("database", "migrate", config.database.migrate),
    ):
        if words and (not words[0] or NOT_TEXT in "".join(words)):
            yield (section, key), 'it has to be a command, such as ["python", "server.py"]'
    if wrong := next(filter(None, map(wrong_pattern, config.production.hosts)), None):
        yield ("production", "hosts"), wrong
    for section, entries in (("egress", config.egress.allow), ("build", config.build.allow)):
        if wrong := wrong_entry(entries, config.production.hosts):
            yield (section, "allow"), wrong
    if config.egress.resolver is not None and number_of(config.egress.resolver) is None:
        yield ("egress", "resolver"), "it has to be the address of a name server"
    if not IMAGE.fullmatch(config.database.image):
        yield ("database", "image"), "no image can have this name"
    for name, mirror in config.images.items():
        if not IMAGE.fullmatch(mirror):
            yield ("images", name), f"no image can have the name {mirror!r}"


def in_words(kind: str, context: Mapping[str, Any], otherwise: str) -> str:
    """What pydantic found, as a person says it."""
    if kind == "greater_than_equal":
        return f"it has to be at least {context['ge']:.12g}"
    if kind == "less_than_equal":
        return f"it has to be at most {context['le']:.12g}"
    wanted = KINDS.get(kind.split("_")[0])
    return f"it has to be {wanted}" if wanted else otherwise
