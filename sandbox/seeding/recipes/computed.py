"""Columns that the recipe gives by SQL: the server computes them on the rows' way in.

The text never stands in a statement as it is, only in a constant that holds a function's body, and
the function has no superuser's rights: it reads no file of the server's and starts no program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.script import identifier, literal, qualified
from sandbox.seeding.recipes.model import TableRecipe
from sandbox.seeding.schemas.schema import Column, Table

STAGE = "pg_temp.seeding_rows"
"""The rows wait here, where their columns can be read, for the table itself."""
DROP_STAGE = f"DROP TABLE IF EXISTS {STAGE} CASCADE"
"""The functions go with it."""


def computed_columns(recipe: TableRecipe) -> Mapping[str, str]:
    """The SQL of each column that has some."""
    return {name: rule.sql for name, rule in recipe.columns.items() if rule.sql is not None}


def without_values(table: Table, computed: Mapping[str, str]) -> Table:
    """The table as if it computed these columns itself: nobody else gives them a value."""
    if not computed:
        return table
    columns = (
        replace(c, generated=True, default=None) if c.name in computed else c for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def stage(table: Table, columns: Sequence[Column], computed: Mapping[str, str]) -> Sequence[str]:
    """Statements that make the stage: the table's own columns, NULL allowed where none come, and
    a function for each computed column.

    What the database computes itself it computes there, too.
    """
    given = {column.name for column in columns}
    open_ = [column for column in table.columns if column.name not in given and column.not_null]
    name, own = qualified(table.schema, table.name), STAGE.removeprefix("pg_temp.")
    return (
        DROP_STAGE,
        f"CREATE TEMPORARY TABLE {own} (LIKE {name} INCLUDING GENERATED)",
        *(f"ALTER TABLE {STAGE} ALTER {identifier(c.name)} DROP NOT NULL" for c in open_),
        *(sql for n, one in enumerate(computed.items()) for sql in _function(table, n, *one)),
    )


def _function(table: Table, number: int, name: str, sql: str) -> Sequence[str]:
    """The function that computes a column of one row, with the rights of the table's owner or,
    where that is a superuser, of a role that can only read."""
    body = f"SELECT (\n{sql}\n) FROM (SELECT ($1).*) AS {identifier(table.name)}"
    relation = literal(qualified(table.schema, table.name))
    function = _FUNCTION.format(number=number)
    return (
        f"CREATE FUNCTION {function} ({STAGE}) RETURNS {table.column(name).declared} "
        f"LANGUAGE sql SECURITY DEFINER AS {literal(body)}",
        _NO_SUPERUSER.format(relation=relation, function=function),
    )


_FUNCTION = "pg_temp.seeding_sql_{number}"
_NO_SUPERUSER = """DO $seed$
DECLARE
    owner text;
BEGIN
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
        SELECT rolname INTO owner FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_roles r ON r.oid = c.relowner AND NOT r.rolsuper
        WHERE c.oid = {relation}::regclass;
        IF owner IS NULL THEN  -- PostgreSQL 14 brought the first of them
            SELECT rolname INTO owner FROM pg_catalog.pg_roles
            WHERE rolname IN ('pg_read_all_data', 'pg_monitor') ORDER BY rolname DESC LIMIT 1;
        END IF;
        EXECUTE format('ALTER FUNCTION {function} OWNER TO %I', owner);
    END IF;
END $seed$"""


def copy_to_stage(columns: Sequence[Column]) -> str:
    """The COPY that the rows of these columns follow."""
    return f"COPY {STAGE} ({_listed([column.name for column in columns])}) FROM stdin"


def from_stage(
    table: Table, columns: Sequence[Column], computed: Mapping[str, str]
) -> Sequence[str]:
    """Statements that bring the rows from the stage into the table."""
    return (insert_from_stage(table, columns, computed), DROP_STAGE)


def insert_from_stage(table: Table, columns: Sequence[Column], computed: Mapping[str, str]) -> str:
    given = [column.name for column in columns]
    calls = (f"{_FUNCTION.format(number=n)}(seeding_rows.*)" for n in range(len(computed)))
    values = ", ".join([*map(identifier, given), *calls])
    return (
        f"INSERT INTO {qualified(table.schema, table.name)} ({_listed([*given, *computed])}) "
        f"OVERRIDING SYSTEM VALUE SELECT {values} FROM {STAGE} AS seeding_rows"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(identifier(name) for name in names)
