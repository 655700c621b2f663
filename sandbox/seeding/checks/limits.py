"""What simple conditions leave a single column: bounds, lengths, lists, patterns."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sandbox.seeding.checks.date_parts import year_bounds
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import (
    Array,
    Call,
    Col,
    Const,
    Expression,
    NotUnderstood,
    Or,
    Quantified,
    columns_of,
    uncast,
)
from sandbox.seeding.copytext.raw import DAY, Raw, parse, scale_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.value import Limits

_MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "<>": "<>"}
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "<>", "<>": "="}
_LENGTHS = ("length", "char_length", "character_length", "octet_length", "cardinality")


def narrowed(limits: Limits, condition: Expression, column: Column) -> Limits:
    """The limits with what the condition adds, unchanged where it says nothing simple."""
    try:
        return _narrowed(limits, condition, column)
    except (NotUnderstood, ValueError, ArithmeticError, TypeError):
        return limits


def _narrowed(limits: Limits, condition: Expression, column: Column) -> Limits:
    match condition:
        case Or(parts=parts):
            return _either(limits, parts, column)
        case Quantified(operator=operator, left=left, array=array, any=any_):
            return _listed(limits, operator, left, array, any_, column)
        case Col():
            return replace(limits, allowed=_within(limits, (True,)))
        case Call(name="not", arguments=(Col(),)):
            return replace(limits, allowed=_within(limits, (False,)))
        case Call(name="not", arguments=(Call(name=name, arguments=pair),)) if name in _OPPOSITE:
            return _narrowed(limits, Call(_OPPOSITE[name], pair), column)
        case Call(name="is same", arguments=(left, Const(value=bool() as value))):
            if isinstance(uncast(left), Col):
                return replace(limits, allowed=_within(limits, (value,)))
        case Call(name=name, arguments=(left, right)) if name in _MIRROR:
            if columns_of(right) and not columns_of(left):
                left, right, name = right, left, _MIRROR[name]
            return _compared(limits, name, left, right, column)
        case Call(name="~~" | "~~*", arguments=(left, right)) if _is_column(left):
            return replace(limits, like=(*limits.like, _text(right)))
        case Call(name="~" | "~*" as name, arguments=(left, right)) if _is_column(left):
            return replace(limits, regex=(*limits.regex, (_text(right), name == "~*")))
        case Call(name="starts_with" | "^@", arguments=(left, right)) if _is_column(left):
            return replace(limits, like=(*limits.like, _escaped(_text(right)) + "%"))
    return limits


def _either(limits: Limits, parts: tuple[Expression, ...], column: Column) -> Limits:
    """`col IS NULL OR …` is the rest; `col = a OR col = b` is a list."""
    rest = [p for p in parts if not (isinstance(p, Call) and p.name == "is null")]
    if len(rest) == 1:
        return _narrowed(limits, rest[0], column)
    patterns = [_narrowed(Limits(), part, column).regex for part in rest]
    if patterns and all(patterns):
        joined = "|".join(f"(?:{pattern})" for found in patterns for pattern, _ in found[:1])
        return replace(limits, regex=(*limits.regex, (joined, False)))
    single = [_narrowed(Limits(), part, column).allowed for part in rest]
    if single and all(allowed is not None for allowed in single):
        values = tuple(value for allowed in single for value in allowed or ())
        return replace(limits, allowed=_within(limits, values))
    return _one_of_them(limits, rest, column)


def _one_of_them(limits: Limits, parts: list[Expression], column: Column) -> Limits:
    """Where one branch says something simple, the values are made to fit that one."""
    for part in parts:
        found = _narrowed(Limits(), part, column)
        if found.allowed is None and not found.excluded and found != Limits():
            return _narrowed(limits, part, column)
    return limits


def _listed(
    limits: Limits,
    operator: str,
    left: Expression,
    array: Expression,
    any_: bool,
    column: Column,
) -> Limits:
    if not _is_column(left) or column.array:
        return limits
    items = uncast(array)
    if isinstance(items, Array):
        values = tuple(_constant(item, column) for item in items.items)
    else:
        texts = evaluated(array, {})({})
        values = tuple(parse(column, text) for text in texts)
    if operator in ("~~", "~~*", "~", "~*") and any_:
        like = operator[:2] == "~~"
        joined = "|".join(f"(?:{_of_like(v) if like else v})" for v in map(str, values))
        return replace(limits, regex=(*limits.regex, (joined, operator[-1] == "*")))
    if operator == "=" and any_:
        return replace(limits, allowed=_within(limits, values))
    if operator == "<>" and not any_:
        return replace(limits, excluded=limits.excluded | set(values))
    return limits


def _compared(
    limits: Limits, name: str, left: Expression, right: Expression, column: Column
) -> Limits:
    bare = uncast(left)
    if columns_of(right):
        return limits
    if isinstance(bare, Call) and _measures(bare):
        return _length(limits, name, int(evaluated(right, {})({})))
    if isinstance(bare, Call) and bare.name == "date_part":
        for sign, day in year_bounds(bare, name, right):
            limits = _bound(limits, sign, Decimal(str(parse(column, day))), column)
        return limits
    if isinstance(bare, Call):
        return _piece(limits, name, bare, right)
    if not isinstance(bare, Col) or column.array:
        return limits
    if column.family in (Family.TEXT, Family.ENUM, Family.BOOLEAN, Family.UUID, Family.NETWORK):
        value = _constant(right, column)
        if name == "=":
            return replace(limits, allowed=_within(limits, (value,)))
        if name == "<>":
            return replace(limits, excluded=limits.excluded | {value})
        return limits
    return _bound(limits, name, _exact(right, column), column)


def _piece(limits: Limits, name: str, call: Call, right: Expression) -> Limits:
    """What is said of a part of a text: `left(code, 2) = 'NL'`, `position('@' in email) > 0`."""
    value = evaluated(right, {})({})
    arguments = call.arguments
    first = call.name == "left" or (
        call.name in ("substr", "substring")
        and len(arguments) == 3
        and evaluated(arguments[1], {})({}) == 1
    )
    if first and name == "=" and _is_column(arguments[0]) and isinstance(value, str):
        return replace(limits, like=(*limits.like, _escaped(value) + "%"))
    if call.name == "right" and name == "=" and isinstance(value, str):
        return replace(limits, like=(*limits.like, "%" + _escaped(value)))
    if call.name in ("position", "strpos") and name in (">", ">=", "<>"):
        part = arguments[0] if call.name == "position" else arguments[1]
        return replace(limits, like=(*limits.like, f"%{_escaped(_text(part))}%"))
    return limits


def _escaped(text: str) -> str:
    """A text as a LIKE pattern that means just it."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _of_like(pattern: str) -> str:
    """A LIKE pattern as a regular expression to make texts from."""
    return "".join({"%": "[a-z]{4,8}", "_": "[a-z]"}.get(c, re.escape(c)) for c in pattern)


def _measures(call: Call) -> bool:
    """Whether the call is a length of the column, trimmed or not."""
    if call.name not in _LENGTHS and call.name != "array_length":
        return False
    inner = uncast(call.arguments[0])
    if isinstance(inner, Call) and inner.name in ("btrim", "trim", "ltrim", "rtrim"):
        inner = uncast(inner.arguments[0])
    return isinstance(inner, Col)


def _length(limits: Limits, name: str, length: int) -> Limits:
    low = {">": length + 1, ">=": length, "=": length}.get(name)
    high = {"<": length - 1, "<=": length, "=": length}.get(name)
    if low is not None:
        limits = replace(limits, shortest=max(limits.shortest, low))
    if high is not None:
        longest = high if limits.longest is None else min(limits.longest, high)
        limits = replace(limits, longest=longest)
    if name == "<>" and length == 0:
        limits = replace(limits, shortest=max(limits.shortest, 1))
    return limits


def _bound(limits: Limits, name: str, exact: Decimal, column: Column) -> Limits:
    """exact: the bound in raw units, perhaps between two raw values."""
    floor = int(exact.to_integral_value(ROUND_FLOOR))
    ceiling = int(exact.to_integral_value(ROUND_CEILING))
    whole = floor == ceiling
    step: Raw = 1
    if column.family is Family.FLOAT:
        floor = ceiling = float(exact)  # type: ignore[assignment]
        step = 0.001
    low = {">": floor + step if whole else ceiling, ">=": ceiling, "=": ceiling}.get(name)
    high = {"<": ceiling - step if whole else floor, "<=": floor, "=": floor}.get(name)
    if name == "<>":
        return replace(limits, excluded=limits.excluded | {floor})
    if low is not None:
        limits = replace(limits, low=low if limits.low is None else max(limits.low, low))
    if high is not None:
        limits = replace(limits, high=high if limits.high is None else min(limits.high, high))
    return limits


def _exact(expression: Expression, column: Column) -> Decimal:
    """A constant in the raw unit of the column."""
    value = evaluated(expression, {})({})
    if isinstance(value, str):
        return Decimal(str(parse(column, value)))
    number = Decimal(str(value))
    if column.family is Family.NUMERIC:
        return number.scaleb(scale_of(column))
    return number / DAY if column.family is Family.DATE else number


def _constant(expression: Expression, column: Column) -> Raw:
    value: Any = evaluated(expression, {})({})
    if isinstance(value, Decimal):
        return (
            int(value.scaleb(scale_of(column))) if column.family is Family.NUMERIC else int(value)
        )
    return parse(column, value) if isinstance(value, str) else value


def _within(limits: Limits, values: tuple[Raw, ...]) -> tuple[Raw, ...]:
    if limits.allowed is None:
        return tuple(dict.fromkeys(values))
    return tuple(value for value in limits.allowed if value in values)


def _is_column(expression: Expression) -> bool:
    return isinstance(uncast(expression), Col)


def _text(expression: Expression) -> str:
    value = None if columns_of(expression) else evaluated(expression, {})({})
    if isinstance(value, str):
        return value
    raise NotUnderstood("no constant pattern")
