"""What a schema is made of, and whether the server finds every constraint to hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

KINDS = ("primary", "foreign", "unique", "check", "exclusion")
"""Of constraints. `unique` counts unique indexes without a constraint too."""

_OURS = "NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"

_COUNT = f"""
SELECT kind, count(*) FROM (
    SELECT CASE c.contype WHEN 'p' THEN 'primary' WHEN 'f' THEN 'foreign' WHEN 'u' THEN 'unique'
           WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclusion' END AS kind
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname {_OURS} AND c.contype IN ('p', 'f', 'u', 'c', 'x')
    UNION ALL
    SELECT 'unique' FROM pg_index i
    JOIN pg_class r ON r.oid = i.indrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE i.indisunique AND n.nspname {_OURS}
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
) AS constraints GROUP BY kind
"""

_UNCHECK = f"""
UPDATE pg_constraint SET convalidated = false
WHERE contype IN ('f', 'c')
  AND connamespace IN (SELECT oid FROM pg_namespace WHERE nspname {_OURS})
"""

_CHECK = """
SELECT CASE WHEN c.contypid <> 0
    THEN format('ALTER DOMAIN %s VALIDATE CONSTRAINT %I', c.contypid::regtype, c.conname)
    ELSE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', c.conrelid::regclass, c.conname) END
FROM pg_constraint c WHERE NOT c.convalidated
"""


def constraints(address: str) -> Mapping[str, int]:
    """How many there are of each of KINDS."""
    with psycopg.connect(address, autocommit=True) as connection:
        found: dict[str, int] = dict(connection.execute(_COUNT.encode()).fetchall())
    return {kind: found.get(kind, 0) for kind in KINDS}


def broken(address: str) -> list[str]:
    """What the server refuses when it validates every constraint anew (the indexes are rebuilt).

    As a superuser, on a copy: the catalogue is changed so that nothing counts as validated.
    """
    refused = []
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(_UNCHECK.encode())
        for (statement,) in connection.execute(_CHECK.encode()).fetchall():
            refused += _refusal(connection, statement)
        database = sql.Identifier(connection.info.dbname).as_string(connection)
        refused += _refusal(connection, f"REINDEX DATABASE {database}")
    return refused


def _refusal(connection: psycopg.Connection[Any], statement: str) -> list[str]:
    try:
        connection.execute(statement.encode())
    except psycopg.Error as error:
        return [f"{statement}: {str(error).splitlines()[0]}"]
    return []
