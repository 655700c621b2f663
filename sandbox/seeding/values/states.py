"""States that rows go through: which of them have reached a given one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from sandbox.seeding.raw import DAY, Raw
from sandbox.seeding.values.moments import START
from sandbox.seeding.values.rules import words_of
from sandbox.seeding.values.value import Rows, Value
from sandbox.seeding.wordlists import listed

_ASIDE = frozenset(
    listed(
        """
        cancelled canceled void voided rejected failed returned refunded archived deleted expired
        on_hold hold draft declined lost blocked suspended inactive error withdrawn
        """
    )
)
"""States beside the way: who is in one need not have been through those listed before it."""


_FINAL = frozenset(
    listed(
        """
        delivered done completed complete closed paid cancelled canceled returned void voided
        resolved finished archived rejected declined failed refunded expired succeeded fulfilled
        withdrawn settled
        """
    )
)
_STATE_WORDS = frozenset(("status", "state", "stage"))


def unfinished(column: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The states that only young rows are in, where the others are final; else empty."""
    if _STATE_WORDS.isdisjoint(words_of(column)):
        return ()
    still = tuple(label for label in labels if "_".join(words_of(label)) not in _FINAL)
    return still if 0 < len(still) < len(labels) else ()


def youngest_first(value: Value, young: Sequence[Raw], random: Random) -> Value:
    """The same values in the same numbers, those of `young` given to the rows begun last."""
    chosen = frozenset(young)

    def draw(rows: Rows) -> list[Raw]:
        values = value.draw(rows)
        early = [v for v in values if v not in chosen]
        late = [v for v in values if v in chosen]
        # Some take longer than others: no day divides the two sharply.
        ages = [start + random.random() ** 2 * 60 * DAY for start in rows.columns[START]]
        order = sorted(range(rows.count), key=ages.__getitem__)
        made: list[Raw] = [None] * rows.count
        for place, given in zip(order, (*early, *late), strict=True):
            made[place] = given
        return made

    return replace(value, draw=draw, needs=(*value.needs, START))


def reached(column: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The states in which a moment of that name is known: `paid_on` in `paid` and what follows.

    labels: in the order they are declared. Empty where no state has the column's name.
    """
    words = words_of(column)
    stem = "_".join(words[:-1]) if words[-1:] in (["at"], ["on"], ["date"], ["time"]) else ""
    names = ["_".join(words_of(label)) for label in labels]
    if stem not in names:
        return ()
    place = names.index(stem)
    later = labels[place + 1 :] if stem not in _ASIDE else ()
    return (
        labels[place],
        *(label for label in later if "_".join(words_of(label)) not in _ASIDE),
    )
