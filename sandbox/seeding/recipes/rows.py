"""What of a table's recipe its keys cannot bear: rows that repeat, rows that nobody can count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.seeding.checks.expression import NotUnderstood
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.copytext.raw import Raw, parse, text_of
from sandbox.seeding.recipes.fit import Path, Problem
from sandbox.seeding.recipes.forbidden import checks_of, forbidden, of_type
from sandbox.seeding.recipes.lines import FIXED
from sandbox.seeding.recipes.model import ColumnRule, TableRecipe
from sandbox.seeding.schemas.schema import Column, Family, Schema, Table, TableName, UniqueKey


def fixed_problems(table: Table, wanted: TableRecipe, at: Path) -> Iterator[Problem]:
    """Values that cannot be, rows that repeat a key or break a rule of several columns."""
    columns = {column.name: column for column in table.columns}
    sound: list[tuple[int, Mapping[str, Raw]]] = []
    for number, row in enumerate(wanted.fixed, 1):
        where = (*at, FIXED, str(number))
        found = [
            problem
            for name, value in row.items()
            if name in columns
            for problem in _value(table, columns[name], value, where)
        ]
        yield from found
        if not found:
            known = {name: parse(columns[name], row[name]) for name in row if name in columns}
            yield from _of_several(table, columns, known, where)
            sound.append((number, known))
    for key in table.keys:
        yield from _repeated(table, key, sound, at)


def _value(table: Table, column: Column, value: Any, at: Path) -> Iterator[Problem]:
    name = f"{table.name}.{column.name}"
    if column.generated:
        message = f"{name} is computed by the database itself"
        yield Problem(message=message, hint="leave it out", at=at)
        return
    reason = forbidden(table, column, value)
    if reason is not None:
        yield Problem(message=f"{name}: {reason[0]}", hint=reason[1], at=at)


def _of_several(
    table: Table, columns: Mapping[str, Column], row: Mapping[str, Raw], at: Path
) -> Iterator[Problem]:
    for condition in checks_of(table).several:
        if not row.keys() >= set(condition.columns):
            continue
        try:
            seen = {name: natural(columns[name], row[name]) for name in condition.columns}
            broken = not condition.holds(seen)
        except (NotUnderstood, ValueError, TypeError, ArithmeticError):
            continue
        if broken:
            named = " and ".join(condition.columns)
            message = f"{table.name}: the row's {named} break the rule {condition.check}"
            yield Problem(message=message, hint=None, at=at)


def _repeated(
    table: Table, key: UniqueKey, rows: list[tuple[int, Mapping[str, Raw]]], at: Path
) -> Iterator[Problem]:
    names = [name for name in key.columns if name is not None]
    if key.predicate is not None or len(names) < len(key.columns):
        return
    seen: dict[tuple[Raw, ...], int] = {}
    for number, row in rows:
        if not row.keys() >= set(names):
            continue
        value = tuple(row[name] for name in names)
        if value in seen:
            shown = ", ".join(f"{name} {text_of(table.column(name), row[name])}" for name in names)
            message = f"{table.name}: fixed rows {seen[value]} and {number} have the same {shown}"
            hint = f"{' and '.join(names)} {'has' if len(names) == 1 else 'have'} to differ"
            yield Problem(message=message, hint=hint, at=(*at, FIXED, str(number)))
        seen.setdefault(value, number)


def unique_problems(
    table: Table, column: Column, rule: ColumnRule, wanted: TableRecipe, at: Path
) -> Iterator[Problem]:
    """Too few different values for a column in which none may come twice."""
    alone = [key for key in table.keys if key.columns == (column.name,) and not key.predicate]
    count = _different(column, rule)
    if not alone or count is None:
        return
    own = sum(1 for row in wanted.fixed if column.name in row)
    rows = wanted.rows - own if wanted.rows is not None else None
    if count >= (rows if rows is not None else 2 if count == 1 and not wanted.skip else 0):
        return
    name = f"{table.name}.{column.name}"
    few = "one value is" if count == 1 else f"{count:,} values are"
    many = f"{rows:,} rows" if rows is not None else "all rows"
    yield Problem(
        message=f"{name} has to differ from row to row: {few} not enough for {many}",
        hint="leave it out, or give it a template"
        + (f' such as "{column.name} {{row}}"' if column.family is Family.TEXT else ""),
        at=at,
    )


def _different(column: Column, rule: ColumnRule) -> int | None:
    """How many different values a rule can give; None where that is open."""
    if rule.constant is not None or rule.password is not None:
        return 1
    if rule.choice is not None:
        return sum(1 for weight in rule.choice.values() if weight)
    if rule.between is None or of_type(column, rule.between[0]) or of_type(column, rule.between[1]):
        return None
    low, high = (parse(column, bound) for bound in rule.between)
    return int(high) - int(low) + 1 if isinstance(low, int) and isinstance(high, int) else None


def per_problem(schema: Schema, table: Table, parent: Table, at: Path) -> Problem | None:
    """Rows cannot be counted by the table itself or by one that is filled after it."""
    if parent.qualified == table.qualified:
        message = f"{table.name} cannot count its rows by itself"
        return Problem(message=message, hint="say rows = 100", at=at)
    if table.qualified in _behind(schema, parent.qualified):
        message = (
            f"{table.name} cannot have rows for each of {parent.name}: "
            f"{parent.name} needs rows of {table.name}, so it is filled later"
        )
        hint = f'say it of {parent.name}: per = {{ table = "{table.name}", mean = … }}'
        return Problem(message=message, hint=hint, at=at)
    return None


def _behind(schema: Schema, start: TableName) -> frozenset[TableName]:
    """The tables that a table has to refer to, in one step or many."""
    found: set[TableName] = set()
    unseen = [start]
    while unseen:
        name = unseen.pop()
        for key in schema.table(name).foreign_keys if name in schema else ():
            needed = all(schema.table(name).column(one).not_null for one in key.columns)
            if needed and key.target not in found:
                found.add(key.target)
                unseen.append(key.target)
    return frozenset(found)
