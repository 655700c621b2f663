"""Circles whose keys the server looks at in the end only: the first table refers to rows to come.

What these rows will be is found by making them once beforehand: each column's values come from a
stream of its own, so that the same rows are made again when their turn comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.recipes.model import TableRecipe
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.order import Place, can_be_null
from sandbox.seeding.schemas.schema import ForeignKey, TableName
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.table import Lost, batches

Rehearse = Callable[[Place, Mapping[TableName, Kept]], tuple[TablePlan, Kept]]
"""A place's plan under what is kept of the tables before it, and what is kept of its own so far."""


def without_settled(
    place: Place, existing: Existing, recipes: Mapping[TableName, TableRecipe]
) -> Place:
    """The place without keys of its circle that lead to rows which are there and get no more."""
    cut = tuple(
        key
        for key in place.cut
        if can_be_null(place.table, key)
        or key.target not in existing.tables
        or not (key.target in recipes and recipes[key.target].skip)
    )
    if len(cut) == len(place.cut):
        return place
    strict = any(not can_be_null(place.table, key) for key in cut)
    return replace(place, cut=cut, circle=place.circle if strict else ())


def promising(place: Place) -> tuple[ForeignKey, ...]:
    """The keys of a place that need rows of tables to come."""
    if not place.circle:
        return ()
    return tuple(key for key in place.cut if not can_be_null(place.table, key))


def promised(
    place: Place,
    others: Sequence[Place],
    kept: Mapping[TableName, Kept],
    rehearse: Rehearse,
) -> tuple[Place, Mapping[TableName, Kept], Kept]:
    """The place without the keys that are promised, what is kept with the promised rows, and
    what the others took for the place's own rows.

    others: the rest of the circle, in order.
    """
    keys = promising(place)
    table = place.table
    bare = replace(table, foreign_keys=tuple(k for k in table.foreign_keys if k not in keys))
    loose = tuple(key for key in place.cut if key not in keys)
    known = dict(kept)
    for one in (Place(table=bare, cut=loose), *others):
        known[one.table.qualified] = _made(one, known, rehearse)
    promises = {key.target: known[key.target] for key in keys}
    return (
        Place(table=table, cut=loose, promised=keys),
        {**kept, **promises},
        known[table.qualified],
    )


def _made(place: Place, kept: Mapping[TableName, Kept], rehearse: Rehearse) -> Kept:
    try:
        plan, own = rehearse(place, kept)
    except CannotFill as reason:
        return Kept(left_out=str(reason))
    for _ in batches(plan, own, Lost()):
        pass
    return own
