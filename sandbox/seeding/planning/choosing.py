"""Chooses the rule that fills a column: the best one whose values hold the column's checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.documents import documents
from sandbox.seeding.checks.examples import examples
from sandbox.seeding.checks.expression import NotUnderstood
from sandbox.seeding.checks.lists import lists
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.checks.reshape import reshaped
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.steps.sieve import sieved, unrepeated
from sandbox.seeding.values.hidden import sampled
from sandbox.seeding.values.moments import FIRST, SPAN, START
from sandbox.seeding.values.named_rules import NamedRule, rules_for
from sandbox.seeding.values.pattern import from_all, from_regex
from sandbox.seeding.values.shape import choices, fitted
from sandbox.seeding.values.value import Rows, Spec, Value

SAMPLE = 48
"""So many values are tried against a column's checks before a rule is chosen."""
OFTEN_ENOUGH = 0.04
"""A rule of whose values fewer hold is worse than the checks' own constants."""
HALF = 0.5
"""A rule of whose values more hold is better than one that has a single value."""
_SIMPLE = ("^[a-z]{3,}$", "^[0-9]+$", "^[A-Z]+$")
"""Texts to try where nothing that means something will do."""


class Test(NamedTuple):
    """share: how many of a sample hold the conditions. varied: whether any two differ."""

    share: float
    varied: bool


def compact(value: Value, without: str) -> Value:
    """Numbers that are written with spaces and dashes, without those: `+15550100`."""
    draw, pick, other = value.draw, value.pick, re.compile(without)

    def bare(texts: Sequence[Raw]) -> list[Raw]:
        return [other.sub("", text) if isinstance(text, str) else text for text in texts]

    return replace(
        value,
        draw=lambda rows: bare(draw(rows)),
        pick=None if pick is None else lambda indexes: bare(pick(indexes)),
        distinct=False,
    )


@dataclass(frozen=True, slots=True)
class Chooser:
    """The choice for one column. conditions: those of the column alone. unique: whether its
    values must be countable. rules: those of installed packages, which come before our own."""

    spec: Spec
    conditions: Sequence[Condition]
    unique: bool
    rules: Sequence[NamedRule] = ()

    def best(self, alone: bool) -> Value:
        """alone: whether the column is unique by itself, so that each row needs another value."""
        if not self.conditions:
            return self._enough(self._choices(), alone)
        # Trying uses a rule's random numbers up: what is tried is not what is taken.
        tried, fresh = list(self._candidates()), list(self._candidates())
        tests = [self.test(value) for value in tried]
        full = [value for value, test in zip(fresh, tests, strict=True) if test.share == 1]
        varied = [v for v, test in zip(fresh, tests, strict=True) if test == Test(1, True)]
        if varied:
            return self._enough(varied, alone)
        shares = [test.share if test.varied else 0 for test in tests]
        if full and max(shares) < HALF:
            return self._enough(full, alone)
        some = [at for at, share in enumerate(shares) if share > OFTEN_ENOUGH]
        if some:
            return self._sieved(fresh[some[0]])
        made = examples(self.spec, self.conditions)
        if made is not None and (not self.unique or made.size >= self.spec.rows):
            return made
        best = max(range(len(fresh)), key=lambda at: (shares[at], -at))
        if shares[best] > 0:
            return self._sieved(fresh[best])
        return made if made is not None else self._enough(fresh, alone)

    def _sieved(self, value: Value) -> Value:
        return sieved(self.spec, value, self.holds, self.spec.rows if self.unique else 0)

    def _choices(self) -> list[Value]:
        own = (fitted(self.spec, value) for value in rules_for(self.rules, self.spec))
        return [*own, *choices(self.spec)]

    def _candidates(self) -> Iterator[Value]:
        spec, conditions = self.spec, self.conditions
        plain = self._choices()
        if spec.column.family is Family.JSON and not spec.column.array:
            wanted = documents(spec, plain[0], conditions)
            if wanted is not None:
                yield wanted
        if spec.column.array and spec.column.dimensions < 2:
            yield from lists(spec, conditions, choices)
        if spec.column.family is Family.TEXT and not spec.column.array:
            made = [from_all(spec), *(from_regex(spec, pattern) for pattern in _SIMPLE)]
            plain += [fitted(spec, value) for value in made if value is not None]
            plain[1:1] = [compact(plain[0], wanted) for wanted in (r"[^\d+]", r"\D")]
        for value in plain:
            yield value
            changed = reshaped(spec.column, value, conditions)
            if changed is not None:
                yield changed
        if self.unique and not spec.column.array:
            loose = (value for value in plain if value.pick is None and not value.distinct)
            yield from map(unrepeated, loose)

    def _enough(self, possible: Sequence[Value], alone: bool) -> Value:
        if not self.unique:
            return possible[0]
        countable = [value for value in possible if value.pick is not None or value.distinct]
        countable = countable or list(possible)
        if not alone:
            return countable[0]
        enough = [v for v in countable if v.distinct or v.size >= self.spec.rows]
        return enough[0] if enough else max(countable, key=lambda value: value.size)

    def test(self, value: Value) -> Test:
        """What a sample of the rule comes to; all is well where that hangs on real columns."""
        if self.unique and value.pick is None and not value.distinct:
            return Test(0, True)
        rows = self._sample_rows(value)
        if rows is None or not self.conditions:
            return Test(1, True)
        made = list(value.draw(rows))
        if value.pick is not None:
            made += value.pick(range(min(SAMPLE, value.size)))
        share = sum(map(self.holds, made)) / max(len(made), 1)
        return Test(share, any(raw != made[0] for raw in made))

    def holds(self, raw: Raw) -> bool:
        column = self.spec.column
        try:
            known = {column.name: natural(column, raw)}
            return all(condition.holds(known) for condition in self.conditions)
        except NotUnderstood:
            return False

    def _sample_rows(self, value: Value) -> Rows | None:
        """Rows with what the value needs; None where it needs real columns."""
        rows = Rows(first=0, count=SAMPLE)
        for name in value.needs:
            if not name.startswith("#"):
                return None
            if name == START:
                rows.columns[name] = [FIRST + n * 86_400.0 for n in range(SAMPLE)]
            elif name == SPAN:
                rows.columns[name] = [n * 3600.0 for n in range(SAMPLE)]
            else:
                sampled(name, self.spec.table, self.spec.seed, rows)
        return rows
