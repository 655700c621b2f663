"""Values of a rule that a column's conditions let through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sandbox.seeding.checks.natural import ORDERED
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.steps.step import DROP
from sandbox.seeding.values.value import Rows, Spec, Value

TIMES = 60
"""So often a value is drawn again, where nothing near it will do."""
SCANNED = 100_000
"""So many values in turn are looked at for those that fit."""
PRIME = 1_000_003
NEAR = 400
"""So many steps up and down the nearest value that fits is looked for."""
_STEPS = {Family.TIMESTAMP: 900, Family.TIME: 900, Family.INTERVAL: 900}


def sieved(spec: Spec, value: Value, holds: Callable[[Raw], bool], rows: int) -> Value:
    """The rule with only such values as hold: the nearest ones, or others.

    rows: how many different ones are needed; none are counted where that is 0.
    """
    known: dict[Raw, bool] = {}
    random = spec.random("sieve")

    def fits(raw: Raw) -> bool:
        found = known.get(raw)
        if found is None:
            found = holds(raw)
            if len(known) < SCANNED:
                known[raw] = found
        return found

    nearest = _nearest(spec.column, fits)

    def draw(batch: Rows) -> list[Raw]:
        values = list(map(nearest, value.draw(batch)))
        bad = [offset for offset, raw in enumerate(values) if not fits(raw)]
        for _ in range(TIMES):
            if not bad:
                return values
            again = value.draw(_part(batch, bad, value.needs))
            for offset, raw in zip(bad, again, strict=True):
                values[offset] = raw
            bad = [offset for offset in bad if not fits(values[offset])]
        good = [raw for raw, fit in known.items() if fit]
        for offset in bad if good else ():
            values[offset] = random.choice(good)
        return values

    if value.pick is None or not rows:
        return replace(value, draw=draw, pick=None, size=0)
    pick = value.pick
    within = (raw for index in _scanned(value.size) for raw in pick([index]) if fits(raw))
    fitting = list(islice(within, 2 * rows + 50))
    return replace(
        value,
        draw=draw,
        pick=lambda indexes: [fitting[index] for index in indexes],
        size=len(fitting),
    )


def _scanned(size: int) -> Iterator[int]:
    """Of many values some from everywhere: not every n-th, which may all be odd, say."""
    if size <= SCANNED:
        return iter(range(size))
    apart = PRIME if size % PRIME else 1
    return (number * apart % size for number in range(SCANNED))


def unrepeated(value: Value) -> Value:
    """The rule with each value once, for values that cannot be counted; DROP when they run out."""
    seen: set[Raw] = set()

    def draw(batch: Rows) -> list[Raw]:
        values: list[Raw] = [DROP] * batch.count
        missing = list(range(batch.count))
        for _ in range(TIMES):
            drawn = value.draw(_part(batch, missing, value.needs))
            for offset, raw in zip(missing, drawn, strict=True):
                if raw not in seen:
                    seen.add(raw)
                    values[offset] = raw
            missing = [offset for offset in missing if values[offset] is DROP]
            if not missing:
                break
        return values

    return replace(value, draw=draw, distinct=True)


def _nearest(column: Column, fits: Callable[[Raw], bool]) -> Callable[[Raw], Raw]:
    """The value next to one that fits; itself where it does, or where none is near."""
    if column.array or column.family not in ORDERED or column.family is Family.FLOAT:
        return lambda raw: raw
    step = _STEPS.get(column.family, 1)
    found: dict[Raw, Raw] = {}

    def search(raw: Raw) -> Raw:
        for distance in range(0, NEAR * step, step):
            for near in (raw - distance, raw + distance):
                if fits(near):
                    return near
        return raw

    def nearest(raw: Raw) -> Raw:
        if raw not in found:
            found[raw] = search(raw)
        return found[raw]

    return nearest


def _part(batch: Rows, offsets: Sequence[int], needs: Sequence[str]) -> Rows:
    columns = {name: [batch.columns[name][o] for o in offsets] for name in needs}
    return Rows(first=batch.first, count=len(offsets), columns=columns)
