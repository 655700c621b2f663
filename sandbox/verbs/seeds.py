"""`sandbox seeds`: what a recipe does to a schema, and the filling of any database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects.load.rows_there import before_filling, rows_there
from sandbox.effects.load.run import Loaded, load, look
from sandbox.effects.load.sql_problems import sql_problems
from sandbox.effects.psql_session import PsqlDatabase
from sandbox.effects.seed import SEED, recipe_of
from sandbox.events import Emit, StepFinished, StepProgress, StepStarted
from sandbox.model.settings.spec import SeedSpec
from sandbox.model.stack import LIVE
from sandbox.ports import Database, Ports, Session
from sandbox.seeding.explain import ColumnAccount, explain
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.check import find_table, line_in, problems
from sandbox.seeding.recipes.fit import Problem
from sandbox.seeding.recipes.news import News, news
from sandbox.seeding.recipes.recipe import RecipeError, parse_recipe
from sandbox.seeding.rehearsal import made_problems
from sandbox.seeding.schemas.existing import NOTHING_EXISTS, Existing
from sandbox.seeding.schemas.order import is_migration_table
from sandbox.seeding.schemas.schema import Schema, Table
from sandbox.seeding.schemas.users_rows import users_rows
from sandbox.verbs.locate import ADDRESS, find
from sandbox.verbs.observe import read_wanted
from sandbox.verbs.owner import running_container
from sandbox.verbs.production import refuse_production, settings_here
from sandbox.verbs.recipefile import recipe_text, text_in

KEY = "fill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked of `sandbox seeds`. where: an address, a sandbox's name or nothing; recipe:
    a file; scenario, rows, seed: in place of the recipe's own."""

    here: Path
    where: str | None = None
    recipe: str | None = None
    scenario: str | None = None
    rows: int | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The database that is meant, open. sandbox: whether it is a sandbox's own."""

    database: Database
    session: Session
    schema: Schema
    existing: Existing
    seed: SeedSpec
    sandbox: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """problems: with the recipe's line, where it has one. news: what the recipe leaves open.
    recipe: its file, "" where there is none."""

    problems: tuple[tuple[int | None, Problem], ...]
    news: News
    recipe: str


def fill_address(wish: Wish, ports: Ports, emit: Emit, *, force: bool) -> tuple[Loaded, float]:
    """Fills the database at an address; what came of it, and the seconds it took.

    Raises Refused for a production host, and for users' rows without `force`.
    """
    began = time.monotonic()
    if wish.where is None or not ADDRESS.match(wish.where):
        raise errors.UsageError(
            "which database? `seeds fill` wants its address",
            "one looks like postgresql://USER:PASSWORD@HOST:5432/DATABASE; a sandbox is filled "
            "by `sandbox up` and `sandbox reset`",
        )
    rules = ports.rules.load()
    with _opened(wish, ports) as found:
        if not force:
            _refuse_users_rows(found)
        recipe = recipe_of(found.seed, found.schema, rules)
        own = recipe.seed if recipe.seed is not None else SEED
        seeding = fill(
            found.schema,
            recipe,
            rows=found.seed.rows,
            seed=wish.seed if wish.seed is not None else own,
            existing=found.existing,
            rules=rules,
        )
        emit(StepStarted(key=KEY, doing="filling the database", shown=True))
        loaded = load(
            found.database,
            found.session,
            ports.catalogue,
            seeding,
            on_progress=lambda progress: emit(StepProgress(key=KEY, line=str(progress))),
        )
    seconds = time.monotonic() - began
    emit(StepFinished(key=KEY, title="database filled", seconds=seconds, note=None, shown=True))
    return loaded, seconds


def explain_seeds(wish: Wish, ports: Ports, *, table: str | None) -> list[ColumnAccount]:
    """Which rule fills each column, as if the database were filled now."""
    rules = ports.rules.load()
    with _opened(wish, ports) as found:
        recipe = recipe_of(found.seed, found.schema, rules)
        only = _asked(found.schema, table) if table is not None else None
        seeding = fill(
            found.schema,
            recipe,
            rows=found.seed.rows,
            seed=wish.seed if wish.seed is not None else recipe.seed or SEED,
            existing=found.existing,
            rules=rules,
        )
        migrated = [one for one in found.schema.tables if is_migration_table(one)]
        if found.sandbox or users_rows(found.schema, found.existing):
            empty = replace(seeding, existing=NOTHING_EXISTS)
            before, there = before_filling(found.session, found.schema, found.existing, empty)
            seeding = replace(seeding, existing=before)
        else:
            full = [one for one in found.schema.tables if one.qualified in found.existing.tables]
            there = rows_there(found.session, full)
        there = {**rows_there(found.session, migrated), **there}
        return list(explain(seeding, only, there))


def _asked(schema: Schema, name: str) -> Table:
    """The table that a person named; it is no mistake of the recipe where there is none."""
    try:
        return find_table(schema, name)
    except RecipeError as error:
        several = any(one.name == name for one in schema.tables)
        said = f"several tables are called {name}" if several else f"there is no table {name}"
        raise errors.UsageError(said, error.hint) from error


def check_seeds(wish: Wish, ports: Ports) -> Checked:
    """Every problem of the recipe with the schema at once."""
    rules = ports.rules.load()
    with _opened(wish, ports) as found:
        recipe = parse_recipe(found.seed.recipe, found.seed.file)
        said = problems(recipe, found.schema, [rule.name for rule in rules])
        said = said or [
            *sql_problems(found.session, recipe, found.schema),
            *made_problems(recipe, found.schema, NOTHING_EXISTS, rules=rules),
        ]
        return Checked(
            problems=tuple((line_in(recipe, one), one) for one in said),
            news=news(recipe, found.schema),
            recipe=recipe.file if found.seed.recipe.strip() else "",
        )


@contextmanager
def _opened(wish: Wish, ports: Ports) -> Iterator[Found]:
    by_address = wish.where is not None and ADDRESS.match(wish.where)
    database, seed = _at_address(wish, ports) if by_address else _of_sandbox(wish, ports)
    with database.session() as session:
        schema, existing = look(session, ports.catalogue)
        yield Found(
            database=database,
            session=session,
            schema=schema,
            existing=existing,
            seed=seed,
            sandbox=not by_address,
        )


def _at_address(wish: Wish, ports: Ports) -> tuple[Database, SeedSpec]:
    assert wish.where is not None
    settings = settings_here(wish.here, ports)
    refuse_production(wish.where, settings.configuration.production.hosts, ports)
    database = ports.databases.at(wish.where)
    named = settings.configuration.seed.recipe
    text, file = "", ""
    if wish.recipe is not None:
        text, file = recipe_text(wish.here, wish.recipe, ports), wish.recipe
    elif named is not None and settings.folder is not None:
        text, file = text_in(settings.folder, named, ports), named
    rows = wish.rows if wish.rows is not None else settings.configuration.seed.rows
    return database, SeedSpec(recipe=text, rows=rows, scenario=_scenario(wish, ""), file=file)


def _of_sandbox(wish: Wish, ports: Ports) -> tuple[Database, SeedSpec]:
    record = find(wish.where, wish.here, ports)
    server = running_container(record, "database", ports)
    seed = read_wanted(record, ports).spec.seed
    own = wish.recipe is None
    return PsqlDatabase(ports.engine, server, LIVE), SeedSpec(
        recipe=seed.recipe if own else recipe_text(wish.here, str(wish.recipe), ports),
        rows=wish.rows if wish.rows is not None else seed.rows,
        ours=seed.ours and own,
        file=seed.file if wish.recipe is None else wish.recipe,
        scenario=_scenario(wish, seed.scenario),
    )


def _scenario(wish: Wish, before: str) -> str:
    if wish.scenario is None:
        return before
    return "" if wish.scenario.strip().lower() == "normal" else wish.scenario


def _refuse_users_rows(found: Found) -> None:
    rows = users_rows(found.schema, found.existing)
    if not rows:
        return
    named = ", ".join(f"{name} ({count:,} rows)" for name, count in list(rows.items())[:5])
    raise errors.Refused(
        f"the database holds rows that no migration put there: {named}",
        "choose an empty, migrated database; or add --force, which fills the tables that are "
        "empty and leaves the others as they are",
        kept="Nothing was changed. Look-up tables that migrations fill (short ones, which refer to "
        "nothing else and hold no people) may have rows.",
    )
