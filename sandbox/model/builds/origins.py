"""Where an image is from: only what a registry gave, or what we made in its place, is built on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.model.outside.production import number_of

# What compose/images makes where no registry answers.
_OURS = re.compile(r"(docker\.io/)?(library/)?(debian|python|postgres)(:[\w.-]+)?")
OUR_LABEL = "sandbox.base"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseImage:
    """An image of this machine. fetched: whether a registry has it, as far as the engine knows;
    triggers: the lines of a Dockerfile (ONBUILD) that run in whatever is built on it.
    """

    fetched: bool
    labels: Mapping[str, str] = field(default_factory=dict)
    triggers: tuple[str, ...] = ()


def is_anybodys(image: str, found: BaseImage) -> bool:
    """Whether it was only ever made here: there may be anything of somebody's in it.

    An image inherits the labels of what it is built on, so ours are known by their names too.
    """
    ours = OUR_LABEL in found.labels and _OURS.fullmatch(image)
    return not found.fetched and not ours


def registry_of(image: str) -> str:
    """Its host; "" for Docker's usual one."""
    first, slash, _ = image.partition("/")
    named = slash and (re.search(r"[.:]", first) or first.lower() != first or first == "localhost")
    return re.sub(r":\d*$", "", first) if named else ""


def leads_inside(numbers: Iterable[str], machine: Sequence[str]) -> bool:
    """Whether any of the addresses that a name leads to is private, or this machine's own."""
    found = ((one, number_of(one)) for one in numbers)
    return any(
        text in machine or number is None or not number.is_global or number.is_multicast
        for text, number in found
    )
