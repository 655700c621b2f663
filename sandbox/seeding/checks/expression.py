"""The parts of an SQL expression as the server writes it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


class NotUnderstood(Exception):
    """The expression says something this reader does not know."""


@dataclass(frozen=True, slots=True)
class Const:
    """A constant: text, number as text with `number` set, True, False or None."""

    value: str | bool | None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Col:
    name: str


@dataclass(frozen=True, slots=True)
class Cast:
    inner: Expression
    type: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, in lower case; also `not`, unary `-`, `is null` and the binary operators."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Array:
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Quantified:
    """left operator ANY/ALL (array)"""

    operator: str
    left: Expression
    array: Expression
    any: bool


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """branches of (condition, result); `otherwise` may be a NULL constant."""

    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression


Expression = Const | Col | Cast | Call | Array | Quantified | And | Or | Case


def children(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Cast(inner=inner):
            return (inner,)
        case Call(arguments=parts) | Array(items=parts) | And(parts=parts) | Or(parts=parts):
            return parts
        case Quantified(left=left, array=array):
            return (left, array)
        case Case(branches=branches, otherwise=otherwise):
            return (*(part for branch in branches for part in branch), otherwise)
    return ()


def columns_of(expression: Expression) -> tuple[str, ...]:
    """The columns an expression mentions, each once, in order."""

    def walk(part: Expression) -> Iterator[str]:
        if isinstance(part, Col):
            yield part.name
        for child in children(part):
            yield from walk(child)

    return tuple(dict.fromkeys(walk(expression)))


def conjuncts(expression: Expression) -> Iterator[Expression]:
    """The conditions that must all hold."""
    if isinstance(expression, And):
        for part in expression.parts:
            yield from conjuncts(part)
    else:
        yield expression


def uncast(expression: Expression) -> Expression:
    """Without the casts around it."""
    while isinstance(expression, Cast):
        expression = expression.inner
    return expression
