"""Parents that belong together: a shipment goes to an address of its own customer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from operator import eq
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import ForeignKey
from sandbox.seeding.steps.references import SKEW, Uneven, index_name
from sandbox.seeding.steps.step import Step
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
    of = Uneven(parents, random)
    others = tuple(index_name(sibling) for sibling in siblings)
    draw = random.random

    def again(pool: Sequence[int], taken: Collection[Raw]) -> int:
        chosen = pool[0]
        for attempt in range(TRIES):
            pool = pool if attempt < TRIES // 2 else of.order
            chosen = pool[int(draw() * len(pool))]
            if chosen not in taken:
                break
        return chosen

    def run(rows: Rows) -> Sequence[list[Raw]]:
        if kinship is None:
            chosen, pools = of.sparse(rows.count, null), None
        else:
            pools = [kinship.groups.get(owner) or of.order for owner in kinship.owner(rows)]
            chosen = [
                None if null and draw() < null else pool[int(draw() ** SKEW * len(pool))]
                for pool in pools
            ]
        named = [rows.columns[name] for name in others]
        for offset in _clashes(chosen, named):
            pool = of.order if pools is None else pools[offset]
            chosen[offset] = again(pool, [column[offset] for column in named])
        return [chosen]

    needs = (*others, *((kinship.needs,) if kinship is not None else ()))
    why = "a parent of the same owner" if kinship is not None else "any parent but its sibling's"
    return Step(gives=(index_name(key),), needs=needs, run=run, why=why)


def _clashes(chosen: Sequence[Raw], named: Sequence[Sequence[Raw]]) -> list[int]:
    """The offsets of rows that name a parent twice."""
    alike = (compress(count(), map(eq, chosen, column)) for column in named)
    return sorted({offset for offset in chain(*alike) if chosen[offset] is not None})
