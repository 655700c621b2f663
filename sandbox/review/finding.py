"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from sandbox.model.handover.change import Change
from sandbox.model.outside.secrets import Secret

Severity = Literal["blocks", "warns", "notes"]
WEIGHT: dict[Severity, int] = {"blocks": 0, "warns": 1, "notes": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth knowing, where it is, and in the words of each who reads it.

    check: the check's id; line: from 1, 0 for the whole file; file: "" for the whole change;
    contributor: a sentence; reviewer: a paragraph; paste: a text for the assistant, or "".
    """

    check: str
    severity: Severity
    contributor: str
    reviewer: str
    paste: str = ""
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """ "app/main.py:12", or ""."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of one check. unchecked: why it could not be made, "" where it was.

    said: one fact for whoever reads the table ("12 of 12 passed").
    """

    check: str
    title: str
    findings: tuple[Finding, ...] = ()
    unchecked: str = ""
    said: str = ""

    @property
    def state(self) -> str:
        """ "ok", "found" or "could not check"."""
        if self.unchecked:
            return "could not check"
        return "found" if self.findings else "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A command that was run in the clean room. code: None where it never ended."""

    command: tuple[str, ...]
    code: int | None
    said: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What else is known of the change. before, after: texts of files, as far as checks ask.

    left_out: files too large to be handed over;
    secrets: values that open something, in what is new; tests, linter: None where none was run;
    no_room: why there was no clean room, "" where there was.
    """

    migrations: Mapping[str, str] = field(default_factory=dict)
    migration_folders: tuple[str, ...] = ()
    secrets: tuple[Secret, ...] = ()
    left_out: tuple[str, ...] = ()
    tests: Tried | None = None
    no_room: str = ""


def fenced(said: str) -> str:
    """What a program said, word for word; no fence of its own ends the one around it."""
    inside = said.replace("```", "` ` `")
    return f"```\n{inside}\n```"


class Check(Protocol):
    """id: short, for programs; title: of its line in the table."""

    id: str
    title: str

    def __call__(self, change: Change, facts: Facts) -> Checked: ...
