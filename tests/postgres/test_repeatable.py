"""The same seed gives the same bytes, wherever and whenever it runs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import REFLECT_SQL
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.schemas.existing import NOTHING_EXISTS
from sandbox.seeding.schemas.schema import schema_from_catalog
from tests.postgres.conftest import SCHEMAS, Database

PROGRAM = """
import hashlib, json, sys
from sandbox.seeding.schemas.existing import NOTHING_EXISTS
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.schemas.schema import schema_from_catalog
schema = schema_from_catalog(json.load(sys.stdin))
seeding = fill(schema, EMPTY_RECIPE, rows=None, seed=7, existing=NOTHING_EXISTS)
print(hashlib.sha256(b"".join(seeding.script())).hexdigest())
"""


def _document(database: Database) -> str:
    with PostgresDatabase(database.address).session() as session:
        return session.ask(REFLECT_SQL)


def _elsewhere(document: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=document,
        text=True,
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


def _script(document: str, seed: int = 7) -> bytes:
    schema = schema_from_catalog(json.loads(document))
    seeding = fill(schema, EMPTY_RECIPE, rows=None, seed=seed, existing=NOTHING_EXISTS)
    return b"".join(seeding.script())


@pytest.mark.parametrize("name", ["types", "checks", "unique_values", "self_references"])
def test_the_same_seed_gives_the_same_bytes_in_any_process(name: str, database: Database) -> None:
    """Neither the hash seed, the time zone nor the language of a process changes a byte."""
    database.run((SCHEMAS / f"{name}.sql").read_text())
    document = _document(database)
    here = hashlib.sha256(_script(document)).hexdigest()
    there = _elsewhere(document, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C")
    elsewhere = _elsewhere(document, PYTHONHASHSEED="4242", TZ="America/New_York", LANG="de_DE")
    assert here == there == elsewhere


def test_a_script_can_be_read_twice(database: Database) -> None:
    """The second reading gives what the first gave."""
    database.run((SCHEMAS / "foreign_keys.sql").read_text())
    seeding = database.seeding()
    assert b"".join(seeding.script()) == b"".join(seeding.script())


def test_another_seed_gives_other_rows(database: Database) -> None:
    """A seed number is a choice of data."""
    database.run((SCHEMAS / "foreign_keys.sql").read_text())
    document = _document(database)
    assert _script(document, 1) != _script(document, 2)


def test_the_order_in_which_tables_were_made_does_not_matter(
    database: Database, other_database: Database
) -> None:
    """Two databases with the same tables, made in another order, get the same rows."""
    one = "CREATE TABLE apples (id serial PRIMARY KEY, name text NOT NULL);"
    two = "CREATE TABLE pears (id serial PRIMARY KEY, email text UNIQUE NOT NULL);"
    database.run(one + two)
    other_database.run(two + one)
    assert _script(_document(database)) == _script(_document(other_database))


def test_a_new_column_changes_no_value_of_the_others(
    database: Database, other_database: Database
) -> None:
    """Each column draws from a stream of its own, and so does each table."""
    path: Path = SCHEMAS / "foreign_keys.sql"
    for target in (database, other_database):
        target.run(path.read_text())
    other_database.run(
        "ALTER TABLE suppliers ADD COLUMN aaa text NOT NULL, ADD COLUMN city text NOT NULL;"
        "ALTER TABLE members ADD COLUMN email text NOT NULL UNIQUE;"
        "CREATE TABLE aardvarks (id serial PRIMARY KEY, name text NOT NULL)"
    )
    database.fill()
    other_database.fill()
    for columns, table in (
        ("id, sku, region_no, local_no", "suppliers"),
        ("id, team_id, full_name", "members"),
    ):
        query = f"SELECT {columns} FROM {table} ORDER BY id"
        assert database.rows(query) == other_database.rows(query)
