"""States that rows go through: which of them have reached a given one."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.values.rules import words_of
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
