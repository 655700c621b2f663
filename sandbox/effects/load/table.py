"""One table: its rows copied, and tried one by one where the server refuses the copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial

from sandbox.effects.load.asked import copy_rows, without_triggers
from sandbox.effects.load.circles import load_circle
from sandbox.effects.load.groups import try_all
from sandbox.effects.load.large import all_in_force, behind_the_rows, may_wait
from sandbox.effects.load.words import is_denied, refused
from sandbox.errors import SandboxError, StatementRefused
from sandbox.ports import Catalogue, Session
from sandbox.seeding.filling import Filling, TableRows, missing, mistake
from sandbox.seeding.schemas.existing import ExistingRows, existing_from_json
from sandbox.seeding.schemas.order import Place
from sandbox.seeding.schemas.schema import Table, TableName
from sandbox.seeding.steps.step import CannotFill

OnRows = Callable[[Table, int, int], None]
"""(table, rows made so far, rows wanted)"""


@dataclass(frozen=True, slots=True)
class TableLoader:
    """Loads tables of one filling; may be called from several threads, each with its session."""

    filling: Filling
    catalogue: Catalogue
    seed: int
    superuser: bool
    on_rows: OnRows
    validated: set[TableName] = field(default_factory=set)
    """Tables whose foreign keys the server has validated behind the rows."""

    def load(self, session: Session, place: Place) -> None:
        """Settles the table in the filling, whatever the server says.

        Raises what is no refusal: a lost connection, an interruption.
        """
        if place.circle:
            load_circle(session, self.filling, place, self._watched)
        if self.filling.settled(place.table):
            return
        rows = self.filling.rows_of(place)
        if rows is None:
            return
        table = place.table
        before = self.filling.rows_before(table)
        large = self.superuser and may_wait(table, rows.plan.rows, before)
        large = large and all_in_force(session, table)
        try:
            quiet = nullcontext() if rows.plan.triggers else without_triggers(session, table)
            with quiet, behind_the_rows(session, table) if large else nullcontext():
                copy_rows(session, rows, self._watched(rows))
        except StatementRefused as refusal:
            self._try(session, place, rows, refusal)
        except SandboxError:
            raise
        except Exception as error:  # one odd table must not cost the others their rows
            self.filling.left_out(table, mistake(error), wanted=rows.wanted)
        else:
            if not rows.made and rows.lost.by_rules:
                self._try(session, place, rows, None)
            elif table.triggers:
                self._read_back(session, rows)
            else:
                self.filling.landed(rows)
            if large:
                self.validated.add(table.qualified)

    def _watched(self, rows: TableRows) -> Iterator[bytes]:
        for chunk in rows.chunks():
            yield chunk
            self.on_rows(rows.table, rows.made, rows.wanted)

    def _try(
        self, session: Session, place: Place, rows: TableRows, refusal: StatementRefused | None
    ) -> None:
        table = place.table
        wanted = min(rows.wanted, rows.plan.rows) or rows.wanted
        reason = refused(session, table, refusal) if refusal else rows.reason or ""
        if not rows.columns or (refusal is not None and is_denied(table, refusal)):
            self.filling.left_out(table, reason, wanted=wanted)
            return
        try:
            planned = partial(self.filling.plan_of, place)
            with nullcontext() if rows.plan.triggers else without_triggers(session, table):
                tried = try_all(session, planned, wanted, refusal, self.seed)
        except StatementRefused as error:  # no right to make a temporary table
            self.filling.left_out(table, f"{reason}; trying: {error.message}", wanted=wanted)
            return
        except CannotFill as error:
            self.filling.left_out(table, str(error), wanted=wanted)
            return
        if tried.refusal is not None and refusal is None:
            reason = f"{reason}; {tried.refusal.message}"
        elif tried.refusal is not None:
            reason = refused(session, table, tried.refusal)
        if not tried.landed:
            self.filling.left_out(table, reason, wanted=wanted)
            return
        lost = wanted - tried.landed
        short = missing(lost, wanted, reason) if lost > 0 else None
        there = tried.known or self._there(session, table)
        self.filling.tried(table, tried.landed, rows.wanted, there, short)

    def _read_back(self, session: Session, rows: TableRows) -> None:
        """Its triggers may have changed the rows, or kept some out."""
        there = self._there(session, rows.table)
        before = self.filling.rows_before(rows.table)
        landed = max(min((there.rows if there else 0) - before, rows.made), 0)
        short = rows.shortfall
        if landed < rows.made:
            lost = rows.wanted - landed
            short = missing(lost, rows.wanted, "its triggers kept them out")
        self.filling.tried(rows.table, landed, rows.wanted, there, short)

    def _there(self, session: Session, table: Table) -> ExistingRows | None:
        """All rows of it now."""
        answer = session.ask(self.catalogue.rows_query(self.filling.schema, table))
        return existing_from_json(json.loads(answer)).tables.get(table.qualified)
