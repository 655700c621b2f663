"""A step: columns it gives, columns it needs first, and how it makes a batch of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.value import Rows


class CannotFill(Exception):
    """A table has to stay empty; the text is the reason, for the report."""


class _Drop:
    """Stands where no value is possible: the row is left out."""

    def __repr__(self) -> str:
        return "DROP"


DROP = _Drop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """run: a batch in, one list of its length for each name in `gives` out.

    most: as many rows can be made, where different values run out.
    """

    gives: tuple[str, ...]
    needs: tuple[str, ...] = ()
    run: Callable[[Rows], Sequence[list[Raw]]]
    why: str = ""
    most: int | None = None


def sorted_steps(steps: Iterable[Step]) -> list[Step]:
    """The steps in an order in which each finds what it needs; else CannotFill."""
    waiting, known, done = list(steps), set[str](), list[Step]()
    while waiting:
        ready = [step for step in waiting if known.issuperset(step.needs)]
        if not ready:
            names = ", ".join(step.gives[0] for step in waiting)
            raise CannotFill(f"these columns wait for each other: {names}")
        for step in ready:
            known.update(step.gives)
            done.append(step)
        waiting = [step for step in waiting if step not in ready]
    return done
