"""A table's CHECK constraints, read: conditions to hold, and limits of single columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sandbox.seeding.checks.evaluate import Evaluated, evaluated
from sandbox.seeding.checks.expression import (
    Expression,
    NotUnderstood,
    columns_of,
    conjuncts,
)
from sandbox.seeding.checks.limits import narrowed
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.checks.parse import parse_check, parse_expression
from sandbox.seeding.checks.rename import renamed, replaced
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Check, Column, Table
from sandbox.seeding.values.value import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that must hold in every row. NULL counts as holding, as in the server."""

    check: str
    expression: Expression
    columns: tuple[str, ...]
    test: Evaluated

    def holds(self, row: Mapping[str, Any]) -> bool:
        """row: natural values of at least the condition's columns."""
        value = self.test(row)
        return value is None or bool(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChecks:
    """unknown: (name, text) of the checks that were not understood."""

    conditions: tuple[Condition, ...]
    limits: Mapping[str, Limits]
    unknown: tuple[tuple[str, str], ...]

    def on(self, column: str) -> tuple[Condition, ...]:
        """The conditions of that column alone."""
        return tuple(c for c in self.conditions if c.columns == (column,))

    @property
    def several(self) -> tuple[Condition, ...]:
        """The conditions that compare columns."""
        return tuple(c for c in self.conditions if len(c.columns) > 1)


def read_checks(table: Table) -> TableChecks:
    """Every CHECK of the table and of its columns' domains."""
    columns = {column.name: column for column in table.columns}
    conditions: list[Condition] = []
    unknown: list[tuple[str, str]] = []
    limits: dict[str, Limits] = {}
    for check, owner in _checks(table):
        try:
            found = list(check_conditions(check, owner, columns))
        except NotUnderstood:
            unknown.append((check.name, check.expression))
            continue
        conditions.extend(found)
        for condition in found:
            for name in condition.columns:
                if len(condition.columns) == 1:
                    known = limits.get(name, Limits())
                    limits[name] = narrowed(known, condition.expression, columns[name])
    conditions.extend(_of_elements(columns))
    return TableChecks(conditions=tuple(conditions), limits=limits, unknown=tuple(unknown))


def _checks(table: Table) -> Iterator[tuple[Check, str | None]]:
    for check in table.checks:
        yield check, None
    for column in table.columns:
        for check in column.domain_checks:
            yield check, column.name


def _of_elements(columns: Mapping[str, Column]) -> Iterator[Condition]:
    """What each element of an array has to hold; what is not understood is the server's to say."""
    for name, column in columns.items():
        if column.dimensions > 1:
            continue
        element = replace(column, array=False, domain_checks=(), element_checks=())
        for check in column.element_checks:
            with suppress(NotUnderstood):
                for condition in check_conditions(check, name, {name: element}):
                    yield replace(condition, test=_each(name, element, condition.test))


def _each(name: str, element: Column, test: Evaluated) -> Evaluated:
    def run(row: Mapping[str, Any]) -> Any:
        items = row[name]
        if items is None or isinstance(items, str):
            return None
        return all(test({name: natural(element, item)}) in (None, True) for item in items)

    return run


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Expression:
    return parse_check(text)


def check_conditions(
    check: Check, owner: str | None, columns: Mapping[str, Column]
) -> Iterator[Condition]:
    """The conditions of a check. owner: the column that VALUE stands for in a domain's."""
    expression = _parsed(check.expression)
    if owner is not None:
        expression = renamed(expression, owner)
    expression = replaced(expression, _behind(expression, columns))
    for part in conjuncts(expression):
        names = columns_of(part)
        yield Condition(
            check=check.name, expression=part, columns=names, test=evaluated(part, columns)
        )


def _behind(expression: Expression, columns: Mapping[str, Column]) -> dict[str, Expression]:
    """What the generated columns of an expression are computed from."""
    named = (columns[name] for name in columns_of(expression) if name in columns)
    return {
        column.name: parse_expression(column.default)
        for column in named
        if column.generated and column.default is not None
    }


def natural_row(
    columns: Mapping[str, Column], names: tuple[str, ...], values: Mapping[str, Raw]
) -> dict[str, Any]:
    """The named columns of one row as conditions see them."""
    return {name: natural(columns[name], values[name]) for name in names}
