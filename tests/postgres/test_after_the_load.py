"""What a filled database still needs, and whether its rules hold."""

from __future__ import annotations

import pytest

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load import progress
from sandbox.effects.load.progress import LoadProgress
from sandbox.effects.load.run import load
from sandbox.effects.load.verify import verify
from tests.postgres.conftest import SCHEMAS, Database

VIEWS = (
    "CREATE TABLE facts (id serial PRIMARY KEY, n integer NOT NULL);"
    "CREATE MATERIALIZED VIEW b_first AS SELECT count(*) AS c FROM facts;"
    "CREATE VIEW between AS SELECT c FROM b_first;"
    "CREATE MATERIALIZED VIEW a_second AS SELECT c * 2 AS c FROM between;"
    "CREATE MATERIALIZED VIEW broken AS SELECT 1 / (10 - c) AS c FROM"
    " (SELECT least(count(*), 10) AS c FROM facts) f"
)


def test_materialised_views_show_the_rows(database: Database) -> None:
    """Each after those that it looks at; one that fails is named, and stops nothing."""
    database.run(VIEWS)
    loaded = database.fill()
    rows = database.value("SELECT count(*) FROM facts")
    assert database.rows("SELECT c FROM b_first") == [(rows,)]
    assert database.rows("SELECT c FROM a_second") == [(int(str(rows)) * 2,)]
    assert loaded.refused == ("the view public.broken was not refreshed: division by zero",)


def test_statistics_are_fresh(database: Database) -> None:
    """The server's planner knows the rows."""
    database.run(VIEWS)
    database.fill()
    assert database.value("SELECT reltuples = 200 FROM pg_class WHERE relname = 'facts'") is True
    assert database.value("SELECT count(*) > 0 FROM pg_stats WHERE tablename = 'facts'") is True


def test_every_constraint_of_the_filled_tables_is_checked(database: Database) -> None:
    """Keys, foreign keys and checks."""
    database.run((SCHEMAS / "foreign_keys.sql").read_text())
    database.run((SCHEMAS / "checks.sql").read_text())
    constraints = database.fill().constraints
    assert constraints.failed == ()
    assert constraints.checked == database.value(
        "SELECT count(*) FROM pg_constraint WHERE contype IN ('c', 'f', 'p', 'u', 'x')"
        " AND conrelid <> 0"
        " AND connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    )


def test_rows_that_break_a_rule_are_found(database: Database) -> None:
    """Whoever let them in: each rule is named with its table."""
    database.run(
        "CREATE TABLE parents (a integer, b integer, PRIMARY KEY (a, b));"
        "CREATE TABLE rows (n integer CONSTRAINT positive CHECK (n > 0), a integer, b integer,"
        " CONSTRAINT parent FOREIGN KEY (a, b) REFERENCES parents,"
        " CONSTRAINT whole FOREIGN KEY (a, b) REFERENCES parents MATCH FULL);"
        "SET session_replication_role = replica;"
        "INSERT INTO rows VALUES (1, NULL, 3), (2, 8, 9);"
        "ALTER TABLE rows DROP CONSTRAINT positive;"
        "ALTER TABLE rows ADD CONSTRAINT positive CHECK (n > 1) NOT VALID;"
        "UPDATE pg_constraint SET convalidated = true WHERE conname = 'positive'"
    )
    with PostgresDatabase(database.address).session() as session:
        seeding = database.seeding()
        tables = [seeding.schema.table(("public", name)) for name in ("parents", "rows")]
        found = verify(session, tables, ())
        again = verify(session, tables, {("public", "rows")})
    assert found.checked == again.checked == 4
    assert [failed.split(" of ")[0] for failed in found.failed] == ["parent", "positive", "whole"]
    assert [failed.split(" of ")[0] for failed in again.failed] == ["positive"]


def test_a_load_says_how_far_it_is(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Table, rows, rate and time left; the last word is at the end."""
    monkeypatch.setattr(progress, "SELDOM", 0.0)
    database.run("CREATE TABLE many (id serial PRIMARY KEY, email text UNIQUE NOT NULL)")
    seeding = database.seeding(rows=60_000)
    said: list[LoadProgress] = []
    target = PostgresDatabase(database.address)
    with target.session() as session:
        load(target, session, PostgresCatalogue(), seeding, on_progress=said.append)
    assert {one.table for one in said} == {"many"}
    assert all(one.wanted == 60_000 for one in said)
    assert [one.rows for one in said] == sorted(one.rows for one in said)
    assert said[-1].rows == 60_000
    assert said[0].left > said[-1].left == 0
    assert all(one.rate > 0 for one in said)
    assert "of 60,000 rows" in str(said[0])


def test_a_text_with_a_number_in_its_default_leaves_the_sequences_alone(
    database: Database,
) -> None:
    """The others go on after their largest number."""
    database.run((SCHEMAS / "defaults_with_sequences.sql").read_text())
    loaded = database.fill()
    assert loaded.refused == ()
    database.run("INSERT INTO order_users (n) VALUES ('one more')")
    database.run("INSERT INTO numbered_orders DEFAULT VALUES")
