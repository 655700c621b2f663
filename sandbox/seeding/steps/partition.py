"""Moves the columns of a partition key to where there is a partition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.planning.domain import Domain
from sandbox.seeding.planning.partitions import Leaf
from sandbox.seeding.schemas.schema import Column
from sandbox.seeding.steps.step import DROP, Step
from sandbox.seeding.values.value import Rows

_FAR = 10**12
SPREAD = 0.5
"""Of values that fall into the default partition, so many are moved to the others."""


def into_partitions(
    step: Step, column: Column, before: Sequence[str], leaves: Sequence[Leaf], random: Random
) -> Step:
    """Values that fit with those of the key's columns `before`; others are replaced.

    A row that no partition takes, whatever the value, is left out.
    """
    name = column.name
    anything = Domain()
    open_for: dict[tuple[Raw, ...], list[Domain]] = {}

    def domains(given: tuple[Raw, ...]) -> list[Domain]:
        if given not in open_for:
            pairs = list(zip(before, given, strict=True))
            open_for[given] = [
                leaf.get(name, anything)
                for leaf in leaves
                if all(leaf.get(other, anything).contains(value) for other, value in pairs)
            ]
        return open_for[given]

    def placed(value: Raw, given: tuple[Raw, ...]) -> Raw:
        if value is DROP:
            return DROP
        found = domains(given)
        if not found:
            return DROP
        last = next((domain for domain in found if domain.contains(value)), None)
        named = [domain for domain in found if not domain.excluded]
        move = last is not None and bool(last.excluded) and named and random.random() < SPREAD
        if last is not None and not move:
            return value
        return random.choice(named or found).sample(column, value, random)

    def run(rows: Rows) -> Sequence[list[Raw]]:
        made = list(step.run(rows))
        at = step.gives.index(name)
        others = [rows.columns[other] for other in before]
        given = zip(*others, strict=True) if others else [()] * rows.count
        made[at] = [placed(v, key) for v, key in zip(made[at], given, strict=True)]
        return made

    return replace(step, run=run, needs=(*step.needs, *(n for n in before if n not in step.needs)))


def counted(column: Column, domains: Sequence[Domain], first: int) -> Step:
    """Different numbers, from the first partition on, where the sequence's would find none."""
    spans = []
    for domain in domains:
        low = max(first, first if domain.low is None else domain.low)
        high = low + _FAR if domain.high is None else domain.high
        if low < high:
            spans.append(range(low, high))
    spans.sort(key=lambda span: span.start)

    def one(number: int) -> Raw:
        for span in spans:
            if number < len(span):
                return span[number]
            number -= len(span)
        return DROP

    return Step(
        gives=(column.name,),
        run=lambda rows: [[one(number) for number in rows.numbers]],
        why="numbers for which there is a partition",
        most=sum(map(len, spans)),
    )
