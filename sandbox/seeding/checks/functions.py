"""The server's functions and operators that checks commonly use, on natural values."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.seeding.checks.clock import CLOCK
from sandbox.seeding.checks.containers import CONTAINERS
from sandbox.seeding.checks.texts import TEXTS


def _number(value: Any) -> Any:
    return value if isinstance(value, (int, float, Decimal)) else Decimal(str(value))


def _arithmetic(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def run(left: Any, right: Any) -> Any:
        if isinstance(left, float) or isinstance(right, float):
            return function(float(left), float(right))
        return function(left, right)

    return run


def _divide(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        return int(Decimal(left) / Decimal(right))
    return left / right


def _remainder(left: Any, right: Any) -> Any:
    """With the sign of the first, as the server has it."""
    if isinstance(left, int) and isinstance(right, int):
        found = abs(left) % abs(right)
        return found if left >= 0 else -found
    return math.fmod(left, right) if isinstance(left, float) else left % right


def _bits(function: Callable[[int, int], int]) -> Callable[[Any, Any], int]:
    return lambda left, right: function(int(left), int(right))


def _rounded(value: Any, digits: Any = 0) -> Any:
    """Halves go away from zero."""
    step = Decimal(1).scaleb(-int(digits))
    number = Decimal(str(_number(value)))
    return number.quantize(step, rounding="ROUND_HALF_UP")


def _truncated(value: Any, digits: Any = 0) -> Any:
    step = Decimal(1).scaleb(-int(digits))
    return Decimal(str(value)).quantize(step, rounding="ROUND_DOWN")


def _sign(value: Any) -> int:
    return int(value > 0) - int(value < 0)


FUNCTIONS: Mapping[tuple[str, int], Callable[..., Any]] = {
    **CLOCK,
    **TEXTS,
    **CONTAINERS,
    ("negative", 1): operator.neg,
    ("+", 2): _arithmetic(operator.add),
    ("-", 2): _arithmetic(operator.sub),
    ("*", 2): _arithmetic(operator.mul),
    ("/", 2): _arithmetic(_divide),
    ("%", 2): _arithmetic(_remainder),
    ("mod", 2): _arithmetic(_remainder),
    ("div", 2): lambda left, right: int(left / right),
    ("^", 2): lambda base, exponent: float(base) ** float(exponent),
    ("power", 2): lambda base, exponent: float(base) ** float(exponent),
    ("&", 2): _bits(operator.and_),
    ("|", 2): _bits(operator.or_),
    ("#", 2): _bits(operator.xor),
    ("<<", 2): _bits(operator.lshift),
    (">>", 2): _bits(operator.rshift),
    ("sqrt", 1): lambda value: math.sqrt(value),
    ("ln", 1): lambda value: math.log(value),
    ("exp", 1): lambda value: math.exp(value),
    ("sign", 1): _sign,
    ("abs", 1): abs,
    ("floor", 1): math.floor,
    ("ceil", 1): math.ceil,
    ("ceiling", 1): math.ceil,
    ("trunc", 1): _truncated,
    ("trunc", 2): _truncated,
    ("round", 1): _rounded,
    ("round", 2): _rounded,
    ("scale", 1): lambda value: max(-Decimal(str(value)).as_tuple().exponent, 0),  # type: ignore[operator]
}
