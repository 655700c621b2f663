"""CHECKs of the shapes that people write: all rows are made, and they look like something."""

from __future__ import annotations

import pytest

from tests.postgres.conftest import SCHEMAS, Database


def _filled(database: Database, name: str) -> None:
    database.run((SCHEMAS / f"{name}.sql").read_text())
    for report in database.fill().tables:
        assert report.left_out is None, report


def _number(database: Database, sql: str) -> int:
    return int(str(database.value(sql)))


@pytest.mark.parametrize("name", ["texts", "null", "numbers", "documents"])
def test_no_row_is_lost_to_a_check(name: str, database: Database) -> None:
    """As many rows as were wanted, whatever the checks."""
    _filled(database, f"checks_of_{name}")


def test_values_are_made_from_the_pattern_and_differ(database: Database) -> None:
    """Texts that have to match a pattern are as different as the pattern allows."""
    _filled(database, "checks_of_texts")
    for column in ("serial", "sku", "hex", "semver", "digits", "three", "coded", "word", "phone"):
        assert _number(database, f"SELECT count(DISTINCT {column}) FROM texts") > 100, column


def test_a_phone_number_that_has_to_be_bare_still_rings_nowhere(database: Database) -> None:
    """It is a number that is never assigned without its spaces, not one made from the pattern."""
    _filled(database, "checks_of_texts")
    american = "SELECT count(*) FROM texts WHERE phone LIKE '+1%'"
    assert _number(database, american) > 10
    assert _number(database, f"{american} AND phone !~ '^.1[2-9][0-9]{{2}}555'") == 0


def test_one_of_several_takes_turns(database: Database) -> None:
    """Exactly one of three is set, and each of them is set in a good part of the rows."""
    _filled(database, "checks_of_null")
    for column in ("user_id", "team_id", "url"):
        assert _number(database, f"SELECT count({column}) FROM sources") > 15, column
    assert _number(database, "SELECT count(user_id) FROM owners") in range(40, 161)


def test_what_follows_from_a_sum_follows(database: Database) -> None:
    """Totals come from quantities and prices, taxes and gross amounts from totals."""
    _filled(database, "checks_of_numbers")
    assert _number(database, "SELECT count(DISTINCT gross) FROM lines") > 150
    assert _number(database, "SELECT count(*) FROM lines WHERE total > 0") > 190


def test_parts_of_a_hundred_are_uneven(database: Database) -> None:
    """Three shares that add up to 100 are three different numbers."""
    _filled(database, "checks_of_numbers")
    assert _number(database, "SELECT count(*) FROM shares WHERE a <> b AND b <> c") > 190
    assert _number(database, "SELECT count(DISTINCT a) FROM shares") > 150


def test_dates_move_to_the_nearest_that_fits(database: Database) -> None:
    """First days of months and working days are spread over the years, as other dates are."""
    _filled(database, "checks_of_numbers")
    assert _number(database, "SELECT count(DISTINCT month) FROM periods") > 15
    assert _number(database, "SELECT count(DISTINCT day) FROM periods") > 120


def test_documents_have_what_the_check_asks_for(database: Database) -> None:
    """Keys, kinds and values at a path are there beside what a document has anyway."""
    _filled(database, "checks_of_documents")
    kinds = database.rows("SELECT DISTINCT typed ->> 'type' FROM documents ORDER BY 1")
    assert kinds == [("circle",), ("square",)]
    assert _number(database, "SELECT count(*) FROM documents WHERE keyed ? 'source'") == 200
    assert _number(database, "SELECT count(DISTINCT roles) FROM lists") > 5
