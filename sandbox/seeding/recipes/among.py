"""What of a recipe looks at other columns: whether these have such values, and an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.seeding.copytext.raw import Raw, parse, text_of
from sandbox.seeding.recipes.fields import nearest
from sandbox.seeding.recipes.fit import Path, Problem, fields_of
from sandbox.seeding.recipes.forbidden import checks_of, forbidden
from sandbox.seeding.recipes.model import ColumnRule, TableRecipe
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.values.value import Limits


def impossible_values(table: Table, wanted: TableRecipe, at: Path) -> Iterator[Problem]:
    """What `recent` and `when` ask for, and no row will have."""
    columns = {column.name: column for column in table.columns}
    for name, rule in wanted.columns.items():
        if name not in columns:
            continue
        where = (*at, "columns", name)
        yield from _missing(table, columns[name], wanted, rule.recent, (*where, "recent"))
        for other, values in rule.when.items():
            if other in columns:
                yield from _missing(table, columns[other], wanted, values, (*where, "when", other))


def _missing(
    table: Table, column: Column, wanted: TableRecipe, values: Sequence[Any], at: Path
) -> Iterator[Problem]:
    known = known_values(table, column, wanted)
    if known is None or column.array:
        return
    for value in values:
        if forbidden(table, column, value) or parse(column, value) in known:  # or named already
            continue
        there = [text_of(column, one) for one in known]
        message = f"{table.name}.{column.name} is never {value!r}"
        yield Problem(message=message, hint=nearest(str(value), there), at=at)


def known_values(table: Table, column: Column, wanted: TableRecipe) -> list[Raw] | None:
    """The values that the column will have; None where that is open."""
    rule = wanted.columns.get(column.name, ColumnRule())
    own = [row[column.name] for row in wanted.fixed if column.name in row]
    allowed = checks_of(table).limits.get(column.name, Limits()).allowed
    try:
        if rule.constant is not None:
            return [parse(column, one) for one in (rule.constant, *own)]
        if rule.choice is not None:
            drawn = [value for value, weight in rule.choice.items() if weight]
            return [parse(column, one) for one in (*drawn, *own)]
        if rule.gives_value:
            return None
        if column.labels:
            return list(column.labels)
    except ValueError:  # named already
        return None
    if column.family is Family.BOOLEAN:
        return [True, False]
    return [one for one in allowed if one is not None] if allowed is not None else None


def circles(table: Table, wanted: TableRecipe, at: Path) -> Iterator[Problem]:
    """Columns that wait for each other: templates, and `when`, that lead back to themselves."""
    needs = {
        name: [one for one in (*fields_of(rule.template), *rule.when) if one in wanted.columns]
        for name, rule in wanted.columns.items()
    }
    told: set[str] = set()
    for name in needs:
        path = _way_back(name, needs)
        if path is None or name in told:
            continue
        told.update(path)
        if len(path) == 1:
            message = f"{table.name}.{name} looks at itself"
        else:
            message = f"{table.name}: {' and '.join(path)} look at each other"
        hint = "one of them has to be filled without the others"
        yield Problem(
            message=message,
            hint=hint if len(path) > 1 else "name other columns",
            at=(*at, "columns", name),
        )


def _way_back(start: str, needs: dict[str, list[str]]) -> list[str] | None:
    """The columns from one to itself, it first; None where no way leads back."""
    ways: list[list[str]] = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in needs[way[-1]]:
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None
