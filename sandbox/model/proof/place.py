"""A container to look into: how its files are asked for, and how what they say is judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.model.proof.probes import Answer, Asker, Control, Question, Rule, words
from sandbox.model.stack import ContainerSpec

LONG, SHORT = "65536", "64"  # bytes of a file
FIRST = "/proc/1"
PRIVATE = (f"{FIRST}/root", f"{FIRST}/environ", f"{FIRST}/mountinfo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Asker):
    """A container to look into. spec: as wanted; image: names of variables that its image brings.

    proc: of the process to look at, the container's first; root: its root folder, as seen from
    beside; homes: folders where secrets of a person would be.
    """

    origin: str
    spec: ContainerSpec
    image: frozenset[str]
    homes: tuple[str, ...]
    proc: str = FIRST
    root: str = f"{FIRST}/root"

    def file(self, *paths: str, limit: str = LONG) -> Question:
        """The first of the files that there is."""
        return ("read", limit, *(f"{self.root}{path}" for path in paths))

    def process(self, name: str) -> Question:
        """A file about the process."""
        return ("read", LONG, f"{self.proc}/{name}")

    @property
    def reads(self) -> Control:
        """Shows that files are read."""
        return Control(question=self.file("/etc/hosts"), open=lambda one: "localhost" in one.text)

    @property
    def sees(self) -> Control:
        """Shows that what is there is seen."""
        return Control(question=("exists", f"{self.root}/etc/hosts"), open=words("found"))


def text_rule(
    expected: str, met: Callable[[str], bool], door: str, tells: Callable[[str], str]
) -> Rule:
    """About what a file says. door: what it would say where a door is open."""
    return Rule(
        expected=expected,
        met=lambda one: one.word == "value" and met(one.text),
        door=Answer(word="value", detail=door.encode().hex()),
        tells=lambda one: tells(one.text) if one.word == "value" else f"unreadable: {one.word}",
    )


def field(text: str, name: str) -> str:
    """A field of /proc/PID/status, "" where there is none."""
    found = re.search(rf"^{name}:\s*(.*)$", text, re.M)
    return found[1].strip() if found else ""


def listed(found: list[str]) -> str:
    if not found:
        return "none"
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return f"FOUND {', '.join(found[:3])}{more}"


def is_private(question: Question) -> bool:
    """Whether only the process's own user may see it."""
    return any(word.startswith(PRIVATE) for word in question)
