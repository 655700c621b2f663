"""Conditions that count: `num_nonnulls(a, b, c) = 1`, `(a IS NOT NULL)::int + … <= 2`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.seeding.checks.expression import (
    Call,
    Case,
    Cast,
    Const,
    Expression,
    uncast,
)

_SIGNS: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_TRUTHS = ("not", "is null", "=", "<>", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Counted:
    """parts: of which some have to be true. fitting: so many of them."""

    parts: Sequence[Expression]
    fitting: Sequence[int]


def counted(expression: Call, truth: bool) -> Counted | None:
    """A comparison of a number of truths with a constant; None where it is none."""
    if expression.name not in _SIGNS or len(expression.arguments) != 2:
        return None
    left, right = expression.arguments
    sign = expression.name
    if isinstance(uncast(left), Const):
        left, right, sign = right, left, _MIRROR.get(sign, sign)
    known, parts = uncast(right), list(_parts(left))
    if len(parts) < 2 or not isinstance(known, Const) or not known.number:
        return None
    most = int(float(str(known.value)))
    fits = _SIGNS[sign]
    return Counted(parts, [n for n in range(len(parts) + 1) if fits(n, most) == truth])


def _parts(expression: Expression) -> Iterator[Expression]:
    """What is counted; nothing at all where something else is added."""
    bare = uncast(expression)
    match bare:
        case Call(name="num_nonnulls", arguments=arguments):
            yield from (Call("not", (Call("is null", (one,)),)) for one in arguments)
        case Call(name="num_nulls", arguments=arguments):
            yield from (Call("is null", (one,)) for one in arguments)
        case Call(name="+", arguments=(one, other)):
            first, second = list(_parts(one)), list(_parts(other))
            if first and second:
                yield from (*first, *second)
        case Call(name=name) if name in _TRUTHS and isinstance(expression, Cast):
            yield bare
        case Case(branches=((condition, result),), otherwise=rest):
            if _is_number(result, 1) and _is_number(rest, 0):
                yield condition


def _is_number(expression: Expression, number: int) -> bool:
    bare = uncast(expression)
    return isinstance(bare, Const) and bare.number and str(bare.value) == str(number)
