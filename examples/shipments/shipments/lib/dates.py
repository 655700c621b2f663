"""Moments are stored in UTC and shown in the company's time zone. Never use naive datetimes."""

from datetime import UTC, date, datetime, time, timedelta

from shipments.config import settings

MINUTE, HOUR, DAY = 60, 3600, 86400


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The company's calendar day, which is not always UTC's."""
    return to_local(now()).date()


def to_local(moment: datetime) -> datetime:
    return moment.astimezone(settings().timezone)


def start_of_day(day: date) -> datetime:
    """Midnight of the company's day, as a moment."""
    return datetime.combine(day, time.min, settings().timezone).astimezone(UTC)


def first_of_month(day: date, months: int = 0) -> date:
    """The first of `day`'s month, or of the month `months` later (earlier if negative)."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def parse_local(text: str) -> datetime:
    """What a datetime-local field sends, `2024-05-01T14:30`, read in the company's time zone.

    Raises ValueError for anything else.
    """
    return aware(datetime.fromisoformat(text))


def aware(moment: datetime) -> datetime:
    """In UTC; without a time zone of its own, it is taken to be the company's."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=settings().timezone)
    return moment.astimezone(UTC)


def for_input(moment: datetime) -> str:
    """As a datetime-local field wants it."""
    return to_local(moment).strftime("%Y-%m-%dT%H:%M")


def format_day(day: date | datetime | None) -> str:
    if day is None:
        return "–"
    if isinstance(day, datetime):
        day = to_local(day).date()
    return f"{day.day} {day:%b %Y}"


def format_moment(moment: datetime | None) -> str:
    if moment is None:
        return "–"
    return f"{format_day(moment)}, {to_local(moment):%H:%M}"


def format_distance(moment: datetime, since: datetime | None = None) -> str:
    """`5 minutes ago`, `in 3 days`: how far `moment` is from `since`, by default from now."""
    seconds = round(((since or now()) - moment).total_seconds())
    size = abs(seconds)
    if size < MINUTE:
        return "just now"
    units = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))
    length, unit = next(pair for pair in units if size >= pair[0])
    count = size // length
    words = f"{count:,} {unit}" + ("" if count == 1 else "s")
    return f"{words} ago" if seconds > 0 else f"in {words}"


def days_ago(days: int) -> datetime:
    return now() - timedelta(days=days)
