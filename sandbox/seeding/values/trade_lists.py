"""The lists of `records.py`, by what a table's rows are and what a column is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sandbox.seeding.values.records import RECORDS


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list of records."""

    of: str
    texts: Sequence[str]


def _read(text: str) -> dict[tuple[str, str], ListColumn]:
    found: dict[tuple[str, str], ListColumn] = {}
    for block in text.strip().split("\n\n"):
        head, *lines = block.splitlines()
        nouns, _, columns = head.partition(":")
        records = [line.split("|") for line in lines]
        for place, names in enumerate(columns.split("|")):
            texts = tuple(record[place].strip() for record in records)
            for what in nouns.split():
                for name in names.split():
                    found[what, name] = ListColumn(nouns.split()[0], texts)
    return found


COLUMNS: Mapping[tuple[str, str], ListColumn] = _read(RECORDS)


def length_of(what: str) -> int:
    """How many rows the longest list for such rows has; 1 where there is none."""
    return max((len(c.texts) for (noun, _), c in COLUMNS.items() if noun == what), default=1)
