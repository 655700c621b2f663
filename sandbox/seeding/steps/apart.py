"""Keeps the watched keys of a batch: a row that would repeat one is changed, or else left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sandbox.seeding.checks.repair import Mender
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.steps.watch import Entry, Watched
from sandbox.seeding.values.value import Rows

TRIES = 40
"""So many other values are tried before a row is left out."""


def repeated(
    keys: Sequence[Watched], mender: Mender, rows: Rows, dropped: Collection[int]
) -> Mapping[int, Watched]:
    """Offsets of rows that repeat a key whatever is tried, with that key.

    Rows that could be changed are changed in place. What stays counts as seen.
    """
    lost: dict[int, Watched] = {}
    made = [key.entries(rows.columns, rows.count) for key in keys]
    for offset, entries in enumerate(zip(*made, strict=True)):
        if offset in dropped:
            continue
        stays: Sequence[Entry | None] | None = entries
        hit = _hit(keys, entries)
        if hit is not None:
            stays = _changed(keys, hit, mender, rows, offset)
            if stays is None:
                lost[offset] = hit
                continue
        for key, entry in zip(keys, stays or (), strict=True):
            if entry is not None:
                key.seen.add(entry)
    return lost


def _hit(keys: Sequence[Watched], entries: Sequence[Entry | None]) -> Watched | None:
    for key, entry in zip(keys, entries, strict=True):
        if entry is not None and entry in key.seen:
            return key
    return None


def _changed(
    keys: Sequence[Watched], hit: Watched, mender: Mender, rows: Rows, offset: int
) -> Sequence[Entry | None] | None:
    """The row's entries after the first change with which it repeats no key; None if none is."""
    row = {name: values[offset] for name, values in rows.columns.items() if name[0] != "#"}
    for given in _changes(hit, mender, row, rows):
        change = mender.completed(given, row)
        if change is None or not mender.pinned_at(rows, offset).isdisjoint(change):
            continue
        tried = {**row, **change}
        entries = [key.entry(tried) for key in keys]
        if _hit(keys, entries) is None and mender.fits(change, row):
            for name, value in change.items():
                rows.columns[name][offset] = value
            return entries
    return None


def _changes(
    hit: Watched, mender: Mender, row: Mapping[str, Raw], rows: Rows
) -> Iterator[Mapping[str, Raw]]:
    """Out of the key's predicate first, then other values for the key's columns."""
    if hit.outside is not None:
        yield from mender.changes_for(hit.outside, row, rows)
    free = [name for name in hit.names if name in mender.changeable]
    for attempt in range(TRIES if free else 0):
        name = free[attempt % len(free)]
        yield {name: mender.another(name, rows)}
