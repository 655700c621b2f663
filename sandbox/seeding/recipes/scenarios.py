"""Other data for a purpose: what `--scenario NAME` makes of a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sandbox.seeding.recipes.model import Recipe, RecipeError, ScenarioRecipe, TableRecipe
from sandbox.seeding.recipes.recipe import BUILT_IN, nearest
from sandbox.seeding.schemas.schema import Schema, Table, TableName
from sandbox.seeding.values.subject import is_look_up

NORMAL = "normal"
"""The name of the data without a scenario."""
EMPTY, BUSY_WEEK, AWKWARD = BUILT_IN
ABOUT: Mapping[str, str] = {
    NORMAL: "the usual data",
    EMPTY: "only look-up tables and the people to log in as: the first day",
    BUSY_WEEK: "three times the rows, most of them within the last week",
    AWKWARD: "long names, emoji, right-to-left texts, HTML, zero and huge amounts, late things, "
    "people who look like duplicates",
}
BUSY = 3
"""A busy week has so many times the rows."""


def scenario_names(recipe: Recipe) -> Mapping[str, str]:
    """Every scenario that can be asked for, with what it is for."""
    own = {name: one.about or "the app's own" for name, one in recipe.scenarios.items()}
    return {**ABOUT, **own}


def plain_name(name: str) -> str:
    """As it is compared: `One busy week` is `busy-week`."""
    return "-".join(name.lower().replace("_", " ").replace("-", " ").split()).removeprefix("one-")


def find_scenario(recipe: Recipe, name: str) -> str:
    """The scenario's name as it is written; RecipeError lists those there are."""
    known = scenario_names(recipe)
    for one in known:
        if plain_name(one) == plain_name(name):
            return one
    close = nearest(name, list(known))
    listed = "; ".join(f"{one} ({about})" for one, about in known.items())
    hint = f"{close} " if close.startswith("did you") else ""
    raise RecipeError(f"there is no scenario {name}", f"{hint}there are: {listed}")


def with_scenario(recipe: Recipe, name: str) -> Recipe:
    """The recipe as the scenario wants it; "" is none. RecipeError for an unknown one."""
    if not name:
        return recipe
    name = find_scenario(recipe, name)
    own = recipe.scenarios.get(name, ScenarioRecipe())
    kind = own.like or (name if name in BUILT_IN else "")
    tables = dict(recipe.tables)
    for table, wanted in own.tables.items():
        tables[table] = _over(tables.get(table, TableRecipe()), wanted)
    return replace(
        recipe,
        rows=own.rows if own.rows is not None else recipe.rows,
        tables=tables,
        scenario=kind,
        own_scenario=name,
    )


def _over(below: TableRecipe, above: TableRecipe) -> TableRecipe:
    """What the scenario says of a table, and the rest from the recipe."""
    counted = above.rows is not None or above.per is not None or above.skip is not None
    counts = above if counted else below
    return TableRecipe(
        rows=counts.rows,
        per=counts.per,
        skip=counts.skip,
        fixed=() if above.skip else above.fixed or below.fixed,
        triggers=above.triggers if above.triggers is not None else below.triggers,
        locales=above.locales or below.locales,
        columns={**below.columns, **above.columns},
    )


def for_tables(
    scenario: str, recipes: Mapping[TableName, TableRecipe], schema: Schema
) -> Mapping[TableName, TableRecipe]:
    """What the built-in scenario makes of each table's recipe."""
    if scenario not in (EMPTY, BUSY_WEEK):
        return recipes
    made = dict(recipes)
    for table in schema.tables:
        recipe = recipes.get(table.qualified, TableRecipe())
        changed = _emptied(table, recipe) if scenario == EMPTY else _busier(table, recipe)
        if changed is not recipe:
            made[table.qualified] = changed
    return made


def _emptied(table: Table, recipe: TableRecipe) -> TableRecipe:
    if recipe.fixed:
        return replace(recipe, rows=None, per=None)
    if is_look_up(table.name) and not refers_to_others(table):
        return recipe
    return replace(recipe, rows=None, per=None, skip=True)


def _busier(table: Table, recipe: TableRecipe) -> TableRecipe:
    if recipe.rows is None or not refers_to_others(table):
        return recipe
    return replace(recipe, rows=recipe.rows * BUSY)


def refers_to_others(table: Table) -> bool:
    """Whether its rows hang on another table's: they are what happens, not what there is."""
    return any(key.target != table.qualified for key in table.foreign_keys)
