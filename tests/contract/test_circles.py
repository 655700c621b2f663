"""Circles of references are loaded on every way to a database."""

from __future__ import annotations

import pytest

from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load.run import load, look
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from tests.contract.test_sessions import WAYS
from tests.postgres.conftest import SCHEMAS, Database, _numbers, database, server  # noqa: F401


@pytest.mark.parametrize("way", WAYS)
def test_circles_are_loaded_and_closed(way: str, database: Database) -> None:  # noqa: F811
    """Those that are looked at in the end in one transaction, the others by an update."""
    database.run((SCHEMAS / "circles_of_references.sql").read_text())
    target = WAYS[way](database)
    with target.session() as session:
        schema, existing = look(session, PostgresCatalogue())
        seeding = fill(schema, EMPTY_RECIPE, rows=40, seed=1, existing=existing)
        loaded = load(target, session, PostgresCatalogue(), seeding)
    assert loaded.refused == ()
    assert loaded.constraints.failed == ()
    assert database.value("SELECT count(*) FROM questions") == 40
    assert int(str(database.value("SELECT count(head_id) FROM departments"))) > 10


def test_a_circle_that_is_refused_leaves_nothing_behind(database: Database) -> None:  # noqa: F811
    """The report names the rule, and both tables are empty."""
    database.run(
        """CREATE TABLE hens (id serial PRIMARY KEY, egg_id integer NOT NULL);
           CREATE TABLE eggs (id serial PRIMARY KEY,
               hen_id integer NOT NULL REFERENCES hens DEFERRABLE);
           ALTER TABLE hens ADD FOREIGN KEY (egg_id) REFERENCES eggs DEFERRABLE;
           CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS
               'BEGIN RAISE EXCEPTION ''no eggs today''; END';
           CREATE TRIGGER no BEFORE INSERT ON eggs FOR EACH ROW EXECUTE FUNCTION no()"""
    )
    reports = {report.table: report for report in database.fill().tables}
    assert "no eggs today" in (reports["eggs"].left_out or "")
    assert reports["hens"].rows == 0
    assert database.value("SELECT count(*) FROM hens") == 0
