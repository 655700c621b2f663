"""Compares a recipe with a schema: every table and column it names must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from sandbox.seeding.raw import parse
from sandbox.seeding.recipe import ColumnRule, Recipe, RecipeError, TableRecipe, nearest
from sandbox.seeding.schema import Column, Schema, Table, TableName

FILLABLE = ("r", "p")
"""Kinds of relation that hold rows of their own and take COPY."""


def check_recipe(recipe: Recipe, schema: Schema) -> None:
    """RecipeError for the first thing the schema does not bear out, with the nearest names."""
    for name, wanted in recipe.tables.items():
        table = find_table(schema, name)
        if wanted.per is not None:
            find_table(schema, wanted.per.table)
        for column, rule in wanted.columns.items():
            _check_rule(table, _find_column(table, column), rule)
        for row in wanted.fixed:
            _check_row(table, row)


def recipes_by_table(recipe: Recipe, schema: Schema) -> Mapping[TableName, TableRecipe]:
    """The recipe's tables under their full names."""
    return {find_table(schema, name).qualified: wanted for name, wanted in recipe.tables.items()}


def find_table(schema: Schema, name: str) -> Table:
    """The table a recipe means by `name` or `schema.name`; public wins among several."""
    matches = [table for table in _tables(schema) if name in _names(table)]
    if len(matches) > 1:
        matches = [table for table in matches if table.schema == "public"] or matches
    if len(matches) > 1:
        listed = " or ".join(f"{table.schema}.{table.name}" for table in matches)
        raise RecipeError(f"the seed recipe's table {name} is in several schemas", f"say {listed}")
    if not matches:
        known = [table.name for table in _tables(schema)]
        raise RecipeError(
            f"the seed recipe names a table that is not there: {name}", nearest(name, known)
        )
    return matches[0]


def _tables(schema: Schema) -> Iterator[Table]:
    return (table for table in schema.tables if table.kind in FILLABLE and not table.partition)


def _names(table: Table) -> tuple[str, str]:
    return (table.name, f"{table.schema}.{table.name}")


def _find_column(table: Table, name: str) -> Column:
    try:
        return table.column(name)
    except KeyError:
        known = [column.name for column in table.columns]
        raise RecipeError(
            f"the seed recipe names a column that is not there: {table.name}.{name}",
            nearest(name, known),
        ) from None


def _check_rule(table: Table, column: Column, rule: ColumnRule) -> None:
    for value in (rule.constant, *(rule.choice or ()), *(rule.between or ()), *rule.recent):
        _check_value(table, column, value)
    for name, values in rule.when.items():
        other = _find_column(table, name)
        for value in values:
            _check_value(table, other, value)
    for name in template_fields(rule.template or ""):
        if name != "row":
            _find_column(table, name)
    if rule.faker is not None:
        _check_faker(table, column, rule.faker)


def template_fields(template: str) -> tuple[str, ...]:
    """The column names a template refers to; RecipeError where its braces do not match."""
    try:
        return tuple(name for _, name, _, _ in Formatter().parse(template) if name)
    except ValueError as error:
        raise RecipeError(f"the template {template!r} is not valid: {error}") from error


def _check_faker(table: Table, column: Column, provider: str) -> None:
    from sandbox.seeding.values.pools import faker

    if provider.startswith("_") or not callable(getattr(faker(), provider, None)):
        known = [name for name in dir(faker()) if not name.startswith(("_", "seed", "add_"))]
        raise RecipeError(
            f"the recipe of {table.name}.{column.name} names no Faker provider: {provider}",
            nearest(provider, known),
        )


def _check_row(table: Table, row: Mapping[str, Any]) -> None:
    for name, value in row.items():
        _check_value(table, _find_column(table, name), value)


def _check_value(table: Table, column: Column, value: Any) -> None:
    try:
        parse(column, value)
    except ValueError as error:
        raise RecipeError(f"the seed recipe of {table.name}.{column.name}: {error}") from error
