"""`sandbox data`: a look at the data, which changes nothing unless asked to."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from sandbox import errors
from sandbox.effects import psql
from sandbox.model.data.sqlrows import (
    FIRST_ROWS,
    TABLES,
    Rows,
    is_query,
    names_a_table,
    parse_plain,
    parse_typed,
    plain_script,
    typed_script,
    whole_table,
)
from sandbox.model.data.sqltext import is_more_than_sql
from sandbox.model.facts import ExecResult
from sandbox.model.lastwords import tail
from sandbox.model.stack import APP_ROLE, LIVE, PLAIN_USER, READER_ROLE
from sandbox.ports import Ports
from sandbox.verbs.locate import BY_OPTION, find
from sandbox.verbs.owner import running_container

MOST_NAMED = 20


def data(name: str | None, sql: str | None, here: Path, ports: Ports, *, write: bool) -> Rows:
    """The answer to `sql`, or how many rows each table has.

    Raises Refused for a write, UsageError for what is no SQL, or more than that.
    """
    if sql is not None:
        _refuse_more_than_sql(sql)
    server = running_container(find(name, here, ports, way=BY_OPTION), "database", ports)
    # Its own role without a right to write: no statement can talk its way around that.
    role = APP_ROLE if write else READER_ROLE

    def ask(text: str) -> ExecResult:
        typed = is_query(text)
        return ports.engine.execute(
            server,
            (*psql.PSQL, "-U", role, "-d", LIVE),
            user=PLAIN_USER,
            stdin=[(typed_script(text) if typed else plain_script(text)).encode()],
        )

    text = TABLES if sql is None else whole_table(sql)
    result = ask(text)
    if result.code:
        if sql is not None and names_a_table(sql) and "does not exist" in result.errors:
            raise _no_such_table(sql.strip(), parse_typed(ask(TABLES).output))
        raise _failure(result.errors, write=write)
    if not is_query(text):
        return parse_plain(result.output)
    rows = parse_typed(result.output)
    if sql is not None and names_a_table(sql) and len(rows.rows) == FIRST_ROWS:
        counted = parse_typed(ask(f"select count(*) from {sql.strip()}").output)
        rows = replace(rows, total=int(str(counted.rows[0][0])))
    return rows


def _refuse_more_than_sql(sql: str) -> None:
    """What is no SQL at all, or more than that. Raises UsageError."""
    if not sql.strip(" \t\r\n;"):
        raise errors.UsageError(
            "there is no SQL in what you typed", "`sandbox data` alone lists all tables"
        )
    if is_more_than_sql(sql):
        raise errors.UsageError(
            "a backslash outside of quotes is no SQL: psql's own commands are not taken here",
            "say it in SQL; `sandbox data` lists the tables, `sandbox data TABLE` shows one",
        )


def _no_such_table(name: str, tables: Rows) -> errors.UsageError:
    known = [str(t) if s == "public" else f"{s}.{t}" for s, t, _ in tables.rows]
    close = get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    listed = ", ".join([*close, *(one for one in known if one not in close)][:MOST_NAMED])
    more = ", …" if len(known) > MOST_NAMED else ""
    return errors.UsageError(
        f"there is no table {name}",
        f"there are: {listed}{more}" if known else "the database has no tables yet",
    )


def _failure(said: str, *, write: bool) -> errors.SandboxError:
    reason = tail(said, 6).replace("ERROR:  ", "")
    if not write and ("permission denied" in said or "read-only transaction" in said):
        return errors.Refused(
            "that would change the data",
            'if you want that, type --write behind it: `sandbox data "update …" --write`',
            detail=reason,
        )
    return errors.UsageError(
        f"the database did not understand: {reason}", "check the SQL", detail=said
    )
