"""What of a recipe a column cannot bear out, and how such a thing is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from sandbox.seeding.recipes.forbidden import range_problem
from sandbox.seeding.recipes.model import ColumnRule, RecipeError, TableRecipe
from sandbox.seeding.schemas.schema import Column, Family, Schema, Table

Path = tuple[str, ...]
_RANGED = (
    Family.INTEGER,
    Family.NUMERIC,
    Family.FLOAT,
    Family.DATE,
    Family.TIMESTAMP,
    Family.TIME,
    Family.INTERVAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that the schema does not bear out. at: where the recipe says it."""

    message: str
    hint: str | None
    at: Path


def unfit(table: Table, column: Column, rule: ColumnRule, at: Path) -> Iterator[Problem]:
    """What the column's type or its NOT NULL makes impossible."""
    name = f"{table.name}.{column.name}"
    if column.not_null and (rule.null or rule.when):
        message = f"{name} cannot be NULL, which the recipe wants"
        yield Problem(message=message, hint="leave out null and when", at=at)
    if rule.between is None:
        return
    if column.array or column.family not in _RANGED:
        message = f"{name} is no number, date or moment: it has no range"
        yield Problem(message=message, hint="give it a choice", at=at)
        return
    reason = range_problem(table, column, rule.between)
    if reason is not None:
        yield Problem(message=f"{name}: {reason[0]}", hint=reason[1], at=at)


def misplaced_sql(
    table: Table, name: str, wanted: TableRecipe, at: Path, schema: Schema
) -> Iterator[Problem]:
    """What the server computes as the rows land nobody can look at before."""
    column = f"{table.name}.{name}"
    for other, key in schema.referring(table.qualified):
        if name in key.target_columns:
            message = f"{column} cannot come from SQL: {other.name} refers to it"
            yield Problem(message=message, hint="give it a template or a choice", at=at)
    for other_name, rule in wanted.columns.items():
        if name in (*rule.when, *fields_of(rule.template)):
            message = f"{column} comes from SQL, which {table.name}.{other_name} cannot look at"
            yield Problem(message=message, hint="give that one by SQL, too", at=at)
    if any(name in row for row in wanted.fixed):
        message = f"{column} comes from SQL, also in the fixed rows"
        yield Problem(message=message, hint="leave it out of them", at=at)


def fields_of(template: str | None) -> tuple[str, ...]:
    """The columns that a template names; none where it is not valid."""
    try:
        return template_fields(template or "")
    except RecipeError:  # named already
        return ()


def template_fields(template: str) -> tuple[str, ...]:
    """The column names a template refers to; RecipeError where its braces do not match."""
    try:
        return tuple(name for _, name, _, _ in Formatter().parse(template) if name)
    except ValueError as error:
        raise RecipeError(f"the template {template!r} is not valid: {error}") from error
