"""Large tables, whose keys and indexes are looked after behind the rows."""

from __future__ import annotations

import psycopg
import pytest

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load import large
from sandbox.effects.load.run import load, look
from sandbox.errors import StatementRefused
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from tests.postgres.conftest import SCHEMAS, Database

TREE = (
    "CREATE TABLE nodes (id integer PRIMARY KEY, parent_id integer REFERENCES nodes,"
    " name text UNIQUE); COMMENT ON CONSTRAINT nodes_parent_id_fkey ON nodes IS 'kept'"
)
SOUND = (
    "SELECT (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)"
    " + (SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready))"
)


def _loaded(database: Database, rows: str) -> None:
    with PostgresDatabase(database.address).session() as session:
        schema, _ = look(session, PostgresCatalogue())
        with large.behind_the_rows(session, schema.table(("public", "nodes"))):
            session.copy("COPY nodes FROM stdin", [rows.encode()])


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 1)


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.parametrize(
    "name", ["foreign_keys", "self_references", "composite_keys", "many_to_many", "unique_values"]
)
def test_a_large_load_lands_what_a_small_one_does(
    name: str, database: Database, other_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every key and index in force, used and whole afterwards."""
    for one in (database, other_database):
        one.run((SCHEMAS / f"{name}.sql").read_text())
    fast = database.fill()
    monkeypatch.setattr(large, "LARGE", 10**9)
    slow = other_database.fill()
    assert fast.tables == slow.tables
    assert database.value(SOUND) == 0
    database.run("CREATE EXTENSION amcheck")
    assert database.rows(
        "SELECT bt_index_check(c.oid, true) IS NULL FROM pg_class c JOIN pg_am m ON m.oid = relam"
        " WHERE relkind = 'i' AND amname = 'btree' AND relnamespace = 'public'::regnamespace"
    )


def test_a_row_without_its_parent_is_refused_at_the_end(database: Database) -> None:
    """Nothing of the load stays, and the key is in force as before, comment and all."""
    database.run(TREE)
    with pytest.raises(StatementRefused) as caught:
        _loaded(database, "1\t\\N\ta\n2\t7\tb\n")
    assert (caught.value.code, caught.value.constraint) == ("23503", "nodes_parent_id_fkey")
    assert database.value("SELECT count(*) FROM nodes") == 0
    assert database.value(SOUND) == 0
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        database.run("INSERT INTO nodes VALUES (1, 7, 'a')")


def test_a_repeated_value_is_refused_at_the_end(database: Database) -> None:
    """The index cannot be built over it."""
    database.run(TREE)
    with pytest.raises(StatementRefused) as caught:
        _loaded(database, "1\t\\N\ta\n2\t1\ta\n")
    assert (caught.value.code, caught.value.constraint) == ("23505", "nodes_name_key")
    assert database.value("SELECT count(*) FROM nodes") == 0


def test_a_load_that_dies_in_its_middle_leaves_what_was_there(database: Database) -> None:
    """The server takes everything back by itself."""
    database.run(TREE)
    database.run("INSERT INTO nodes VALUES (1, NULL, 'a')")
    with PostgresDatabase(database.address).session() as session:
        schema, _ = look(session, PostgresCatalogue())
        loading = large.behind_the_rows(session, schema.table(("public", "nodes")))
        loading.__enter__()
        session.copy("COPY nodes FROM stdin", [b"2\t9\ta\n"])
        database.run(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert database.rows("SELECT id FROM nodes") == [(1,)]
    assert database.value(SOUND) == 0
    comment = "SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE contype = 'f'"
    assert database.value(comment) == "kept"


@pytest.mark.usefixtures("everything_is_large")
def test_a_key_that_the_app_has_not_validated_stays_so(database: Database) -> None:
    """It is enforced at each new row, as it is without us."""
    database.run(
        "CREATE TABLE owners (id integer PRIMARY KEY);"
        "CREATE TABLE pets (id integer PRIMARY KEY, owner_id integer NOT NULL);"
        "ALTER TABLE pets ADD CONSTRAINT owned FOREIGN KEY (owner_id) REFERENCES owners NOT VALID"
    )
    assert all(report.rows and not report.left_out for report in database.fill().tables)
    assert database.value("SELECT convalidated FROM pg_constraint WHERE conname = 'owned'") is False
    assert database.value(
        "SELECT count(*) FROM pets WHERE owner_id NOT IN (SELECT id FROM owners)"
    ) == 0  # fmt: skip


def test_what_is_refused_at_the_end_is_tried(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unique index that nobody foresaw costs some rows, not the table."""
    monkeypatch.setattr(large, "LARGE", 1)
    database.run(
        "CREATE FUNCTION half(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';"
        "CREATE TABLE odd (n integer NOT NULL CHECK (n BETWEEN 0 AND 99));"
        "CREATE UNIQUE INDEX halves ON odd (half(n))"
    )
    (report,) = database.fill().tables
    assert 10 < report.rows <= 50
    assert report.rows == database.value("SELECT count(*) FROM odd")


def test_without_the_servers_highest_rights_the_rows_land_as_well(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key is enforced at each row then."""
    monkeypatch.setattr(large, "LARGE", 1)
    database.run(
        "CREATE ROLE plain_owner LOGIN PASSWORD 'plain';"
        f"GRANT CREATE ON DATABASE {database.name} TO plain_owner;"
        "GRANT ALL ON SCHEMA public TO plain_owner; SET ROLE plain_owner;"
        + (SCHEMAS / "foreign_keys.sql").read_text()
    )
    try:
        owner = PostgresDatabase(database.address.replace("test:test@", "plain_owner:plain@"))
        with owner.session() as session:
            schema, existing = look(session, PostgresCatalogue())
            seeding = fill(schema, EMPTY_RECIPE, rows=None, seed=1, existing=existing)
            loaded = load(owner, session, PostgresCatalogue(), seeding)
        assert all(report.rows for report in loaded.tables)
    finally:
        database.run("DROP OWNED BY plain_owner CASCADE; DROP ROLE plain_owner")
