"""What is kept of filled tables: the columns that later tables refer to, and nothing else."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field

from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.planning.owners import looked_at
from sandbox.seeding.schemas.existing import Existing, ExistingRows
from sandbox.seeding.schemas.schema import Column, Schema, Table
from sandbox.seeding.values.moments import SPAN, START

MOST_NUMBERS = 1_000_000
MOST_OTHERS = 250_000
"""So many rows of a table are kept, whose kept columns are all numbers, or not: memory is bounded.
Those after them are never referred to."""


@dataclass(slots=True, kw_only=True)
class Kept:
    """One table's rows as others see them: each of `columns` has `len(self)` values."""

    columns: dict[str, MutableSequence[Raw]] = field(default_factory=dict)
    left_out: str | None = None

    def __len__(self) -> int:
        return max((len(values) for values in self.columns.values()), default=0)

    def add(self, columns: Mapping[str, list[Raw]]) -> None:
        """More rows; those past the most are forgotten. Columns that are not in it stay, with
        nothing for the new rows where they had something for each."""
        here, more = len(self), max(map(len, columns.values()), default=0)
        for name in self.columns.keys() - columns.keys():
            if here and len(self.columns[name]) == here:
                self.columns[name] = _joined(self.columns[name], [None] * more)
        for name, values in columns.items():
            self.columns[name] = _joined(self.columns.get(name, []), values)
        packed = all(isinstance(self.columns[name], array) for name in columns)
        most = max(here, MOST_NUMBERS if packed else MOST_OTHERS)
        if len(self) > most:
            for name in columns:
                del self.columns[name][most:]

    def forget_first(self, count: int) -> None:
        """The first rows are referred to no more, unless there are no others."""
        most = len(self)
        for values in self.columns.values() if most > count else ():
            if len(values) == most:
                del values[:count]


def _joined(here: MutableSequence[Raw], more: list[Raw]) -> MutableSequence[Raw]:
    """Whole numbers, and moments of which none is missing, as machine numbers."""
    if not here and more:
        kinds = set(map(type, more))
        if kinds == {int}:
            here = array("q")
        elif kinds == {float}:
            here = array("d")
    if isinstance(here, array):
        try:
            if here.typecode == "q" or set(map(type, more)) == {float}:
                here.fromlist(more)
                return here
        except (TypeError, OverflowError):
            pass
        here = list(here)
    here.extend(more)
    return here


def kept_columns(schema: Schema, table: Table) -> tuple[str, ...]:
    """The columns that foreign keys refer to, the rows' owners, and when rows began and ended."""
    wanted = looked_at(schema, table)
    return (*wanted, START, SPAN) if wanted else ()


def existing_keys(table: Table, existing: Existing, columns: Sequence[str]) -> Kept:
    """The keys of the rows that migrations inserted, as raw values; their start is not known."""
    return keys_of(table, existing.tables.get(table.qualified), columns)


def keys_of(table: Table, rows: ExistingRows | None, columns: Sequence[str]) -> Kept:
    """The keys of rows that the server told of, as raw values; their start is not known."""
    kept = Kept(columns={name: [] for name in columns})
    if rows is None:
        return kept
    position = {name: index for index, name in enumerate(rows.columns)}
    for name in columns:
        if name.startswith("#"):
            kept.columns[name] = [None] * len(rows.keys)
        else:
            column = table.column(name)
            kept.columns[name] = [_parsed(column, row[position[name]]) for row in rows.keys]
    return kept


def existing_values(
    table: Table, existing: Existing, names: Sequence[str]
) -> list[tuple[Raw, ...]]:
    """The values of some key columns in the rows that are there already."""
    rows = existing.tables.get(table.qualified)
    if rows is None or not set(names) <= set(rows.columns):
        return []
    kept = existing_keys(table, existing, names)
    return list(zip(*(kept.columns[name] for name in names), strict=True))


def _parsed(column: Column, text: str | None) -> Raw:
    if text is None or column.array:
        return text
    return parse(column, text)
