"""What happened, as plain data, for any screen to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted:
    """A step of the plan began. key: the step's id; doing: for people."""

    key: str
    doing: str
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """One line of what a running step is doing."""

    key: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinished:
    """A step is done. seconds: wall time; note: one fact worth showing, or None."""

    key: str
    title: str
    seconds: float
    note: str | None = None
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFailed:
    """A step failed; the error follows on its own."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a person should know, in one sentence."""

    text: str


Event = StepStarted | StepProgress | StepFinished | StepFailed | Notice
Emit = Callable[[Event], None]
