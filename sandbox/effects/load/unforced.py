"""Row-level security that binds even the owner, lifted while his tables are filled for a start.

The rows are those of all tenants, and nobody is asking yet: `current_setting('app.tenant')` has no
answer. Only for data that nobody works with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.ports import Session
from sandbox.seeding.copytext.script import qualified

# Rows that are the user's of the server are made so that the policy lets him see them: not lifted.
_FORCED = r"""
SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(n.nspname, c.relname)), '[]')
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relrowsecurity AND c.relforcerowsecurity AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_policy p, pg_catalog.concat(
      pg_catalog.pg_get_expr(p.polqual, p.polrelid), ' ',
      pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)) AS said
    WHERE p.polrelid = c.oid AND said ~* '\m(current_user|session_user)\M'
      AND said !~ '\mcurrent_setting\M')
"""


@contextmanager
def unforced(session: Session) -> Iterator[None]:
    """session: of the tables' owner."""
    found: list[tuple[str, str]] = json.loads(session.ask(_FORCED))
    tables = [qualified(schema, name) for schema, name in found]
    for table in tables:
        session.run(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    try:
        yield
    finally:
        for table in tables:
            session.run(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
