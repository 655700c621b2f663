"""The report names the columns whose checks let nothing through that is surely nobody's."""

from __future__ import annotations

import pytest

from tests.unit.seeding.build import check, column, seeding, serial, table


@pytest.mark.parametrize(
    ("name", "pattern", "real"),
    [
        ("phone", r"^[6-9]\d{9}$", True),
        ("phone", r"^\(\d{3}\) \d{3}-\d{4}$", False),
        ("email", r"^[a-z]{12}@company\.com$", True),
        ("email", r"^[a-z.]+@company\.com$", False),
        ("email", r"@", False),
        ("code", r"^[A-Z0-9]{10}$", False),
    ],
)
def test_what_may_be_somebodys_is_in_the_report(name: str, pattern: str, real: bool) -> None:
    """Numbers and mailboxes that a check forces, and that a regulator may have given out."""
    condition = check(f"{name} ~ '{pattern}'::text")
    things = table("things", serial(), column(name), constraints=(condition,))
    (report,) = seeding(things).tables
    assert report.rows == 200
    assert report.real == ((name,) if real else ())
