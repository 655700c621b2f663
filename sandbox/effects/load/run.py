"""The whole load of one database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.effects.load.circles import close_circles
from sandbox.effects.load.crew import Crew
from sandbox.effects.load.finish import finish
from sandbox.effects.load.large import is_superuser
from sandbox.effects.load.progress import Meter, OnProgress
from sandbox.effects.load.table import TableLoader
from sandbox.effects.load.there import rows_there
from sandbox.effects.load.unmet import unmet
from sandbox.effects.load.verify import Constraints, verify
from sandbox.ports import Catalogue, Database, Session
from sandbox.seeding.copytext.script import SETTINGS
from sandbox.seeding.fill import Seeding
from sandbox.seeding.filling import TableReport
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.schema import Schema, Table, schema_from_catalog

WORKERS = 2
"""Sessions at once: making the rows is one core's work, taking them another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """tables: what came of each, in the order of filling. refused: what else the server refused:
    a view's refresh, say. unmet: what the recipe asked for and did not come about, with the line.
    """

    seeding: Seeding
    tables: tuple[TableReport, ...]
    refused: tuple[str, ...]
    unmet: tuple[str, ...]
    constraints: Constraints

    @property
    def schema(self) -> Schema:
        return self.seeding.schema

    @property
    def existing(self) -> Existing:
        """The rows that were there before."""
        return self.seeding.existing

    @property
    def rows(self) -> int:
        """In all tables, without those that were there before."""
        return sum(report.rows for report in self.tables)


def look(session: Session, catalogue: Catalogue) -> tuple[Schema, Existing]:
    """The schema, and the rows that are there already."""
    prepare(session)
    schema = schema_from_catalog(json.loads(session.ask(catalogue.schema_query())))
    return schema, rows_there(session, catalogue, schema)


def load(
    database: Database,
    session: Session,
    catalogue: Catalogue,
    seeding: Seeding,
    *,
    workers: int = WORKERS,
    analyze: bool = True,
    on_progress: OnProgress = lambda progress: None,
) -> Loaded:
    """Loads all of it; what the server refuses is in the reports.

    session: one that is open already; others are opened where tables can be loaded at once.
    analyze: whether statistics are gathered at the end. on_progress: called from any thread; what
    it raises stops the load.
    Raises WorkFailed where the connection is lost: tables that are loaded by then stay.
    """
    prepare(session)
    filling = seeding.filling()
    meter = Meter(filling.expected(), on_progress)

    def on_rows(table: Table, made: int, wanted: int) -> None:
        crew.check()
        meter.count(table, made, wanted)

    loader = TableLoader(filling, catalogue, seeding.seed, is_superuser(session), on_rows)
    crew = Crew(filling, loader.load)
    crew.work(_Prepared(database), session, workers)
    open_circles = close_circles(session, filling)
    filled = [seeding.schema.table((r.schema, r.table)) for r in filling.reports if r.rows]
    return Loaded(
        seeding=seeding,
        tables=filling.reports,
        refused=(*open_circles, *finish(session, filled, analyze=analyze)),
        unmet=unmet(session, seeding.recipe, seeding.schema, filling.reports),
        constraints=verify(session, filled, loader.validated),
    )


def prepare(session: Session) -> None:
    """Rows mean the same in every session."""
    each = (f"set_config('{name}', '{value}', false)" for name, value in SETTINGS.items())
    session.ask(f"SELECT {', '.join(each)}")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Sessions in which rows mean the same."""

    database: Database

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.database.session() as session:
            prepare(session)
            yield session
