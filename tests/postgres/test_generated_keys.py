"""What is asked of generated columns is met by the columns that they come from."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def test_keys_and_checks_of_generated_columns_hold(database: Database) -> None:
    """A key generated from a document is there, of the wanted form and different in every row."""
    database.run((SCHEMAS / "generated_from_json.sql").read_text())
    loaded = database.fill()
    rows = {report.table: report.rows for report in loaded.tables}
    assert rows["messages"] == 200
    assert rows["lines"] == 200
    endings = "SELECT count(DISTINCT right(message_id, 6)) FROM messages"
    assert int(str(database.value(endings))) > 100
