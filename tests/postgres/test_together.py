"""What one row alone cannot meet: ledgers, bookings, references that are whole or not at all."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def test_a_ledger_balances_and_is_numbered_from_one(database: Database) -> None:
    """By sign, in two columns or by sides; as many rows as wanted, with different amounts."""
    database.run((SCHEMAS / "triggers_that_balance.sql").read_text())
    reports = {report.table: report for report in database.fill().tables}
    for table in ("postings", "lines", "moves"):
        assert reports[table].rows == reports[table].wanted, table
    assert database.value("SELECT count(DISTINCT abs(amount)) > 50 FROM postings") is True
    assert database.value("SELECT count(DISTINCT debit) > 50 FROM lines") is True
    assert database.value("SELECT min(id) = 1 AND max(id) = count(*) FROM lines") is True


def test_bookings_that_had_to_be_tried_are_in_all_states_and_times(database: Database) -> None:
    """Overlaps are met by other times, not by cancelling all."""
    database.run(
        "CREATE EXTENSION btree_gist;"
        "CREATE TABLE rooms (id serial PRIMARY KEY, name text NOT NULL);"
        "CREATE TABLE bookings (id serial PRIMARY KEY, room_id integer NOT NULL REFERENCES rooms,"
        " day date NOT NULL, from_time time NOT NULL, to_time time NOT NULL, status text NOT NULL"
        " CHECK (status IN ('held', 'confirmed', 'cancelled')),"
        " CHECK (to_time - from_time >= interval '30 minutes'),"
        " EXCLUDE USING gist (room_id WITH =, tsrange(day + from_time, day + to_time) WITH &&)"
        " WHERE (status <> 'cancelled'))"
    )
    reports = {report.table: report for report in database.fill().tables}
    assert reports["bookings"].rows == reports["bookings"].wanted
    states = dict(database.rows("SELECT status, count(*) FROM bookings GROUP BY 1"))
    assert set(states) == {"held", "confirmed", "cancelled"}
    assert all(int(str(number)) > 20 for number in states.values())
    assert database.value("SELECT max(day) - min(day) > 500 FROM bookings") is True


def test_a_reference_that_is_whole_or_not_at_all_says_what_it_lacks(database: Database) -> None:
    """MATCH FULL: where one of its columns takes no NULL, the others cannot be NULL either."""
    database.run(
        "CREATE TABLE none (a integer CHECK (a > 5 AND a < 3), b integer, PRIMARY KEY (a, b));"
        "CREATE TABLE on_none (id serial PRIMARY KEY, a integer NOT NULL, b integer,"
        " FOREIGN KEY (a, b) REFERENCES none MATCH FULL);"
        "CREATE TABLE loose (id serial PRIMARY KEY, a integer, b integer,"
        " FOREIGN KEY (a, b) REFERENCES none MATCH FULL)"
    )
    reports = {report.table: report for report in database.fill().tables}
    assert "no rows in none to refer to: the check" in (reports["on_none"].left_out or "")
    assert reports["loose"].rows == reports["loose"].wanted
