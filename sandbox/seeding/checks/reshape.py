"""Values put into the form that a check wants them in: `code = upper(code)`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.evaluate import Evaluated, evaluated
from sandbox.seeding.checks.expression import (
    Call,
    Col,
    Expression,
    NotUnderstood,
    columns_of,
    uncast,
)
from sandbox.seeding.checks.natural import held, natural
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column
from sandbox.seeding.values.value import Value


def reshaped(column: Column, value: Value, conditions: Iterable[Condition]) -> Value | None:
    """The rule with its values as the conditions want them; None where they want no form."""
    forms = [form for condition in conditions for form in _forms(column, condition.expression)]
    if not forms:
        return None

    def each(values: list[Raw]) -> list[Raw]:
        for form in forms:
            values = [_changed(column, form, raw) for raw in values]
        return values

    draw, pick = value.draw, value.pick
    return replace(
        value,
        draw=lambda rows: each(draw(rows)),
        pick=None if pick is None else lambda indexes: each(pick(indexes)),
        distinct=False,
    )


def _changed(column: Column, form: Evaluated, raw: Raw) -> Raw:
    try:
        found = form({column.name: natural(column, raw)})
        return raw if found is None else held(column, found)
    except (NotUnderstood, ValueError, TypeError, ArithmeticError):
        return raw


def _forms(column: Column, expression: Expression) -> Iterator[Evaluated]:
    if not isinstance(expression, Call) or expression.name != "=":
        return
    for own, other in (expression.arguments, expression.arguments[::-1]):
        if uncast(own) == Col(column.name) and columns_of(other) == (column.name,):
            yield evaluated(other, {column.name: column})
            return
