"""Turns an expression into a function of a row, with SQL's three truth values.

A row is a mapping from column name to natural value: numbers as int, float or Decimal, dates and
moments as seconds since 1970, intervals and times of day as seconds, the rest as held.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sandbox.seeding.checks.dates import date_arithmetic
from sandbox.seeding.checks.expression import (
    And,
    Array,
    Call,
    Case,
    Cast,
    Col,
    Const,
    Expression,
    NotUnderstood,
    Or,
    Quantified,
    uncast,
)
from sandbox.seeding.checks.functions import FUNCTIONS
from sandbox.seeding.checks.natural import FAR_FUTURE, held, natural_constant, to_integer
from sandbox.seeding.checks.now import at_time, has_now
from sandbox.seeding.checks.strict import strict
from sandbox.seeding.copytext.raw import DAY, text_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.moments import ANCHOR

Row = Mapping[str, Any]
Evaluated = Callable[[Row], Any]


_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluated(expression: Expression, columns: Mapping[str, Column]) -> Evaluated:
    """The expression as a function of a row; NotUnderstood where a part has no meaning here."""
    match expression:
        case Const(value=value, number=number):
            constant = Decimal(str(value)) if number else value
            return lambda row: constant
        case Col(name=name):
            if name not in columns:
                raise NotUnderstood(f"no column {name}")
            return operator.itemgetter(name)
        case Cast(inner=inner, type=type_name):
            return _cast(inner, type_name, columns)
        case And(parts=parts):
            return _all([evaluated(part, columns) for part in parts])
        case Or(parts=parts):
            return _any([evaluated(part, columns) for part in parts])
        case Array(items=items):
            made = [evaluated(item, columns) for item in items]
            return lambda row: tuple(item(row) for item in made)
        case Quantified():
            return _quantified(expression, columns)
        case Case(branches=branches, otherwise=otherwise):
            return _case(branches, otherwise, columns)
        case Call():
            return _call(expression, columns)


def _cast(inner: Expression, type_name: str, columns: Mapping[str, Column]) -> Evaluated:
    value = evaluated(inner, columns)
    constant = uncast(inner)
    if isinstance(constant, Const) and isinstance(constant.value, str) and not constant.number:
        known = natural_constant(constant.value, type_name)
        return lambda row: known
    if type_name == "date" and not (isinstance(constant, Const) and not constant.number):
        return strict(lambda moment: moment // DAY * DAY, [value])
    if type_name in ("integer", "bigint", "smallint"):
        return strict(to_integer, [value])
    if type_name.startswith(("numeric", "double", "real")):
        return strict(lambda held: Decimal(held) if isinstance(held, str) else held, [value])
    if type_name in _TEXTS and isinstance(constant, Col) and constant.name in columns:
        return strict(_text_of(columns[constant.name]), [value])
    return value


_TEXTS = ("text", "character varying", "character", "citext")


def _text_of(column: Column) -> Callable[[Any], Any]:
    """How the server writes a column's value as text."""
    if column.array:
        return lambda value: "{" + ",".join(map(str, value)) + "}"
    if column.family is Family.BOOLEAN:
        return lambda value: "true" if value else "false"
    return lambda value: (
        text_of(column, held(column, value)) if not isinstance(value, str) else value
    )


def _all(parts: Sequence[Evaluated]) -> Evaluated:
    def run(row: Row) -> Any:
        unknown = False
        for part in parts:
            value = part(row)
            if value is None:
                unknown = True
            elif not value:
                return False
        return None if unknown else True

    return run


def _any(parts: Sequence[Evaluated]) -> Evaluated:
    def run(row: Row) -> Any:
        unknown = False
        for part in parts:
            value = part(row)
            if value is None:
                unknown = True
            elif value:
                return True
        return None if unknown else False

    return run


def _quantified(expression: Quantified, columns: Mapping[str, Column]) -> Evaluated:
    compare = _comparison(expression.operator)
    left, array = evaluated(expression.left, columns), evaluated(expression.array, columns)
    combine = _any if expression.any else _all

    def test(value: Any, item: Any) -> Evaluated:
        return lambda _: None if value is None or item is None else compare(value, item)

    def run(row: Row) -> Any:
        value, items = left(row), array(row)
        return None if items is None else combine([test(value, item) for item in items])(row)

    return run


def _case(
    branches: tuple[tuple[Expression, Expression], ...],
    otherwise: Expression,
    columns: Mapping[str, Column],
) -> Evaluated:
    made = [(evaluated(c, columns), evaluated(r, columns)) for c, r in branches]
    last = evaluated(otherwise, columns)

    def run(row: Row) -> Any:
        for condition, result in made:
            if condition(row):
                return result(row)
        return last(row)

    return run


def _call(expression: Call, columns: Mapping[str, Column]) -> Evaluated:
    name, arguments = expression.name, expression.arguments
    if name in _COMPARE and len(arguments) == 2:
        return _compared(name, arguments, columns)
    made = [evaluated(argument, columns) for argument in arguments]
    match name:
        case "not":
            return strict(operator.not_, made)
        case "is null":
            return lambda row: made[0](row) is None
        case "is same":
            return lambda row: _same(made[0](row), made[1](row))
        case "coalesce":
            return lambda row: next((v for part in made if (v := part(row)) is not None), None)
        case "num_nonnulls":
            return lambda row: sum(part(row) is not None for part in made)
        case "num_nulls":
            return lambda row: sum(part(row) is None for part in made)
        case "greatest" | "least":
            choose = max if name == "greatest" else min
            return lambda row: choose((v for p in made if (v := p(row)) is not None), default=None)
        case "nullif":
            return lambda row: None if (v := made[0](row)) == made[1](row) else v
        case "concat":
            return lambda row: "".join(str(v) for p in made if (v := p(row)) is not None)
        case "array_position":
            return lambda row: _place(made[0](row), made[1](row))
        case "now":
            return lambda row: ANCHOR
    if name in ("-", "+") and len(arguments) == 2:
        return strict(date_arithmetic(name, arguments, columns), made)
    function = FUNCTIONS.get((name, len(arguments))) or FUNCTIONS.get((name, -1))
    if function is None:
        raise NotUnderstood(name)
    return strict(function, made)


def _place(items: Any, wanted: Any) -> int | None:
    """`array_position`, which finds NULLs too."""
    return items.index(wanted) + 1 if items is not None and wanted in items else None


def _same(left: Any, right: Any) -> bool:
    return (left is None and right is None) or (None not in (left, right) and left == right)


def _compared(
    name: str, arguments: tuple[Expression, ...], columns: Mapping[str, Column]
) -> Evaluated:
    """A comparison; now() is read so that the answer holds whenever the rows are loaded."""
    compare = _comparison(name)
    left, right = arguments
    if has_now(left) or has_now(right):
        early = name in (("<", "<=") if has_now(right) else (">", ">="))
        now = ANCHOR if early else FAR_FUTURE
        left, right = at_time(left, now), at_time(right, now)
    return strict(compare, [evaluated(left, columns), evaluated(right, columns)])


def _comparison(name: str) -> Callable[[Any, Any], Any]:
    compare = _COMPARE.get(name) or FUNCTIONS.get((name, 2))
    if compare is None:
        raise NotUnderstood(name)
    known = compare

    def run(left: Any, right: Any) -> Any:
        if isinstance(left, float) and isinstance(right, Decimal):
            right = float(right)
        elif isinstance(right, float) and isinstance(left, Decimal):
            left = float(left)
        try:
            return known(left, right)
        except TypeError as error:
            raise NotUnderstood(f"{left!r} {name} {right!r}") from error

    return run
