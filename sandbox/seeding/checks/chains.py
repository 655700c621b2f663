"""Chains of comparisons (`a < b`, `b < c`, …): the row's own values, put into their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.expression import Call, Col, uncast
from sandbox.seeding.checks.natural import ORDERED
from sandbox.seeding.copytext.raw import Raw, scale_of
from sandbox.seeding.schemas.schema import Column, Family

STEP = {Family.TIMESTAMP: 60, Family.TIME: 900, Family.FLOAT: 0.001}
"""What lies between two values of which one has to be less; 1 for other families."""


@dataclass(frozen=True, slots=True)
class Edge:
    """strict: the lesser may not be as much as the greater."""

    lesser: str
    greater: str
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    columns: Mapping[str, Column]
    conditions: Sequence[Condition]
    _edges: list[Edge] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._edges.extend(edge for c in self.conditions for edge in _edges(c, self.columns))

    def change(self, condition: Condition, row: Mapping[str, Raw]) -> Mapping[str, Raw] | None:
        """The values of all columns that hang together with the condition's, in order; None where
        it is no part of a chain. What is NULL stays so."""
        if not any(_edges(condition, self.columns)):
            return None
        order = self._in_order(self._together(condition.columns))
        names = [name for name in order if row.get(name) is not None]
        if len(names) < 2:
            return None
        values = sorted(row[name] for name in names)
        step = STEP.get(self.columns[names[0]].family, 1)
        made: dict[str, Raw] = {}
        for name, value in zip(names, values, strict=True):
            for edge in self._edges:
                if edge.greater == name and edge.lesser in made:
                    value = max(value, made[edge.lesser] + (step if edge.strict else 0))
            made[name] = value
        return made

    def _together(self, names: Iterable[str]) -> set[str]:
        found, growing = set(names), True
        while growing:
            more = {
                name
                for edge in self._edges
                if not found.isdisjoint((edge.lesser, edge.greater))
                for name in (edge.lesser, edge.greater)
            }
            growing = not more <= found
            found |= more
        return found

    def _in_order(self, names: set[str]) -> list[str]:
        """The lesser before the greater; what goes round in a circle is left out."""
        done: list[str] = []
        waiting = [name for name in self.columns if name in names]
        while waiting:
            free = [
                name
                for name in waiting
                if not any(e.greater == name and e.lesser in waiting for e in self._edges)
            ]
            if not free:
                break
            done.append(free[0])
            waiting.remove(free[0])
        return done


def _edges(condition: Condition, columns: Mapping[str, Column]) -> Iterable[Edge]:
    expression = condition.expression
    if not isinstance(expression, Call) or expression.name not in ("<", "<=", ">", ">="):
        return
    one, other = (uncast(argument) for argument in expression.arguments)
    if not isinstance(one, Col) or not isinstance(other, Col):
        return
    first, second = columns[one.name], columns[other.name]
    alike = (first.family, scale_of(first)) == (second.family, scale_of(second))
    if not alike or first.family not in ORDERED or first.array or second.array:
        return
    lesser, greater = (one, other) if expression.name[0] == "<" else (other, one)
    yield Edge(lesser.name, greater.name, "=" not in expression.name)
