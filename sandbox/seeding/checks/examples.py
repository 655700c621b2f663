"""Values read out of the checks themselves, for columns that no rule knows how to fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.expression import Const, Expression, NotUnderstood, children
from sandbox.seeding.checks.natural import ORDERED, natural
from sandbox.seeding.copytext.raw import DAY, Raw, parse, scale_of
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.value import Spec, Value, from_pool

AROUND = 120
"""So many numbers on either side of each constant."""
FEW = 9
"""So many texts are put together in every way."""


def examples(spec: Spec, conditions: Sequence[Condition]) -> Value | None:
    """Any of the values near the conditions' constants that hold them; None where none does."""
    column = spec.column
    if column.array:
        return None
    tried = dict.fromkeys(
        raw
        for condition in conditions
        for constant in _constants(condition.expression)
        for raw in _near(column, constant)
    )
    if column.family is Family.TEXT:
        words = [word for c in conditions for word in _constants(c.expression)]
        tried.update(dict.fromkeys(_joined(words)))
    pool = [raw for raw in tried if _holds(column, raw, conditions)]
    return from_pool(pool, spec.random("examples"), "near what its check says") if pool else None


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The constants one after the other, the other way round, and without wild cards."""
    bare = dict.fromkeys(word.strip("%") for word in words if len(word) < 20)
    few = list(bare)[:FEW]
    yield from (word[::-1] for word in few)
    for number in (1, 2, 3):
        yield from ("".join(chosen) for chosen in product(few, repeat=number))


def _holds(column: Column, raw: Raw, conditions: Iterable[Condition]) -> bool:
    try:
        known = {column.name: natural(column, raw)}
        return all(condition.holds(known) for condition in conditions)
    except NotUnderstood:
        return False


def _constants(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Const) and isinstance(expression.value, str):
        yield expression.value
    for child in children(expression):
        yield from _constants(child)


def _near(column: Column, constant: str) -> Iterator[Raw]:
    if column.family is Family.TEXT:
        yield constant
        yield from _numbers(constant)
        return
    try:
        value = parse(column, constant)
    except (ValueError, OverflowError):
        return
    yield value
    if column.family in ORDERED:
        step = 10 ** scale_of(column) if column.family is Family.NUMERIC else 1
        step = DAY if column.family is Family.TIMESTAMP else step
        for distance in range(1, AROUND):
            yield value + distance * step
            yield value - distance * step


def _numbers(constant: str) -> Iterator[str]:
    """Numbers in a text."""
    if constant.lstrip("-").isdigit():
        for distance in range(1, AROUND):
            yield str(int(constant) + distance)
            yield str(int(constant) - distance)
