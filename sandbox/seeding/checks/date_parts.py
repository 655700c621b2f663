"""Conditions on a part of a date: `extract(year FROM day) = year`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import (
    Call,
    Col,
    Const,
    Expression,
    NotUnderstood,
    columns_of,
    uncast,
)
from sandbox.seeding.copytext.raw import DAY, Raw
from sandbox.seeding.schemas.schema import Column, Family

_START = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 28
"""The last day that every month has."""
_DATED = (Family.DATE, Family.TIMESTAMP)


def year_bounds(part: Call, sign: str, right: Expression) -> Iterator[tuple[str, str]]:
    """What a comparison of the year with a constant says of the whole: (sign, day)."""
    unit, inner = part.arguments
    if _unit(unit) != "year" or not isinstance(uncast(inner), Col) or columns_of(right):
        return
    year = int(evaluated(right, {})({}))
    if sign in (">=", "=", ">"):
        yield ">=", f"{year + (sign == '>'):04d}-01-01"
    if sign in ("<=", "=", "<"):
        yield "<", f"{year + (sign != '<'):04d}-01-01"


def part_of(expression: Expression, name: str) -> str | None:
    """The unit, where the expression is a part of the column; None where it is not."""
    bare = uncast(expression)
    if (
        isinstance(bare, Call)
        and bare.name == "date_part"
        and uncast(bare.arguments[1]) == Col(name)
    ):
        return _unit(bare.arguments[0])
    return None


def with_part(column: Column, raw: Raw, unit: str, value: Any) -> Iterator[Raw]:
    """The date or moment with another year, month, day, quarter, weekday or hour."""
    if column.family not in _DATED or column.array:
        return
    scale = DAY if column.family is Family.DATE else 1
    with suppress(ValueError, OverflowError, TypeError):
        moved = _moved(_START + timedelta(seconds=raw * scale), unit, int(value))
        if moved is not None:
            yield int((moved - _START).total_seconds()) // scale


def _moved(moment: datetime, unit: str, value: int) -> datetime | None:
    match unit:
        case "year":
            return moment.replace(year=value, day=min(moment.day, _LAST))
        case "month":
            return moment.replace(month=value, day=min(moment.day, _LAST))
        case "quarter":
            month = (value - 1) * 3 + 1 + (moment.month - 1) % 3
            return moment.replace(month=month, day=min(moment.day, _LAST))
        case "day":
            return moment.replace(day=value)
        case "hour":
            return moment.replace(hour=value)
        case "dow" | "isodow":
            return moment + timedelta(days=value % 7 - moment.isoweekday() % 7)
    return None


def _unit(expression: Expression) -> str:
    bare = uncast(expression)
    if isinstance(bare, Const) and isinstance(bare.value, str):
        return bare.value.lower()
    raise NotUnderstood("date_part")
