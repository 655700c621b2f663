"""Circles of references, closed once every table has its rows.

A key that had to stay NULL while its table was filled, since its parents came later, gets them in
an UPDATE: a department's head is one of its own staff.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandbox.seeding.checks.conditions import read_checks
from sandbox.seeding.context import Context
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.copytext.script import identifier, qualified
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.key_names import key_names
from sandbox.seeding.schemas.order import Place
from sandbox.seeding.schemas.schema import Column, ForeignKey, Table, TableName
from sandbox.seeding.streams import stream
from sandbox.seeding.values.value import Rows

OPEN = 0.1
"""The share of rows whose key stays NULL."""
STAGE = "seeding_closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """New values of some columns in rows that are there. by: the columns that tell the rows.

    rows: both kinds of columns. In SQL: prepare, the rows to `copy`, then apply.
    """

    table: Table
    by: tuple[Column, ...]
    sets: tuple[Column, ...]
    rows: Rows

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.by, *self.sets)

    @property
    def prepare(self) -> str:
        name = qualified(self.table.schema, self.table.name)
        return f"CREATE TEMP TABLE {STAGE} AS SELECT {self._listed()} FROM {name} WITH NO DATA"

    @property
    def copy(self) -> str:
        return f"COPY {STAGE} ({self._listed()}) FROM stdin"

    @property
    def apply(self) -> str:
        sets = ", ".join(f"{identifier(c.name)} = made.{identifier(c.name)}" for c in self.sets)
        same = " AND ".join(
            f"there.{identifier(c.name)} = made.{identifier(c.name)}" for c in self.by
        )
        name = qualified(self.table.schema, self.table.name)
        return f"UPDATE {name} AS there SET {sets} FROM {STAGE} AS made WHERE {same}"

    @property
    def tidy(self) -> str:
        return f"DROP TABLE IF EXISTS pg_temp.{STAGE}"

    def _listed(self) -> str:
        return ", ".join(identifier(column.name) for column in self.columns)


def closings(context: Context, places: Sequence[Place]) -> Iterator[Closing]:
    """What closes the circles; nothing for keys that a check binds to other columns."""
    for place in places:
        for key in place.cut:
            made = _closing(context, place.table, key)
            if made is not None and made.rows.count:
                yield made


def _closing(context: Context, table: Table, key: ForeignKey) -> Closing | None:
    own, parents = context.kept.get(table.qualified), context.kept.get(key.target)
    by = _telling(context, table)
    sets = _loose(table, key)
    if not own or not parents or by is None or not sets:
        return None
    bound = [name for name in key.columns if name not in sets]
    if not {*by, *bound} <= set(own.columns) or not set(key.target_columns) <= set(parents.columns):
        return None
    checks = read_checks(table)
    if checks.unknown or any(not set(sets).isdisjoint(c.columns) for c in checks.several):
        return None
    chosen = _chosen(context, table, key, bound, own, parents)
    rows = Rows(first=0, count=len(chosen))
    for name in by:
        rows.columns[name] = [own.columns[name][at] for at, _ in chosen]
    for name in sets:
        values = parents.columns[key.target_columns[key.columns.index(name)]]
        rows.columns[name] = [values[parent] for _, parent in chosen]
    columns = {column.name: column for column in table.columns}
    return Closing(
        table=table,
        by=tuple(columns[name] for name in by),
        sets=tuple(columns[name] for name in sets),
        rows=rows,
    )


def _telling(context: Context, table: Table) -> tuple[str, ...] | None:
    """Columns that are kept, and unique: those that others refer to."""
    for _, key in context.schema.referring(table.qualified):
        if all(table.column(name).not_null for name in key.target_columns):
            return key.target_columns
    return None


def _loose(table: Table, key: ForeignKey) -> tuple[str, ...]:
    """The columns of the key that were left NULL: no other key has them."""
    others = {name for k in table.foreign_keys if k.name != key.name for name in k.columns}
    return tuple(n for n in key.columns if not table.column(n).not_null and n not in others)


def _chosen(
    context: Context,
    table: Table,
    key: ForeignKey,
    bound: Sequence[str],
    own: Kept,
    parents: Kept,
) -> list[tuple[int, int]]:
    """(row of the table, its parent): one that refers to the row where there are such."""
    random = stream(context.seed, *table.qualified, *key.columns, "closing")
    there = context.existing.tables.get(table.qualified)
    first = len(there.keys) if there is not None else 0
    back = _back(context, table, key.target)
    mine: dict[tuple[Raw, ...], list[int]] = {}
    if back is not None:
        names = [name for name in back.columns if name in parents.columns]
        if len(names) == len(back.columns):
            for index, values in enumerate(_tuples(parents, back.columns)):
                mine.setdefault(values, []).append(index)
    targets = [key.target_columns[key.columns.index(name)] for name in bound]
    agreeing: dict[tuple[Raw, ...], list[int]] = {}
    for index, values in enumerate(_tuples(parents, targets)):
        agreeing.setdefault(values, []).append(index)
    once = any(set(key_names(table, k)) <= set(key.columns) for k in table.keys)
    used: set[int] = set()
    chosen = []
    own_keys = _tuples(own, back.target_columns) if back is not None and mine else None
    for at, wanted in enumerate(_tuples(own, bound)):
        if at < first or random.random() < OPEN:
            continue
        fitting = agreeing.get(wanted, [])
        if own_keys is not None:
            fitting = [i for i in mine.get(own_keys[at], []) if not bound or i in fitting]
        parent = _one(fitting, used if once else set(), random.random())
        if parent is not None:
            used.add(parent)
            chosen.append((at, parent))
    return chosen


def _one(choices: Sequence[int], used: set[int], draw: float) -> int | None:
    start = int(draw * len(choices))
    for step in range(len(choices)):
        parent = choices[(start + step) % len(choices)]
        if parent not in used:
            return parent
    return None


def _back(context: Context, table: Table, target: TableName) -> ForeignKey | None:
    """The key by which the parents refer back to the table."""
    if target not in context.schema:
        return None
    for key in context.schema.table(target).foreign_keys:
        if key.target == table.qualified:
            return key
    return None


def _tuples(kept: Kept, names: Sequence[str]) -> list[tuple[Raw, ...]]:
    if not names:
        return [()] * len(kept)
    return list(zip(*(kept.columns[name] for name in names), strict=True))
