"""Rows of several kinds, told apart by one column."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def test_a_table_of_kinds_has_rows_of_each(database: Database) -> None:
    """Where each kind of row wants columns of its own, every kind is there, in most of the rows."""
    database.run((SCHEMAS / "checks_of_kinds.sql").read_text())
    database.fill()
    kinds = database.rows("SELECT kind, count(*) FROM grants GROUP BY kind ORDER BY kind")
    assert [kind for kind, _ in kinds] == [1, 2, 3, 4, 5]
    assert sum(int(str(count)) for _, count in kinds) >= 150
    assert database.value("SELECT count(DISTINCT kind) FROM fields") == 3
