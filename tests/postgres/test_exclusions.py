"""Exclusion constraints: what may not overlap does not, and no row is lost for it."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def _filled(database: Database, rows: int | None = None) -> None:
    database.run((SCHEMAS / "exclusions.sql").read_text())
    for report in database.fill(rows=rows).tables:
        assert report.left_out is None, report


def _number(database: Database, sql: str) -> int:
    return int(str(database.value(sql)))


def test_ranges_of_a_group_follow_one_another(database: Database) -> None:
    """Bookings of a room, shifts of a person, and a rota of both are as many as were wanted."""
    _filled(database, rows=3000)
    for table in ("bookings", "leases", "shifts", "prices", "rota", "number_blocks", "closures"):
        assert _number(database, f"SELECT count(*) FROM {table}") == 3000, table
    assert _number(database, "SELECT count(DISTINCT room_id) FROM bookings") > 300


def test_bookings_are_in_the_day_and_within_some_years(database: Database) -> None:
    """Nobody books a room at night, and no booking is in another century."""
    _filled(database)
    hours = (
        "SELECT count(*) FROM bookings WHERE extract(hour FROM lower(during)) NOT BETWEEN 7 AND 19"
    )
    assert _number(database, hours) == 0
    years = "SELECT count(*) FROM bookings WHERE extract(year FROM lower(during)) > 2030"
    assert _number(database, years) == 0


def test_the_newest_of_a_group_may_have_no_end(database: Database) -> None:
    """Some products have a price without an end, and it is their last one."""
    _filled(database)
    assert _number(database, "SELECT count(*) FROM prices WHERE valid_to IS NULL") > 20
    later = (
        "SELECT count(*) FROM prices a JOIN prices b USING (product)"
        " WHERE a.valid_to IS NULL AND b.valid_from > a.valid_from"
    )
    assert _number(database, later) == 0


def test_equality_in_an_exclusion_is_a_unique_key(database: Database) -> None:
    """`EXCLUDE (code WITH =)` gives a different code in every row."""
    _filled(database, rows=1500)
    assert _number(database, "SELECT count(DISTINCT code) FROM equals") == 1500


def test_what_may_not_differ_is_the_same_in_a_group(database: Database) -> None:
    """A cage holds one kind of animal, several of it."""
    _filled(database)
    cages = "SELECT count(DISTINCT cage), count(DISTINCT (cage, animal)) FROM one_kind"
    ((several, kinds),) = database.rows(cages)
    assert several == kinds
    assert int(str(several)) < 200
