"""Functions that give NULL for NULL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.seeding.checks.expression import (
    NotUnderstood,
)

Row = Mapping[str, Any]
Evaluated = Callable[[Row], Any]


def strict(function: Callable[..., Any], arguments: list[Evaluated]) -> Evaluated:
    """NULL where any argument is; a value the function cannot take is not understood."""
    if len(arguments) == 2:
        one, two = arguments

        def both(row: Row) -> Any:
            left, right = one(row), two(row)
            if left is None or right is None:
                return None
            return _applied(function, (left, right))

        return both

    def run(row: Row) -> Any:
        values = [argument(row) for argument in arguments]
        return None if None in values else _applied(function, values)

    return run


def _applied(function: Callable[..., Any], values: Any) -> Any:
    try:
        return function(*values)
    except ZeroDivisionError:
        return None
    except (TypeError, ValueError, ArithmeticError, re.error, AttributeError) as error:
        raise NotUnderstood(str(error)) from error
