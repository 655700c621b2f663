"""The scenario of a busy week: what happens happens in the last week before the anchor date."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.values.moments import ANCHOR
from sandbox.seeding.values.value import Rows, Value

WEEK = 7 * DAY
SHARE = 0.85


def within_the_week(starts: Value, earliest: str | None, random: Random) -> Value:
    """Most rows begin in the anchor week, none before its parent (the column `earliest`)."""
    draw = random.random

    def drawn(rows: Rows) -> list[Raw]:
        made = starts.draw(rows)
        befores = rows.columns[earliest] if earliest is not None else [None] * rows.count
        moved = []
        for start, before in zip(made, befores, strict=True):
            low = max(before if before is not None else 0, ANCHOR - WEEK)
            moved.append(low + draw() * (ANCHOR - low) if draw() < SHARE else start)
        return moved

    return replace(starts, draw=drawn)
