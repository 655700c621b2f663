"""Decides how each column of a table that is no reference is filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.checks.derive import derived_step
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import Expression, NotUnderstood
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.checks.parse import parse_expression
from sandbox.seeding.choosing import Chooser
from sandbox.seeding.numbering import first_number, numbers_of
from sandbox.seeding.plan_keys import KeyPlan
from sandbox.seeding.raw import Raw, parse
from sandbox.seeding.recipe import ColumnRule, TableRecipe
from sandbox.seeding.scenarios import AWKWARD
from sandbox.seeding.schema import Column, Family, Table
from sandbox.seeding.steps.step import CannotFill, Step
from sandbox.seeding.steps.uniques import (
    first_in_group,
    unique_through,
    unique_values,
    unique_within,
)
from sandbox.seeding.steps.watch import folds
from sandbox.seeding.streams import stream
from sandbox.seeding.values import choices as few
from sandbox.seeding.values import states
from sandbox.seeding.values.awkward import awkward
from sandbox.seeding.values.moments import has_timeline
from sandbox.seeding.values.named_rules import NamedRule, asked_rule, rules_for
from sandbox.seeding.values.nulls import null_share
from sandbox.seeding.values.recipes import asked_for, null_where
from sandbox.seeding.values.rules import by_name, supported
from sandbox.seeding.values.shape import is_plain_default
from sandbox.seeding.values.value import Limits, Rows, Spec, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlanner:
    """Plans the columns of one table. used: columns that something else looks at."""

    table: Table
    seed: int
    rows: int
    checks: TableChecks
    keys: KeyPlan
    recipe: TableRecipe
    taken: frozenset[str]
    used: frozenset[str]
    derived: Mapping[str, Expression]
    next_number: Mapping[str, int]
    before: int
    scenario: str = ""
    locales: tuple[str, ...] = ()
    rules: tuple[NamedRule, ...] = ()

    def written(self) -> tuple[Column, ...]:
        """The columns that COPY is given: all but generated ones and defaults that do as well."""
        given = [column for column in self.table.columns if not column.generated]
        written = tuple(c for c in given if not self._left(c))
        return written or tuple(c for c in given if supported(self._spec(c)))

    def _left(self, column: Column) -> bool:
        name = column.name
        if name in self.taken or name in self.used or name in self.recipe.columns:
            return False
        if any(name in row for row in self.recipe.fixed):
            return False
        if not supported(self._spec(column)):
            return not column.not_null or column.default is not None
        if column.numbered or not is_plain_default(column) or name in self.checks.limits:
            return False
        if any(True for _ in rules_for(self.rules, self._spec(column))):
            return False
        telling = (Family.BOOLEAN, Family.DATE, Family.TIMESTAMP, Family.ENUM, Family.JSON)
        return by_name(self._spec(column)) is None and column.family not in telling

    def _spec(self, column: Column) -> Spec:
        return Spec(
            table=self.table,
            column=column,
            seed=self.seed,
            rows=self.rows + self.before,
            limits=self.checks.limits.get(column.name, Limits()),
            references=self.taken,
            locales=self.locales,
        )

    def step(self, column: Column) -> Step:
        """How the column is filled; CannotFill where its type has no rule yet."""
        spec, name = self._spec(column), column.name
        if not supported(spec):
            raise CannotFill(f"the type of {name}, {column.declared}, is not known")
        rule = self.recipe.columns.get(name, ColumnRule())
        asked = asked_for(spec, rule)
        if rule.rule is not None:
            asked = asked_rule(self.rules, rule.rule, spec)
        if asked is None and name in self.derived:
            columns = {other.name: other for other in self.table.columns}
            return derived_step(column, self.derived[name], columns)
        if asked is None and column.numbered and not column.array:
            return self._numbered(column)
        if name in self.keys.first and asked is None:
            return first_in_group(name, self.keys.first[name])
        unique = name in self.keys.alone or name in self.keys.within
        value = asked or self._best(spec, unique)
        if self.scenario == AWKWARD and asked is None and not unique:
            value = self._awkward(spec, value)
        if not unique:
            value = self._aged(spec, rule, value)
        return self._nulls(spec, rule, self._unique(spec, value) if unique else _plain(name, value))

    def _awkward(self, spec: Spec, value: Value) -> Value:
        """The value with awkward ones among it, where the column and its checks take them."""
        name = spec.column.name
        if any(name in condition.columns for condition in self.checks.several):
            return value
        made = awkward(spec, value)
        chooser = Chooser(spec, self.checks.on(name), False, self.rules)
        return made if made is not None and chooser.test(made).share == 1 else value

    def _aged(self, spec: Spec, rule: ColumnRule, value: Value) -> Value:
        """Unfinished states go to the rows that began last."""
        column = spec.column
        young: Sequence[Raw] = [parse(column, given) for given in rule.recent]
        if not young and not column.array:
            young = states.unfinished(column.name, self._labels(column))
        if not young or not has_timeline(self.table):
            return value
        return states.youngest_first(value, young, spec.random("age"), self.rows)

    def _numbered(self, column: Column) -> Step:
        unique = any(column.name in key.columns for key in self.table.keys)
        first = self.next_number.get(column.name, first_number(column, ()))
        return numbers_of(column, first, unique=unique)

    def _unique(self, spec: Spec, value: Value) -> Step:
        name = spec.column.name
        random = spec.random("order")
        if value.pick is None or (value.distinct and name in self.keys.alone):
            return _plain(name, value)
        if name in self.keys.through:
            same = self._sameness(spec.column)
            if same is not None:
                group = self.keys.within.get(name, ())
                return unique_through(name, value, group, same, random)
        if name in self.keys.alone:
            return unique_values(name, value, self.before, random)
        ordered = spec.column.family is Family.INTEGER
        return unique_within(name, value, self.keys.within[name], ordered, random)

    def _sameness(self, column: Column) -> Callable[[Raw], Any] | None:
        """What two values have in common that count as the same in a unique key."""
        try:
            test = evaluated(
                parse_expression(self.keys.through[column.name]), {column.name: column}
            )
        except NotUnderstood:
            return None

        def same(raw: Raw) -> Any:
            found = test({column.name: natural(column, raw)})
            return found.casefold() if folds(column) and isinstance(found, str) else found

        return same

    def _best(self, spec: Spec, unique: bool) -> Value:
        """The first rule whose values hold the column's checks and are as many as needed."""
        chooser = Chooser(spec, self.checks.on(spec.column.name), unique, self.rules)
        return chooser.best(spec.column.name in self.keys.alone)

    def _state_of(self, column: Column, rule: ColumnRule) -> Mapping[str, tuple[str, ...]]:
        """Where a state column has a value of this column's name: `delivered_at` is set when
        the row is delivered, or further on."""
        moment = column.family in (Family.DATE, Family.TIMESTAMP) and not column.array
        if not moment or column.not_null or rule != ColumnRule():
            return {}
        for other in self.table.columns:
            labels = self._labels(other)
            reached = states.reached(column.name, labels)
            if reached and other.name not in self.taken:
                return {other.name: reached}
        return {}

    def _labels(self, column: Column) -> tuple[str, ...]:
        rule = self.recipe.columns.get(column.name)
        if column.labels:
            return column.labels
        allowed = self.checks.limits.get(column.name, Limits()).allowed
        if allowed is None and rule is not None and rule.choice is not None:
            allowed = tuple(rule.choice)
        if allowed is None and rule is None:
            allowed = few.state_labels(self._spec(column))
        return tuple(value for value in allowed or () if isinstance(value, str))

    def _nulls(self, spec: Spec, rule: ColumnRule, step: Step) -> Step:
        """Puts NULL where the recipe or the column's name wants it."""
        column = spec.column
        if column.not_null or any(
            column.name in (key.columns) and key.primary for key in self.table.keys
        ):
            share = 0.0
        elif rule.null is not None:
            share = rule.null
        else:
            share = 0.0 if rule.gives_value or rule.when else null_share(column)
            if self.scenario == AWKWARD and share:
                share = min(2 * share, 0.6)
        if (step.most is not None and step.most < self.rows) or column.name in self.keys.filled:
            share = 0.0
        state = self._state_of(column, rule)
        if state:
            rule, share = replace(rule, when=state), 0.0
        names, is_null = null_where(rule, self.table)
        if not share and not names:
            return step
        random = stream(self.seed, *self.table.qualified, column.name, "null").random

        def run(rows: Rows) -> Sequence[list[Raw]]:
            (values,) = step.run(rows)
            if names:
                conditions = zip(*(rows.columns[name] for name in names), strict=True)
                values = [
                    None if is_null(*given) else value
                    for value, given in zip(values, conditions, strict=True)
                ]
            if share:
                values = [None if random() < share else value for value in values]
            return [values]

        return replace(step, run=run, needs=(*step.needs, *names))


def _plain(name: str, value: Value) -> Step:
    return Step(
        gives=(name,), needs=value.needs, run=lambda rows: [value.draw(rows)], why=value.why
    )
