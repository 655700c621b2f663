"""Several tables in one statement: each row is there when the server looks at the keys behind it.

So even circles land whose keys can neither be NULL nor wait for the end of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sandbox.ports import Session
from sandbox.seeding.copytext.script import copy_statement, identifier, qualified
from sandbox.seeding.filling import TableRows
from sandbox.seeding.planning.promise import promising
from sandbox.seeding.recipes.computed import copy_to_stage, from_stage, stage
from sandbox.seeding.schemas.order import Place

ORDER = "seeding#"
"""The column that keeps the rows' order; no app's table has one of that name."""


def can_wait(members: Sequence[Place]) -> bool:
    """Whether the server looks at the keys that close a circle in the end only."""
    return all(key.deferrable for place in members for key in promising(place))


def put_aside(session: Session, n: int, rows: TableRows, chunks: Iterable[bytes]) -> None:
    """The rows of the `n`-th table wait in a temporary one."""
    for sql in _stage(n, rows):
        session.run(sql)
    aside = replace(rows.table, schema="pg_temp", name=f"seeding_circle_{n}")
    computed = rows.plan.computed
    if not computed:
        session.copy(copy_statement(aside, rows.columns), chunks)
        return
    for sql in stage(rows.table, rows.columns, computed):
        session.run(sql)
    session.copy(copy_to_stage(rows.columns), chunks)
    for sql in from_stage(aside, rows.columns, computed):
        session.run(sql)


def bring_in(session: Session, waiting: Sequence[TableRows]) -> None:
    """Raises StatementRefused: then none of them is there."""
    if not waiting:
        return
    parts = (f"m{n} AS ({_insert(n, rows)})" for n, rows in enumerate(waiting))
    session.run(f"WITH {', '.join(parts)} SELECT 1")
    for n, _ in enumerate(waiting):
        session.run(f"DROP TABLE {_name(n)}")


def _name(n: int) -> str:
    return f"pg_temp.seeding_circle_{n}"


def _stage(n: int, rows: TableRows) -> Iterator[str]:
    table, given = rows.table, {column.name for column in rows.columns}
    like = f"LIKE {qualified(table.schema, table.name)} INCLUDING GENERATED"
    order = f"{identifier(ORDER)} bigserial"
    yield f"DROP TABLE IF EXISTS {_name(n)}"
    yield f"CREATE TEMPORARY TABLE seeding_circle_{n} ({like}, {order})"
    for column in table.columns:
        if column.not_null and column.name not in given:
            yield f"ALTER TABLE {_name(n)} ALTER {identifier(column.name)} DROP NOT NULL"


def _insert(n: int, rows: TableRows) -> str:
    """Into the table, from where its rows wait."""
    names = [*(column.name for column in rows.columns), *rows.plan.computed]
    listed = ", ".join(map(identifier, names))
    return (
        f"INSERT INTO {qualified(rows.table.schema, rows.table.name)} ({listed}) "
        f"OVERRIDING SYSTEM VALUE SELECT {listed} FROM {_name(n)} ORDER BY {identifier(ORDER)}"
    )
