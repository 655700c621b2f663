"""Compares a recipe with a schema: every table and column it names must be there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sandbox.seeding.recipes.among import circles, impossible_values
from sandbox.seeding.recipes.fields import located
from sandbox.seeding.recipes.fit import Path, Problem, misplaced_sql, template_fields, unfit
from sandbox.seeding.recipes.forbidden import forbidden
from sandbox.seeding.recipes.lines import FIXED, line_of
from sandbox.seeding.recipes.model import ColumnRule, TableRecipe
from sandbox.seeding.recipes.passwords import LENGTHS
from sandbox.seeding.recipes.recipe import Recipe, RecipeError, nearest
from sandbox.seeding.recipes.renamed import renamed
from sandbox.seeding.recipes.rows import fixed_problems, per_problem, unique_problems
from sandbox.seeding.schemas.schema import Column, Schema, Table, TableName

FILLABLE = ("r", "p")
"""Kinds of relation that hold rows of their own and take COPY."""


def check_recipe(recipe: Recipe, schema: Schema, rules: Collection[str] = ()) -> None:
    """RecipeError for what the schema does not bear out, with the nearest names.

    rules: names of the rules that installed packages bring.
    """
    found = problems(recipe, schema, rules)
    if not found:
        return
    said = [located(recipe.file, line_in(recipe, one), one.message) for one in found]
    more = len(found) - 1
    message = said[0] + (f" (and {more} more: `sandbox seeds check` lists them)" if more else "")
    raise RecipeError(message, found[0].hint, detail="\n".join(said) if more else None)


def line_in(recipe: Recipe, problem: Problem) -> int | None:
    """The line of the recipe that the problem is about, where that is known."""
    return line_of(recipe.text, problem.at, recipe.own_scenario)


def problems(recipe: Recipe, schema: Schema, rules: Collection[str] = ()) -> list[Problem]:
    """Everything that the schema does not bear out, in the recipe's order."""
    found = list(_locales(recipe.locales, ()))
    found += _tables_of(recipe.tables, ("tables",), schema, rules)
    for name, scenario in recipe.scenarios.items():
        found += _tables_of(scenario.tables, ("scenarios", name, "tables"), schema, rules)
    return found


def _tables_of(
    tables: Mapping[str, TableRecipe], at: Path, schema: Schema, rules: Collection[str]
) -> Iterator[Problem]:
    for name, wanted in tables.items():
        table = _found(schema, name, (*at, name))
        if isinstance(table, Problem):
            yield replace(table, hint=renamed(schema, name, wanted, tables) or table.hint)
            continue
        yield from _table(table, wanted, (*at, name), schema, rules)


def _table(
    table: Table, wanted: TableRecipe, at: Path, schema: Schema, rules: Collection[str]
) -> Iterator[Problem]:
    yield from _locales(wanted.locales, at)
    if wanted.per is not None:
        parent = _found(schema, wanted.per.table, (*at, "per"))
        found = parent if isinstance(parent, Problem) else None
        found = found or per_problem(schema, table, parent, (*at, "per"))  # type: ignore[arg-type]
        if found is not None:
            yield found
    for name, rule in wanted.columns.items():
        where = (*at, "columns", name)
        column = _column(table, name, where, wanted.columns)
        if isinstance(column, Problem):
            yield column
            continue
        yield from _rule(table, column, rule, where, rules)
        if rule.sql is not None:
            yield from misplaced_sql(table, name, wanted, where, schema)
        yield from unique_problems(table, column, rule, wanted, where)
    for number, row in enumerate(wanted.fixed, 1):
        for name in row:
            column = _column(table, name, (*at, FIXED, str(number)), row)
            if isinstance(column, Problem):
                yield column
    yield from fixed_problems(table, wanted, at)
    yield from impossible_values(table, wanted, at)
    yield from circles(table, wanted, at)


def recipes_by_table(recipe: Recipe, schema: Schema) -> Mapping[TableName, TableRecipe]:
    """The recipe's tables under their full names, as the scenario in force wants them."""
    from sandbox.seeding.recipes.scenarios import for_tables

    said = {find_table(schema, name).qualified: wanted for name, wanted in recipe.tables.items()}
    return for_tables(recipe.scenario, said, schema)


def find_table(schema: Schema, name: str) -> Table:
    """The table a recipe means by `name` or `schema.name`; public wins among several."""
    found = _found(schema, name, ())
    if isinstance(found, Problem):
        raise RecipeError(found.message, found.hint)
    return found


def _found(schema: Schema, name: str, at: Path) -> Table | Problem:
    tables = [one for one in schema.tables if one.kind in FILLABLE and not one.partition]
    matches = [one for one in tables if name in (one.name, f"{one.schema}.{one.name}")]
    if len(matches) > 1:
        matches = [table for table in matches if table.schema == "public"] or matches
    if len(matches) > 1:
        listed = " or ".join(f"{table.schema}.{table.name}" for table in matches)
        message = f"the table {name} is in several schemas"
        return Problem(message=message, hint=f"say {listed}", at=at)
    if not matches:
        message = f"there is no table {name}"
        return Problem(message=message, hint=nearest(name, [one.name for one in tables]), at=at)
    return matches[0]


def _column(table: Table, name: str, at: Path, named: Collection[str] = ()) -> Column | Problem:
    """named: columns of which the recipe knows: the missing one is not likely one of them."""
    try:
        return table.column(name)
    except KeyError:
        known = [column.name for column in table.columns if column.name not in named]
        message = f"there is no column {table.name}.{name}"
        return Problem(message=message, hint=nearest(name, known), at=at)


def _rule(
    table: Table, column: Column, rule: ColumnRule, at: Path, rules: Collection[str]
) -> Iterator[Problem]:
    said = (rule.constant, *(rule.choice or ()), *(rule.between or ()), *rule.recent)
    yield from _valued(table, column.name, said, at)
    for name, values in rule.when.items():
        yield from _valued(table, name, values, (*at, "when", name))
    yield from unfit(table, column, rule, at)
    try:
        for name in template_fields(rule.template or ""):
            found = _column(table, name, at) if name != "row" else None
            if isinstance(found, Problem):
                yield found
    except RecipeError as error:
        yield Problem(message=error.message, hint=error.hint, at=at)
    yield from _locales(rule.locales, at)
    if rule.faker is not None:
        from sandbox.seeding.recipes.faker import faker_problems

        yield from faker_problems(table, column, rule, at)
    if rule.rule is not None and rule.rule not in rules:
        message = f"no installed package brings a rule {rule.rule}"
        hint = nearest(rule.rule, list(rules)) if rules else "install the package that brings it"
        yield Problem(message=message, hint=hint, at=at)
    if rule.gives_value and column.generated:
        message = f"{table.name}.{column.name} is computed by the database itself"
        yield Problem(message=message, hint="leave it out", at=at)
    length = LENGTHS[rule.password.hash] if rule.password else 0
    if rule.password and column.length is not None and column.length < length:
        message = (
            f"{table.name}.{column.name} holds {column.length} characters, "
            f"the hash of {rule.password.hash} has {length}"
        )
        yield Problem(message=message, hint="the app uses another hash", at=at)


def _valued(table: Table, name: str, values: Sequence[Any], at: Path) -> Iterator[Problem]:
    column = _column(table, name, at)
    if isinstance(column, Problem):
        yield column
        return
    for value in values:
        reason = forbidden(table, column, value) if value is not None else None
        if reason is not None:
            yield Problem(message=f"{table.name}.{name}: {reason[0]}", hint=reason[1], at=at)


def _locales(said: Mapping[str, float], at: Path) -> Iterator[Problem]:
    if not said:
        return
    from sandbox.seeding.values.provided import locales

    for name in said:
        if name not in locales():
            hint = nearest(name, sorted(locales()))
            yield Problem(message=f"there is no locale {name}", hint=hint, at=(*at, "locales"))
