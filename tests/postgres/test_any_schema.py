"""Whatever the schema, the load succeeds, and the server finds every constraint kept."""

from __future__ import annotations

import psycopg
from hypothesis import HealthCheck, given, settings
from testcontainers.community.postgres import PostgresContainer

from sandbox.seeding.schemas.order import fillable
from tests.postgres.any_schema import schemas
from tests.postgres.conftest import Database, fresh_database

CONSTRAINTS = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s',
              conrelid::regclass, conname, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype IN ('f', 'c') AND conrelid <> 0 AND coninhcount = 0
"""


def _validate(database: Database) -> None:
    """Every foreign key and check once more, by the server itself; psycopg.Error names one."""
    with psycopg.connect(database.address) as connection:
        for (statement,) in connection.execute(CONSTRAINTS).fetchall():
            connection.execute(statement)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ddl=schemas())
def test_every_table_of_any_schema_is_filled(server: PostgresContainer, ddl: str) -> None:
    """Tables that can hold a row hold one, the report counts them, all constraints hold."""
    with fresh_database(server) as database:
        database.run(ddl)
        seeding = database.fill(rows=40)
        reports = {(one.schema, one.table): one for one in seeding.tables}
        for table in fillable(seeding.schema):
            report = reports[table.qualified]
            assert report.rows > 0, f"{table.name} is empty: {report.left_out}\n{ddl}"
            counted = database.value(f"SELECT count(*) FROM {table.schema}.{table.name}")
            assert counted == report.rows
        _validate(database)
