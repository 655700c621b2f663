"""A domain's conditions, with the column in place of VALUE."""

from __future__ import annotations

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
    match expression:
        case Col(name="VALUE"):
            return Col(column)
        case Cast(inner=inner, type=type_name):
            return Cast(renamed(inner, column), type_name)
        case Call(name=name, arguments=parts):
            return Call(name, tuple(renamed(part, column) for part in parts))
        case Quantified(operator=operator, left=left, array=array, any=any_):
            return Quantified(operator, renamed(left, column), renamed(array, column), any_)
        case Array(items=items):
            return Array(tuple(renamed(item, column) for item in items))
    return _renamed_logic(expression, column)


def _renamed_logic(expression: Expression, column: str) -> Expression:
    match expression:
        case And(parts=parts):
            return And(tuple(renamed(part, column) for part in parts))
        case Or(parts=parts):
            return Or(tuple(renamed(part, column) for part in parts))
        case Case(branches=branches, otherwise=otherwise):
            return Case(
                tuple((renamed(c, column), renamed(r, column)) for c, r in branches),
                renamed(otherwise, column),
            )
    return expression
