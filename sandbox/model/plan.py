"""A plan: the missing steps as a graph, plain data that prints as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Exactly one effect. why: its cause, for people; needs: keys of steps that come first.

    A need that is not in the plan is already met.
    """

    word: ClassVar[str] = "step"
    thing: ClassVar[str] = ""  # what it acts on
    title: ClassVar[str] = "done"  # once it is done
    doing: ClassVar[str] = "working"  # while it is being done
    shown: ClassVar[bool] = False  # whether a person wants to read of it
    why: str
    needs: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What the step acts on, as it prints; with a name where there may be several."""
        return self.thing

    @property
    def key(self) -> str:
        return f"{self.word} {self.subject}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Steps in an order that satisfies their needs."""

    steps: tuple[Step, ...] = ()
    look_again: bool = False  # whether more can only be decided once these are done

    def __bool__(self) -> bool:
        return bool(self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __str__(self) -> str:
        """One line a step: word, subject, why."""
        if not self.steps:
            return "nothing to do"
        word = max(8, *(len(step.word) for step in self.steps)) + 2
        subject = max(26, *(len(step.subject) for step in self.steps)) + 2
        return "\n".join(
            f"{step.word:<{word}}{step.subject:<{subject}}{step.why}" for step in self.steps
        )
