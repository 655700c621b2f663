"""Ways in which the second of two rows balances the first: negated, swapped, on the other side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import permutations

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.planning.variants import constants_for
from sandbox.seeding.schemas.schema import Column, Family, Table

MOST_SIDES = 4
"""So many values of a column are taken for the names of sides."""
_AMOUNTS = (Family.INTEGER, Family.NUMERIC, Family.FLOAT)
_SIDES = (Family.TEXT, Family.ENUM, Family.BOOLEAN)

_Row = MutableMapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Mirror:
    """name: tells it from the others. apply: changes two rows, the second mostly."""

    name: str
    apply: Callable[[_Row, _Row], None]


def mirrors(table: Table, columns: Sequence[Column], text: str) -> list[Mirror]:
    """The ways worth trying. text: of the function that looks at the rows together."""
    keyed = {name for key in table.foreign_keys for name in key.columns}
    keyed |= {name for key in table.keys for name in key.columns if name is not None}
    words = set(re.findall(r"\w+", text))
    named = [c for c in columns if c.name in words and c.name not in keyed and not c.numbered]
    amounts = [c.name for c in named if c.family in _AMOUNTS and not c.array]
    if not amounts:
        return []
    known = text + "\n".join(check.expression for check in table.checks)
    sides = [c for c in named if c.family in _SIDES and not c.array]
    return [Mirror(f"w{n}", way) for n, way in enumerate(_ways(amounts, sides, known))]


def _ways(
    amounts: Sequence[str], sides: Sequence[Column], text: str
) -> Iterator[Callable[[_Row, _Row], None]]:
    yield partial(_negate, amounts=amounts)
    for name, opposite in permutations(amounts, 2):
        if name < opposite:
            yield partial(_swap, amounts=amounts, name=name, opposite=opposite)
    for side in sides:
        values = tuple(dict.fromkeys(constants_for(side, text)))[:MOST_SIDES]
        for left, right in permutations(values, 2):
            yield partial(_sided, amounts=amounts, side=side.name, left=left, right=right)
    yield partial(_same, amounts=amounts)


def _same(one: _Row, other: _Row, amounts: Sequence[str]) -> None:
    for name in amounts:
        other[name] = one[name]


def _negate(one: _Row, other: _Row, amounts: Sequence[str]) -> None:
    for name in amounts:
        value = one[name]
        other[name] = None if value is None else -value


def _swap(one: _Row, other: _Row, amounts: Sequence[str], name: str, opposite: str) -> None:
    _same(one, other, amounts)
    other[name], other[opposite] = one[opposite], one[name]


def _sided(
    one: _Row, other: _Row, amounts: Sequence[str], side: str, left: Raw, right: Raw
) -> None:
    _same(one, other, amounts)
    one[side], other[side] = left, right
