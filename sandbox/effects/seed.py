"""Filling a migrated database in a container: the schema out, the rows in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.effects.load.run import load, look
from sandbox.effects.load.unforced import unforced
from sandbox.effects.psql_session import PsqlDatabase
from sandbox.model.settings.spec import SeedSpec
from sandbox.model.stack import GOLDEN
from sandbox.ports import Catalogue, Engine
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.check import check_recipe
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, Recipe, RecipeError, parse_recipe
from sandbox.seeding.recipes.scenarios import with_scenario
from sandbox.seeding.schemas.schema import Schema
from sandbox.seeding.values.named_rules import NamedRule

SEED = 1
BOOKKEEPING = ("alembic_version",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """tables: all of the app's; rows: in them, the migrations' own included.

    login: (user, password) to show; left_out: why, by table that stayed empty, with `rules` that
    the rows break, what was refused `afterwards` and what of the `recipe` did not come about.
    """

    tables: int
    rows: int
    login: tuple[str, str] | None
    left_out: dict[str, str]


def fill_database(
    engine: Engine,
    catalogue: Catalogue,
    server: str,
    seed: SeedSpec,
    *,
    rules: tuple[NamedRule, ...] = (),
    say: Callable[[str], None] = lambda line: None,
) -> Seeded:
    """Reflect, generate, load; statistics are left to the caller.

    Raises WorkFailed, UsageError (recipe).
    """
    database = PsqlDatabase(engine, server, GOLDEN)
    with database.session() as session, unforced(session):
        schema, existing = look(session, catalogue)
        recipe = recipe_of(seed, schema, rules)
        seeding = fill(
            schema,
            recipe,
            rows=seed.rows,
            seed=recipe.seed if recipe.seed is not None else SEED,
            existing=existing,
            rules=rules,
        )
        loaded = load(
            database,
            session,
            catalogue,
            seeding,
            analyze=False,
            on_progress=lambda progress: say(str(progress)),
        )
    reports = [report for report in loaded.tables if report.table not in BOOKKEEPING]
    kept = [one.rows for key, one in existing.tables.items() if key[1] not in BOOKKEEPING]
    return Seeded(
        tables=sum(1 for table in schema.tables if table.name not in BOOKKEEPING),
        rows=sum(report.rows for report in reports) + sum(kept),
        login=(recipe.login.user, recipe.login.password) if recipe.login else None,
        left_out={
            **{report.table: report.left_out for report in reports if report.left_out},
            **_named("rules", loaded.constraints.failed),
            **_named("afterwards", loaded.refused),
            **_named("recipe", loaded.unmet),
        },
    )


def _named(what: str, sentences: tuple[str, ...]) -> dict[str, str]:
    return {what: "; ".join(sentences)} if sentences else {}


def recipe_of(seed: SeedSpec, schema: Schema, rules: Sequence[NamedRule] = ()) -> Recipe:
    """A maintainer's recipe has to fit, all its scenarios too (RecipeError); one that came along
    with the tool may be for another app of the same name."""
    recipe = parse_recipe(seed.recipe, seed.file)
    try:
        check_recipe(recipe, schema, [rule.name for rule in rules])
    except RecipeError:
        if not seed.ours:
            raise
        recipe = EMPTY_RECIPE
    return with_scenario(recipe, seed.scenario)
