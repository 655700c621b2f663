"""What a recipe asks of the load itself: columns by SQL, triggers that do not run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from sandbox.ports import Session
from sandbox.seeding.copytext.script import identifier, insert_defaults, literal, qualified
from sandbox.seeding.filling import TableRows
from sandbox.seeding.recipes.computed import copy_to_stage, from_stage, stage
from sandbox.seeding.schemas.schema import Table


def copy_rows(session: Session, rows: TableRows, chunks: Iterable[bytes]) -> None:
    """Copies the rows; where columns are computed, by way of a temporary table. Rows of nothing
    but what the database itself gives are no text that could be copied."""
    computed = rows.plan.computed
    if not rows.columns:
        for _ in chunks:
            pass
        session.run(insert_defaults(rows.table, rows.made))
        return
    if not computed:
        session.copy(rows.statement, chunks)
        return
    for sql in stage(rows.table, rows.columns, computed):
        session.run(sql)
    session.copy(copy_to_stage(rows.columns), chunks)
    for sql in from_stage(rows.table, rows.columns, computed):
        session.run(sql)


@contextmanager
def without_triggers(session: Session, table: Table) -> Iterator[None]:
    """The table's own triggers do not run within, and are as they were afterwards: all of it is
    one transaction. Raises StatementRefused, and keeps nothing."""
    name = qualified(table.schema, table.name)
    found = json.loads(session.ask(_TRIGGERS.format(table=literal(name))))
    session.run("BEGIN")
    try:
        for trigger, _ in found:
            session.run(f"ALTER TABLE {name} DISABLE TRIGGER {identifier(trigger)}")
        yield
        session.run("SET CONSTRAINTS ALL IMMEDIATE")  # what is deferred would hinder the ALTER
        for trigger, state in found:
            how = "ENABLE ALWAYS" if state == "A" else "ENABLE"
            session.run(f"ALTER TABLE {name} {how} TRIGGER {identifier(trigger)}")
        session.run("COMMIT")
    except BaseException:
        with suppress(Exception):
            session.run("ROLLBACK")
        raise


_TRIGGERS = (
    "SELECT coalesce(json_agg(json_build_array(tgname, tgenabled) ORDER BY tgname), '[]')::text "
    "FROM pg_catalog.pg_trigger WHERE tgrelid = {table}::regclass AND NOT tgisinternal "
    "AND tgenabled IN ('O', 'A')"
)
