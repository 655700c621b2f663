from __future__ import annotations

from datetime import UTC, datetime

from sandbox.seeding.values.moments import ANCHOR, FIRST, phase, working_time
from tests.unit.seeding.build import column, rows_of, seeding, serial, table


def test_working_time_never_turns_two_moments_round() -> None:
    """Earlier stays earlier or equal."""
    moments = [working_time(FIRST + step * 1009) for step in range(60_000)]
    assert moments == sorted(moments)


def test_most_happens_at_work_and_a_little_at_weekends() -> None:
    """Of a year's moments nine in ten are on weekdays in the daytime, one in thirty at weekends."""
    moments = [working_time(FIRST + step * 523) for step in range(60_000)]
    times = [datetime.fromtimestamp(moment, UTC) for moment in moments]
    weekend = sum(at.weekday() >= 5 for at in times) / len(times)
    daytime = sum(at.weekday() < 5 and 7 <= at.hour < 19 for at in times) / len(times)
    assert 0.02 < weekend < 0.05
    assert 0.9 < daytime < 0.97


def test_names_tell_the_phase() -> None:
    """From being made to being removed."""
    names = ("created_at", "startsOn", "shipped_at", "delivered_at", "updated_at", "deleted_at")
    assert [phase(name) for name in names] == [0, 1, 2, 3, 4, 5]
    assert phase("birth_date") == "birth"
    assert phase("valid_until") == "future"


def test_a_row_lives_forward() -> None:
    """created <= started <= ended <= updated <= deleted in every row, all before the anchor."""
    names = ("created_at", "started_at", "ended_at", "updated_at", "deleted_at")
    made = seeding(table("t", serial(), *(column(name, "timestamptz") for name in names)))
    anchor = datetime.fromtimestamp(ANCHOR, UTC).strftime("%Y-%m-%d")
    first = datetime.fromtimestamp(FIRST - 7 * 86_400, UTC).strftime("%Y-%m-%d")
    for row in rows_of(made, "t"):
        moments = [row[name] for name in names]
        assert moments == sorted(moments)
        assert first <= moments[0]
        assert moments[-1] < anchor
