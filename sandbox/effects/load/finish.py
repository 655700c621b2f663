"""What a filled database still needs: sequences that go on, fresh views, fresh statistics."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import qualified, sequence_settings
from sandbox.seeding.schemas.schema import Table

VIEWS = """
WITH RECURSIVE uses AS (
    SELECT DISTINCT r.ev_class AS relation, d.refobjid AS used
    FROM pg_catalog.pg_rewrite r
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass
        AND d.objid = r.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
        AND d.refobjid <> r.ev_class
), levels AS (
    SELECT c.oid AS relation, 0 AS level FROM pg_catalog.pg_class c WHERE c.relkind = 'm'
    UNION
    SELECT u.relation, l.level + 1 FROM levels l JOIN uses u ON u.used = l.relation
)
SELECT coalesce(json_agg(v.name ORDER BY v.level, v.name), '[]')
FROM (
    SELECT format('%I.%I', n.nspname, c.relname) AS name, max(l.level) AS level
    FROM levels l JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relkind = 'm'
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    GROUP BY 1
) v
"""
"""The materialised views, each after those it looks at, through other views too."""


def finish(session: Session, tables: Sequence[Table], *, analyze: bool) -> tuple[str, ...]:
    """Does it for the filled tables; what the server refused of it, in sentences."""
    return tuple(_refusals(session, tables, analyze))


def _refusals(session: Session, tables: Sequence[Table], analyze: bool) -> Iterator[str]:
    yield from _sequences(session, tables)
    for name in json.loads(session.ask(VIEWS)):
        sql = f"REFRESH MATERIALIZED VIEW {name}"
        yield from _run(session, sql, f"the view {name} was not refreshed")
    if analyze and tables:
        names = ", ".join(qualified(table.schema, table.name) for table in tables)
        yield from _run(session, f"ANALYZE {names}", "statistics were not gathered")


def _sequences(session: Session, tables: Sequence[Table]) -> Iterator[str]:
    """All at once; table by table where the server refuses some."""
    settings = sequence_settings(tables)
    if not settings:
        return
    try:
        session.run(settings)
    except StatementRefused:
        for table in tables:
            own = sequence_settings((table,))
            if own:
                yield from _run(session, own, f"the sequences of {table.name} were not moved on")


def _run(session: Session, sql: str, otherwise: str) -> Iterator[str]:
    try:
        session.run(sql)
    except StatementRefused as refusal:
        yield f"{otherwise}: {refusal.message}"
