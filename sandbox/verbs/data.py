"""`sandbox data`: a look at the data, which changes nothing unless asked to."""

from __future__ import annotations

from pathlib import Path

from sandbox import errors
from sandbox.effects import psql
from sandbox.model.lastwords import tail
from sandbox.model.sqlrows import (
    TABLES,
    Rows,
    is_query,
    parse_plain,
    parse_typed,
    plain_script,
    typed_script,
    whole_table,
)
from sandbox.model.stack import APP_ROLE, LIVE, POSTGRES_USER, READER_ROLE
from sandbox.ports import Ports
from sandbox.verbs.locate import BY_OPTION, find
from sandbox.verbs.owner import running_container


def data(name: str | None, sql: str | None, here: Path, ports: Ports, *, write: bool) -> Rows:
    """The answer to `sql`, or how many rows each table has. Raises Refused for a write."""
    server = running_container(find(name, here, ports, way=BY_OPTION), "database", ports)
    text = TABLES if sql is None else whole_table(sql)
    typed = is_query(text)
    # Its own role without a right to write: no statement can talk its way around that.
    role = APP_ROLE if write else READER_ROLE
    result = ports.engine.execute(
        server,
        (*psql.PSQL, "-U", role, "-d", LIVE),
        user=POSTGRES_USER,
        stdin=[(typed_script(text) if typed else plain_script(text)).encode()],
    )
    if result.code:
        raise _failure(result.errors, write=write)
    return parse_typed(result.output) if typed else parse_plain(result.output)


def _failure(said: str, *, write: bool) -> errors.SandboxError:
    reason = tail(said, 6).replace("ERROR:  ", "")
    if not write and ("permission denied" in said or "read-only transaction" in said):
        return errors.Refused(
            "that would change the data", "add --write if you want that", detail=reason
        )
    return errors.UsageError(
        f"the database did not understand: {reason}", "check the SQL", detail=said
    )
