"""Keys that are watched while rows are made: those that no construction holds for certain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.evaluate import Evaluated, evaluated
from sandbox.seeding.checks.expression import Call, Expression, NotUnderstood, columns_of
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.checks.parse import parse_expression
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column, Family, Table, UniqueKey
from sandbox.seeding.steps.seen import Seen

Entry = tuple[Any, ...]
"""What a row has in a key; None in place of it where the key says nothing about the row."""

_EXACT = ("C", "POSIX", "C.UTF-8", "C.utf8", "ucs_basic", "default")
"""Collations in which different texts are different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One key. columns: all that it reads; names: those of the key itself.

    plain: the columns' values as they are held are the key. outside: a condition that takes a
    row out of a partial key. seen: what the rows so far have in the key.

    `seen` forgets nothing: a repetition that was forgotten would make the server refuse the whole
    copy, and all its rows be tried one by one. It takes no more than 100 MB, however many rows.
    Keys that a construction holds, nearly all of them, keep nothing.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    table_columns: Mapping[str, Column]
    parts: tuple[Evaluated, ...]
    plain: bool
    covers: Evaluated | None
    outside: Condition | None
    nulls_same: bool
    seen: Seen

    def entries(self, columns: Mapping[str, Sequence[Raw]], count: int) -> list[Entry | None]:
        """Each row's entry."""
        lists = [columns[name] for name in self.columns]
        if not lists:
            return [self.entry({})] * count
        if self.plain and self.covers is None:
            rows = zip(*lists, strict=True)
            return [None if None in row and not self.nulls_same else row for row in rows]
        return [
            self.entry(dict(zip(self.columns, row, strict=True)))
            for row in zip(*lists, strict=True)
        ]

    def entry(self, row: Mapping[str, Raw]) -> Entry | None:
        """row: raw values, at least of `columns`."""
        if self.plain and self.covers is None:
            held = tuple(row[name] for name in self.columns)
            return None if None in held and not self.nulls_same else held
        known = {name: natural(self.table_columns[name], row[name]) for name in self.columns}
        try:
            if self.covers is not None and not self.covers(known):
                return None
            entry = tuple(part(known) for part in self.parts)
        except NotUnderstood:
            return None
        return None if None in entry and not self.nulls_same else entry

    def note(self, row: Mapping[str, Raw]) -> None:
        """Takes down what a row that is there already has in the key."""
        entry = self.entry(row)
        if entry is not None:
            self.seen.add(entry)


def watched(table: Table, key: UniqueKey, names: tuple[str, ...]) -> Watched | None:
    """The key as something to watch; None where its expressions are not understood."""
    columns = {column.name: column for column in table.columns}
    try:
        parts = [_part(columns, name, part) for name, part in _parts(key)]
        predicate = parse_expression(key.predicate) if key.predicate else None
        covers = evaluated(predicate, columns) if predicate is not None else None
    except NotUnderstood:
        return None
    read = dict.fromkeys(names)
    if predicate is not None:
        read.update(dict.fromkeys(columns_of(predicate)))
    return Watched(
        names=names,
        columns=tuple(read),
        table_columns=columns,
        parts=tuple(part for part, _ in parts),
        plain=all(plain for _, plain in parts),
        covers=covers,
        outside=_outside(key.name, predicate, covers),
        nulls_same=key.nulls_not_distinct,
        seen=Seen(),
    )


def _parts(key: UniqueKey) -> Sequence[tuple[str | None, str]]:
    texts = key.parts or tuple(name or "" for name in key.columns)
    return list(zip(key.columns, texts, strict=True))


def _part(columns: Mapping[str, Column], name: str | None, text: str) -> tuple[Evaluated, bool]:
    """How a part of a key is worked out, and whether it is just a column's value."""
    if name is not None:
        return (_folded(name), False) if folds(columns[name]) else (_column(name), True)
    expression = parse_expression(text)
    found = evaluated(expression, columns)
    if any(folds(columns[used]) for used in columns_of(expression)):
        return lambda row: _lower(found(row)), False
    return found, False


def folds(column: Column) -> bool:
    """Whether texts that differ in case only may be the same to the server."""
    if column.family is not Family.TEXT or column.array:
        return False
    return column.type == "citext" or column.collation not in (None, *_EXACT)


def _column(name: str) -> Evaluated:
    return lambda row: row[name]


def _folded(name: str) -> Evaluated:
    return lambda row: _lower(row[name])


def _lower(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _outside(name: str, predicate: Expression | None, covers: Evaluated | None) -> Condition | None:
    if predicate is None or covers is None:
        return None
    known: Callable[[Mapping[str, Any]], Any] = covers
    return Condition(
        check=name,
        expression=Call("not", (predicate,)),
        columns=columns_of(predicate),
        test=lambda row: not known(row),
    )
