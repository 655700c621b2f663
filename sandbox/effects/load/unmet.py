"""What a recipe asked for and the filled tables do not have: nothing of it is passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.raw import Raw, parse, text_of
from sandbox.seeding.copytext.script import identifier, literal, qualified
from sandbox.seeding.filling import TableReport
from sandbox.seeding.recipes.check import find_table, line_in
from sandbox.seeding.recipes.fields import located
from sandbox.seeding.recipes.fit import Path, Problem
from sandbox.seeding.recipes.lines import FIXED
from sandbox.seeding.recipes.model import ColumnRule, Recipe, TableRecipe
from sandbox.seeding.schemas.schema import Column, Family, ForeignKey, Schema, Table, TableName

CHANCE = 1e-5
"""A value is missed where chance alone would pass over it less often."""
_NO_EQUAL = (Family.JSON, Family.XML, Family.OTHER, Family.COMPOSITE, Family.SEARCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """values: that one row of the table has to have. said: the sentence if none has."""

    table: Table
    values: Mapping[str, Raw]
    said: str
    at: Path


def unmet(
    session: Session, recipe: Recipe, schema: Schema, reports: Sequence[TableReport]
) -> tuple[str, ...]:
    """A sentence with file and line for each fixed row, constant and choice that no row has.

    reports: what came of each table; of those without rows only what they would refer to is said.
    """
    rows = {(report.schema, report.table): report.rows for report in reports}
    missing: list[_Wish] = []
    for name, wanted in recipe.tables.items():
        table = find_table(schema, name)
        added = rows.get(table.qualified)
        if added is None or wanted.skip:
            continue
        at = ("tables", name)
        wishes = [*_fixed(table, wanted, at), *_values(table, wanted, added, at)]
        with suppress(StatementRefused):  # rows that may be written and not read
            found = _asked(session, [_there(wish.table, wish.values) for wish in wishes])
            missing += [wish for wish, there in zip(wishes, found, strict=True) if not there]
    return tuple(_sentences(session, recipe, schema, missing, rows))


def _fixed(table: Table, wanted: TableRecipe, at: Path) -> Iterator[_Wish]:
    for number, row in enumerate(wanted.fixed, 1):
        values = {
            name: parse(table.column(name), value)
            for name, value in row.items()
            if _comparable(table.column(name))
        }
        said = f"fixed row {number} of {table.name} is not among its rows as it is written"
        yield _Wish(table=table, values=values, said=said, at=(*at, FIXED, str(number)))


def _values(table: Table, wanted: TableRecipe, added: int, at: Path) -> Iterator[_Wish]:
    own = {name for row in wanted.fixed for name in row}
    for name, rule in wanted.columns.items():
        column = table.column(name)
        free = max(added, 1) - (len(wanted.fixed) if name in own else 0)
        for value, share in _shares(rule) if _comparable(column) else ():
            if rule.when or free < 1 or (1 - share * (1 - (rule.null or 0))) ** free > CHANCE:
                continue
            raw = parse(column, list(value) if isinstance(value, tuple) else value)
            yield _Wish(
                table=table,
                values={name: raw},
                said=f"no row of {table.name} has {name} {text_of(column, raw)}",
                at=(*at, "columns", name),
            )


def _shares(rule: ColumnRule) -> Iterator[tuple[object, float]]:
    """Each value that is asked for, and in what share of the rows."""
    if rule.constant is not None:
        yield rule.constant, 1.0
    elif rule.choice is not None:
        total = sum(rule.choice.values())
        yield from ((value, weight / total) for value, weight in rule.choice.items())


def _comparable(column: Column) -> bool:
    return column.family not in _NO_EQUAL and not column.array


def _there(table: Table, values: Mapping[str, Raw], columns: Sequence[str] | None = None) -> str:
    """SQL: whether a row has the values. columns: the names there, if they are others."""
    names = columns or list(values)
    tests = [
        f"{identifier(there)} = {literal(text_of(table.column(there), raw))}"
        f"::{table.column(there).declared}"
        for there, raw in zip(names, values.values(), strict=True)
    ]
    where = " AND ".join(tests) or "true"
    return f"EXISTS (SELECT FROM {qualified(table.schema, table.name)} WHERE {where})"


def _asked(session: Session, tests: Sequence[str]) -> list[bool]:
    if not tests:
        return []
    answer = session.ask(f"SELECT json_build_array({', '.join(tests)})::text")
    return [bool(one) for one in json.loads(answer)]


def _sentences(
    session: Session,
    recipe: Recipe,
    schema: Schema,
    wishes: Sequence[_Wish],
    rows: Mapping[TableName, int],
) -> Iterator[str]:
    for wish in wishes:
        reason = _no_parent(session, schema, wish)
        if reason is None and not rows[wish.table.qualified]:
            continue  # the table's own report says why
        reason = reason or "a key, a rule or a trigger of the database does not let it in"
        problem = Problem(message=f"{wish.said}: {reason}", hint=None, at=wish.at)
        yield located(recipe.file, line_in(recipe, problem), problem.message)


def _no_parent(session: Session, schema: Schema, wish: _Wish) -> str | None:
    """The row of another table that it would refer to, where there is none."""
    for key in wish.table.foreign_keys:
        if not wish.values.keys() >= set(key.columns) or key.target not in schema:
            continue
        target = schema.table(key.target)
        values = {name: wish.values[name] for name in key.columns}
        if not _asked(session, [_there(target, values, key.target_columns)])[0]:
            return _named(target, key, values)
    return None


def _named(target: Table, key: ForeignKey, values: Mapping[str, Raw]) -> str:
    pairs = zip(key.target_columns, values.values(), strict=True)
    shown = " and ".join(f"{name} {text_of(target.column(name), raw)}" for name, raw in pairs)
    return f"no row of {target.name} has {shown}"
