"""`sandbox data grow`: more rows for one table of a running sandbox."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects.load.run import load, look
from sandbox.effects.psql_session import PsqlDatabase
from sandbox.effects.seed import recipe_of
from sandbox.events import Emit, StepFinished, StepProgress, StepStarted
from sandbox.model.stack import LIVE
from sandbox.ports import Ports
from sandbox.seeding.fill import fill
from sandbox.seeding.filling import TableReport
from sandbox.seeding.grow import empty_parents, grown_along, growth, growth_seed, left_behind
from sandbox.seeding.outcome import TAKEN
from sandbox.seeding.recipes.check import find_table
from sandbox.seeding.schemas.schema import Table, TableName
from sandbox.verbs.locate import BY_OPTION, find
from sandbox.verbs.observe import read_wanted
from sandbox.verbs.owner import running_container

KEY = "grow"
IN_USE = "every combination is in use, and that is fine"
PATIENCE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """added: rows; rows: in the table now; short: why fewer were added than asked for, or None.
    along: rows that other tables got with them; left: tables that refer to them and got none."""

    name: str
    schema: str
    table: str
    added: int
    rows: int
    short: str | None
    along: dict[str, int]
    left: tuple[str, ...]
    seconds: float


def grow(
    name: str | None,
    table_name: str,
    count: int,
    here: Path,
    ports: Ports,
    emit: Emit,
    *,
    alone: bool = False,
) -> Grown:
    """Adds `count` rows, and to the tables that the recipe counts by them what belongs to these;
    every rule of the database holds, references lead to rows that are there.

    alone: to no other table. Raises WorkFailed where not one could be added.
    """
    began = time.monotonic()
    record = find(name, here, ports, way=BY_OPTION)
    server = running_container(record, "database", ports)
    with ports.locks.hold(record.name, seconds=PATIENCE, doing="`sandbox data grow`"):
        seed = read_wanted(record, ports).spec.seed
        rules = ports.rules.load()
        database = PsqlDatabase(ports.engine, server, LIVE)
        with database.session() as session:
            schema, existing = look(session, ports.catalogue)
            table = find_table(schema, table_name)
            recipe = recipe_of(seed, schema, rules)
            _refuse_without_parents(table, empty_parents(existing, table))
            known = existing.tables.get(table.qualified)
            before = known.rows if known is not None else 0
            along = () if alone else grown_along(recipe, schema, table)
            grown = [one.qualified for one in (table, *along)]
            seeding = fill(
                schema,
                growth(recipe, schema, table, count, existing, along),
                rows=None,
                seed=growth_seed(recipe.seed, before),
                existing=replace(existing, past=frozenset(grown)),
                rules=rules,
            )
            title = f"{table.name} grown"
            emit(StepStarted(key=KEY, doing=f"adding rows to {table.name}", shown=True))
            loaded = load(
                database,
                session,
                ports.catalogue,
                seeding,
                on_progress=lambda progress: emit(StepProgress(key=KEY, line=str(progress))),
            )
        reports = {(r.schema, r.table): r for r in loaded.tables}
        report = reports[table.qualified]
        if not report.rows and count:
            raise _nothing_added(table, report.left_out)
        seconds = time.monotonic() - began
        emit(StepFinished(key=KEY, title=title, seconds=seconds, note=None, shown=True))
        ports.registry.note(record.name, "data grow", f"{table.name}: {report.rows}")
    return Grown(
        name=record.name,
        schema=table.schema,
        table=table.name,
        added=report.rows,
        rows=before + report.rows,
        short=_short(reports[name] for name in grown),
        along={_shown(name): reports[name].rows for name in grown[1:]},
        left=tuple(map(_shown, left_behind(schema, (table, *along)))),
        seconds=seconds,
    )


def _shown(name: TableName) -> str:
    schema, table = name
    return table if schema == "public" else f"{schema}.{table}"


def _short(reports: Iterable[TableReport]) -> str | None:
    """Why tables got fewer rows than they should, the first by itself."""
    said = [(one.table, one.left_out) for one in reports]
    reasons = [
        f"{name} did not grow: {IN_USE}"
        if TAKEN in reason
        else reason
        if not number
        else f"{name}: {reason}"
        for number, (name, reason) in enumerate(said)
        if reason
    ]
    return "; ".join(reasons) or None


def _refuse_without_parents(table: Table, empty: tuple[TableName, ...]) -> None:
    names = [name if schema == table.schema else f"{schema}.{name}" for schema, name in empty]
    if names:
        said, has = " and ".join(names), "has" if len(names) == 1 else "have"
        first = ", then ".join(f"`sandbox data grow {name} 20`" for name in names)
        raise errors.WorkFailed(
            f"{table.name} refers to {said}, which {has} no rows",
            f"add rows to {said} first: {first}",
            kept="The data is as it was.",
        )


def _nothing_added(table: Table, reason: str | None) -> errors.WorkFailed:
    return errors.WorkFailed(
        f"no row could be added to {table.name}: {reason or 'there is no room for one'}",
        "`sandbox data` lists the tables with their rows",
        kept="The data is as it was.",
    )
