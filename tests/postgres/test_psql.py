"""The script as `psql` takes it inside a container."""

from __future__ import annotations

import json
import subprocess

import pytest

from sandbox.adapters.postgres.reflect import REFLECT_SQL, existing_sql
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.schemas.existing import existing_from_json
from sandbox.seeding.schemas.schema import schema_from_catalog
from tests.postgres.conftest import SCHEMAS, Database


def _psql(database: Database, *options: str, given: bytes) -> bytes:
    command = ["docker", "exec", "-i", database.container]
    command += ["psql", "-U", "test", "-v", "ON_ERROR_STOP=1", *options, database.name]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("name", ["odd_names", "types", "migrated_rows"])
def test_psql_reflects_and_loads_in_silence(name: str, database: Database) -> None:
    """Two queries of one row and one script, with nothing printed on the way."""
    database.run((SCHEMAS / f"{name}.sql").read_text())
    schema = schema_from_catalog(json.loads(_psql(database, "-At", given=REFLECT_SQL.encode())))
    asked = _psql(database, "-At", given=existing_sql(schema).encode())
    existing = existing_from_json(json.loads(asked))
    seeding = fill(schema, EMPTY_RECIPE, rows=60, seed=1, existing=existing)
    script = b"".join(seeding.script())
    assert _psql(database, "--single-transaction", "-q", given=script) == b""
    for report in seeding.tables:
        rows = database.value(f'SELECT count(*) FROM "{report.schema}"."{report.table}"')
        assert rows == report.rows


def test_values_with_tabs_line_ends_and_backslashes_arrive_as_they_are(database: Database) -> None:
    """What COPY's text format has to escape is escaped."""
    from sandbox.seeding.recipes.recipe import parse_recipe

    odd = "tab\there\nnext \\ back\\.\r\n\\N end"
    database.run("CREATE TABLE notes (id serial PRIMARY KEY, body text NOT NULL)")
    rule = f"body = {{ constant = {json.dumps(odd)} }}"
    recipe = parse_recipe(f"[tables.notes]\nrows = 3\n[tables.notes.columns]\n{rule}")
    script = b"".join(database.seeding(recipe).script())
    _psql(database, "--single-transaction", "-q", given=script)
    assert database.rows("SELECT DISTINCT body FROM notes") == [(odd,)]
