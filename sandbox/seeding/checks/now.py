"""The present in an expression: what holds whenever the rows are loaded."""

from __future__ import annotations

from sandbox.seeding.checks.expression import (
    Call,
    Cast,
    Const,
    Expression,
    children,
)


def has_now(expression: Expression) -> bool:
    if isinstance(expression, Call) and expression.name in _NOW:
        return True
    return any(has_now(child) for child in children(expression))


def at_time(expression: Expression, now: int) -> Expression:
    """The expression at that time."""
    match expression:
        case Call(name=name) if name in _NOW:
            return Const(str(now), number=True)
        case Cast(inner=inner, type=type_name):
            return Cast(at_time(inner, now), type_name)
        case Call(name=name, arguments=parts):
            return Call(name, tuple(at_time(part, now) for part in parts))
    return expression


_NOW = ("now", "transaction_timestamp")
