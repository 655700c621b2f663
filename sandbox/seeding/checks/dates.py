"""Adding and subtracting with dates: days, where the operands are dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.seeding.checks.expression import (
    Cast,
    Col,
    Expression,
)
from sandbox.seeding.checks.functions import FUNCTIONS
from sandbox.seeding.copytext.raw import DAY
from sandbox.seeding.schemas.schema import Column, Family


def date_arithmetic(
    name: str, arguments: tuple[Expression, ...], columns: Mapping[str, Column]
) -> Callable[[Any, Any], Any]:
    """+ and -: between dates in days, otherwise plain."""
    first, second = (_is_date(argument, columns) for argument in arguments)
    if name == "-" and first and second:
        return lambda left, right: (left - right) // DAY
    if first and not _is_interval(arguments[1], columns):
        sign = 1 if name == "+" else -1
        return lambda left, right: left + sign * int(right) * DAY
    return FUNCTIONS[(name, 2)]


def _is_date(expression: Expression, columns: Mapping[str, Column]) -> bool:
    if isinstance(expression, Cast):
        return expression.type == "date"
    if isinstance(expression, Col) and expression.name in columns:
        return columns[expression.name].family is Family.DATE
    return False


def _is_interval(expression: Expression, columns: Mapping[str, Column]) -> bool:
    if isinstance(expression, Cast):
        return expression.type == "interval"
    if isinstance(expression, Col) and expression.name in columns:
        return columns[expression.name].family is Family.INTERVAL
    return False
