"""The helpers for dates and money."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from shipments.lib import dates, money

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (Decimal("1234.5"), "EUR", f"€{SPACE}1,234.50"),
        (Decimal("-5"), "GBP", f"− £{SPACE}5.00"),
        (Decimal("0.005"), "CHF", f"CHF{SPACE}0.01"),
        (None, "EUR", "–"),
    ],
)
def test_money_is_shown(amount: Decimal | None, currency: str, shown: str) -> None:
    """Money is shown with its currency, thousands apart, in whole cents."""
    assert money.format_money(amount, currency) == shown


def test_percentage_rounds_half_up() -> None:
    """Half a cent of tax is rounded up, as on our invoices."""
    assert money.percentage(Decimal("0.50"), Decimal("21")) == Decimal("0.11")


def test_moments_are_shown_in_the_companys_time_zone() -> None:
    """A moment late in UTC's evening is the next day for the company."""
    assert dates.format_moment(datetime(2024, 6, 30, 22, 15, tzinfo=UTC)) == "1 Jul 2024, 00:15"


def test_typed_in_moments_are_the_companys() -> None:
    """What somebody types in is read in the company's time zone, summer and winter."""
    assert dates.parse_local("2024-07-01T14:30") == datetime(2024, 7, 1, 12, 30, tzinfo=UTC)
    assert dates.parse_local("2024-01-01T14:30") == datetime(2024, 1, 1, 13, 30, tzinfo=UTC)


def test_a_form_gets_back_what_was_typed_in() -> None:
    """A moment survives the way into a form field and back."""
    assert dates.for_input(dates.parse_local("2024-03-31T12:00")) == "2024-03-31T12:00"


@pytest.mark.parametrize(
    ("months", "first"),
    [(0, date(2024, 1, 1)), (1, date(2024, 2, 1)), (-1, date(2023, 12, 1)), (12, date(2025, 1, 1))],
)
def test_months_are_counted_over_new_year(months: int, first: date) -> None:
    """The first of a month is found in other years too."""
    assert dates.first_of_month(date(2024, 1, 31), months) == first


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=-3), "in 3 days"),
    ],
)
def test_distances_are_in_words(gap: timedelta, words: str) -> None:
    """How long ago something was is said in the largest unit that fits."""
    now = datetime(2024, 5, 1, tzinfo=UTC)
    assert dates.format_distance(now - gap, now) == words


def test_a_day_starts_at_the_companys_midnight() -> None:
    """Midnight is the company's, an hour or two before UTC's."""
    assert dates.start_of_day(date(2024, 7, 1)) == datetime(2024, 6, 30, 22, tzinfo=UTC)
