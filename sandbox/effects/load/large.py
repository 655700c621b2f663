"""Large tables: their keys and indexes are looked after once, behind the rows, not at each row.

One transaction holds it all. In it the foreign keys count as not validated until the server has
validated them, and the indexes as not ready until it has built them: whoever reads the table
finds it as it was before, or filled with everything in force, whenever the load should end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sandbox.ports import Session
from sandbox.seeding.copytext.script import identifier, literal, qualified
from sandbox.seeding.schemas.schema import Table

LARGE = 2_000
"""Rows from which on it is quicker: 1,000 over a driver, more where each word takes longer."""


def is_superuser(session: Session) -> bool:
    """Nobody else may write in the catalogue."""
    sql = "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user"
    return session.ask(sql) == "t"


def may_wait(table: Table, rows: int, before: int) -> bool:
    """Whether keys and indexes of the table can wait: no trigger of the app's would be missed.

    rows: to load; before: that are there.
    """
    alone = table.kind == "r" and not table.partition and not table.inherits
    return alone and not table.triggers and rows >= max(LARGE, before)


def all_in_force(session: Session, table: Table) -> bool:
    """Whether the table has no foreign key that the app has not validated, or, from PostgreSQL 18
    on, not enforced: to validate it would change the app's schema, or be refused."""
    return (
        session.ask(
            "SELECT count(*) FROM pg_catalog.pg_constraint "
            f"WHERE conrelid = {_regclass(table)} AND contype = 'f' AND NOT convalidated"
        )
        == "0"
    )


@contextmanager
def behind_the_rows(session: Session, table: Table) -> Iterator[None]:
    """What is copied within is checked at the end. Raises StatementRefused, and keeps nothing."""
    session.run("BEGIN")
    try:
        # No trigger runs in this role, those of foreign keys included.
        session.run("SET LOCAL session_replication_role = replica")
        for sql in (_KEYS, _INDEXES):
            session.run(sql.format(table=_regclass(table), numbered=_numbered(table)))
        yield
        for name in _not_ready(session, table):
            session.run(f"REINDEX INDEX {qualified(table.schema, name)}")
        for key in table.foreign_keys:
            session.run(
                f"ALTER TABLE {qualified(table.schema, table.name)} "
                f"VALIDATE CONSTRAINT {identifier(key.name)}"
            )
        session.run("COMMIT")
    except BaseException:
        with suppress(Exception):
            session.run("ROLLBACK")
        raise


_KEYS = (
    "UPDATE pg_catalog.pg_constraint SET convalidated = false "
    "WHERE conrelid = {table} AND contype = 'f' AND convalidated"
)
# Those that a row is compared with at once, or that serve a constraint of another kind, stay;
# and the primary key, whose numbers come in order: it is quicker while the rows are still made.
_INDEXES = (
    "UPDATE pg_catalog.pg_index SET indisready = false, indisvalid = false "
    "WHERE indrelid = {table} AND indisvalid AND indimmediate AND NOT indisexclusion "
    "AND NOT ({numbered} AND indisprimary)"
)


def _not_ready(session: Session, table: Table) -> list[str]:
    found = session.ask(
        "SELECT string_agg(c.relname, E'\\n' ORDER BY c.relname) FROM pg_catalog.pg_index i "
        "JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
        f"WHERE i.indrelid = {_regclass(table)} AND NOT i.indisready"
    )
    return found.split("\n") if found else []


def _regclass(table: Table) -> str:
    return f"{literal(qualified(table.schema, table.name))}::regclass"


def _numbered(table: Table) -> bool:
    """Whether the primary key begins with a number that counts up."""
    first = {key.columns[0] for key in table.keys if key.primary}
    return any(column.numbered for column in table.columns if column.name in first)
