"""Parents that belong together: a shipment goes to an address of its own customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import ForeignKey
from sandbox.seeding.steps.references import SKEW, index_name
from sandbox.seeding.steps.step import Step
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.value import Rows

TRIES = 6
"""So often another parent is drawn where two keys of a row would name the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """What a parent has to agree with: an owner both have in common.

    needs: the column to read first. owner: the owner's key for each row of a batch. groups:
    parents by their owner's key.
    """

    needs: str
    owner: Callable[[Rows], Sequence[Raw]]
    groups: Mapping[Raw, Sequence[int]]


def akin(
    key: ForeignKey,
    parents: Sequence[int],
    null: float,
    kinship: Kinship | None,
    siblings: Sequence[ForeignKey],
    random: Random,
) -> Step:
    """A parent of the same owner where there is one, else any; not the one a sibling key names."""
    size = len(parents)
    shuffle = Shuffle(size, random)
    order = [parents[i] for i in shuffle.whole()]
    others = tuple(index_name(sibling) for sibling in siblings)
    draw = random.random

    def one(choices: Sequence[int], named: Sequence[Raw]) -> Raw:
        chosen = choices[int(draw() ** SKEW * len(choices))]
        for attempt in range(TRIES):
            if chosen not in named:
                break
            pool = choices if attempt < TRIES // 2 else order
            chosen = pool[int(draw() * len(pool))]
        return chosen

    def run(rows: Rows) -> Sequence[list[Raw]]:
        owners = kinship.owner(rows) if kinship is not None else (None,) * rows.count
        groups = kinship.groups if kinship is not None else {}
        if not others:
            pools = [groups.get(owner) or order for owner in owners]
            return [
                [
                    None if null and draw() < null else pool[int(draw() ** SKEW * len(pool))]
                    for pool in pools
                ]
            ]
        named = list(zip(*(rows.columns[n] for n in others), strict=True)) or [()] * rows.count
        return [
            [
                None if null and draw() < null else one(groups.get(owner) or order, taken)
                for owner, taken in zip(owners, named, strict=True)
            ]
        ]

    needs = (*others, *((kinship.needs,) if kinship is not None else ()))
    why = "a parent of the same owner" if kinship is not None else "any parent but its sibling's"
    return Step(gives=(index_name(key),), needs=needs, run=run, why=why)
