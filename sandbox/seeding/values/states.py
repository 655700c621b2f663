"""States that rows go through: which of them have reached a given one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.values.local_choices import in_english
from sandbox.seeding.values.moments import START
from sandbox.seeding.values.naming import words_of
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
_LASTING = frozenset(("active", "enabled", "published", "available", "online"))


def is_state(column: str) -> bool:
    """Whether a column of that name says how far its row has come."""
    return not _STATE_WORDS.isdisjoint(words_of(column))


def _names(labels: Sequence[str]) -> list[str]:
    return ["_".join(words_of(in_english(label))) for label in labels]


def weights_of(labels: Sequence[str]) -> list[float]:
    """How often each state is: most rows are through or in use, few are beside the way."""
    names = _names(labels)
    usual = [1 / (place + 2) for place in range(len(names))]
    final = _final(names)
    through = [name in _LASTING or (name in final and name not in _ASIDE) for name in names]
    if not any(through):
        return usual
    return [
        (3 if ends else 0.3 if name in _ASIDE else 1) * weight
        for ends, name, weight in zip(through, names, usual, strict=True)
    ]


def _final(names: Sequence[str]) -> frozenset[str]:
    """The states that are an end; to be paid is none where goods have to be delivered as well."""
    goods = not {"delivered", "fulfilled", "completed"}.isdisjoint(names)
    return _FINAL - {"paid"} if goods else _FINAL


def unfinished(column: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The states that only young rows are in, where the others are final; else empty."""
    if not is_state(column):
        return ()
    names = _names(labels)
    if not _LASTING.isdisjoint(names):
        return ()
    final = _final(names)
    still = tuple(label for label, name in zip(labels, names, strict=True) if name not in final)
    return still if 0 < len(still) < len(labels) else ()


def youngest_first(value: Value, young: Sequence[Raw], random: Random, total: int) -> Value:
    """The same values in the same numbers, those of `young` given to the rows begun last.

    total: rows of the table; where they are made in several batches, the last ones get them.
    """
    chosen = frozenset(young)

    def draw(rows: Rows) -> list[Raw]:
        values = value.draw(rows)
        early = [v for v in values if v not in chosen]
        late = [v for v in values if v in chosen]
        if total > rows.count and early and late:
            wanted = _share_at_the_end(rows, total, len(late) / rows.count)
            late = random.choices(late, k=wanted)
            early = random.choices(early, k=rows.count - wanted)
        # Some take longer than others: no day divides the two sharply.
        ages = [start + random.random() ** 2 * 60 * DAY for start in rows.columns[START]]
        order = sorted(range(rows.count), key=ages.__getitem__)
        made: list[Raw] = [None] * rows.count
        for place, given in zip(order, (*early, *late), strict=True):
            made[place] = given
        return made

    return replace(value, draw=draw, needs=(*value.needs, START))


def _share_at_the_end(rows: Rows, total: int, share: float) -> int:
    """How many of a batch's rows are young, where rows begin one after the other."""
    window = min(share * 1.5, 1.0) * total
    inside = min(max(rows.first + rows.count - (total - window), 0), rows.count)
    return min(round(inside * share * total / window), rows.count)


def stem(moment: str) -> str:
    """`paid` of `paid_at`; empty where the name does not end like a moment's."""
    words = words_of(moment)
    return "_".join(words[:-1]) if words[-1:] in (["at"], ["on"], ["date"], ["time"]) else ""


def flag_stem(flag: str) -> str:
    """`paid` of `is_paid`."""
    words = words_of(flag)
    return "_".join(words[1:] if words[0] in ("is", "has", "was") else words)


def reached(column: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The states in which a moment of that name is known: `paid_on` in `paid` and what follows.

    labels: in the order they are declared. Empty where no state has the column's name.
    """
    found = stem(column)
    names = _names(labels)
    if found not in names:
        return ()
    place = names.index(found)
    later = labels[place + 1 :] if found not in _ASIDE else ()
    return (
        labels[place],
        *(label for label, name in zip(later, _names(later), strict=True) if name not in _ASIDE),
    )
