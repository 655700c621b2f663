"""Schemas with a nasty feature each, filled without a word of configuration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sandbox.seeding.schemas.order import fillable, is_migration_table
from sandbox.seeding.schemas.schema import Table
from tests.postgres.conftest import SCHEMAS, Database

EMPTY = re.compile(r"^-- empty (?P<table>\S+): (?P<reason>.+)$", re.MULTILINE)
"""How a schema's file says which of its tables have to stay empty, and a part of the reason."""


def _count(database: Database, table: Table) -> object:
    """The table's own rows, without those of tables that inherit from it."""
    quoted = '"{}"."{}"'.format(table.schema, table.name.replace('"', '""'))
    only = "" if table.kind == "p" else "ONLY "
    return database.value(f"SELECT count(*) FROM {only}{quoted}")


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.sql")), ids=lambda path: path.stem)
def test_every_table_that_can_hold_a_row_holds_one(path: Path, database: Database) -> None:
    """Each table is filled under all its constraints, or the report says why it is not."""
    empty = {found["table"]: found["reason"] for found in EMPTY.finditer(path.read_text())}
    database.run(path.read_text())
    seeding = database.fill()
    reports = {(report.schema, report.table): report for report in seeding.tables}
    for table in fillable(seeding.schema):
        if is_migration_table(table) or table.qualified in seeding.existing.tables:
            assert table.qualified not in reports
        elif table.name in empty:
            assert reports[table.qualified].rows == 0
            assert empty[table.name] in (reports[table.qualified].left_out or "")
        else:
            assert reports[table.qualified].rows > 0
            assert "our mistake" not in (reports[table.qualified].left_out or "")
            assert _count(database, table) == reports[table.qualified].rows


def test_a_list_of_pairs_never_asks_for_more_than_there_are(database: Database) -> None:
    """Two flags and fifty courses make a hundred pairs, however many rows are wanted."""
    database.run((SCHEMAS / "many_to_many.sql").read_text())
    database.fill(rows=1000)
    pairs = database.value("SELECT count(*) FROM course_flags")
    courses = database.value("SELECT count(*) FROM courses")
    assert pairs == 2 * int(str(courses))


def test_trees_are_shallow_and_have_few_roots(database: Database) -> None:
    """Of 200 employees some have no manager, and nobody is more than a dozen levels down."""
    database.run((SCHEMAS / "self_references.sql").read_text())
    database.fill()
    depth = database.value(
        """WITH RECURSIVE tree AS (
               SELECT id, 1 AS depth FROM employees WHERE manager_id IS NULL
               UNION ALL
               SELECT e.id, depth + 1 FROM employees e JOIN tree ON e.manager_id = tree.id
           ) SELECT max(depth) FROM tree HAVING count(*) = 200"""
    )
    roots = database.value("SELECT count(*) FROM employees WHERE manager_id IS NULL")
    assert 3 <= int(str(depth)) <= 12
    assert 1 <= int(str(roots)) <= 60


def test_children_are_spread_unevenly(database: Database) -> None:
    """Some parents have many children, many have few, some have none."""
    database.run((SCHEMAS / "foreign_keys.sql").read_text())
    database.fill()
    counts = database.rows(
        "SELECT count(c.id) FROM suppliers s LEFT JOIN a_first_by_name c ON c.supplier_sku = s.sku"
        " GROUP BY s.id ORDER BY 1"
    )
    numbers = [int(str(count)) for (count,) in counts]
    assert numbers[0] <= 2
    assert numbers[-1] >= 3 * sum(numbers) / len(numbers)


def test_one_to_one_takes_each_parent_once(database: Database) -> None:
    """A primary key that is a foreign key has as many rows as there are parents at most."""
    database.run((SCHEMAS / "composite_keys.sql").read_text())
    database.fill(rows=400)
    assert database.value("SELECT count(*) FROM doctors") == database.value(
        "SELECT count(*) FROM people"
    )


def test_the_server_finds_no_constraint_unvalidated(database: Database) -> None:
    """The load leaves no constraint or trigger switched off."""
    database.run((SCHEMAS / "checks.sql").read_text())
    database.fill()
    assert database.value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == 0
    assert database.value("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'") == 0


def test_what_a_check_adds_up_is_added_up(database: Database) -> None:
    """`total = net + tax` holds with different amounts, not with zeros."""
    database.run((SCHEMAS / "checks.sql").read_text())
    database.fill()
    assert int(str(database.value("SELECT count(DISTINCT total) FROM payments"))) > 150
