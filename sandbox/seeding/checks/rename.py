"""Expressions with others in the place of names: a domain's VALUE, a generated column."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.seeding.checks.expression import (
    And,
    Array,
    Call,
    Case,
    Cast,
    Col,
    Expression,
    Or,
    Quantified,
)


def renamed(expression: Expression, column: str) -> Expression:
    """A domain's condition with VALUE standing for the column."""
    return replaced(expression, {"VALUE": Col(column)})


def replaced(expression: Expression, by: Mapping[str, Expression]) -> Expression:
    """The expression with each of the named columns replaced."""
    match expression:
        case Col(name=name):
            return by.get(name, expression)
        case Cast(inner=inner, type=type_name):
            return Cast(replaced(inner, by), type_name)
        case Call(name=name, arguments=parts):
            return Call(name, tuple(replaced(part, by) for part in parts))
        case Quantified(operator=operator, left=left, array=array, any=any_):
            return Quantified(operator, replaced(left, by), replaced(array, by), any_)
        case Array(items=items):
            return Array(tuple(replaced(item, by) for item in items))
    return _replaced_logic(expression, by)


def _replaced_logic(expression: Expression, by: Mapping[str, Expression]) -> Expression:
    match expression:
        case And(parts=parts):
            return And(tuple(replaced(part, by) for part in parts))
        case Or(parts=parts):
            return Or(tuple(replaced(part, by) for part in parts))
        case Case(branches=branches, otherwise=otherwise):
            return Case(
                tuple((replaced(c, by), replaced(r, by)) for c, r in branches),
                replaced(otherwise, by),
            )
    return expression
