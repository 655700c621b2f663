"""Decides how each column of a table that is no reference is filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.checks.derive import derived_step
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import Expression, NotUnderstood
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.checks.parse import parse_expression
from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.planning.choosing import Chooser
from sandbox.seeding.planning.nulls import NullPlanner
from sandbox.seeding.planning.numbering import first_number, numbers_of
from sandbox.seeding.planning.positions import counted_in
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.recipes.recipe import ColumnRule, TableRecipe
from sandbox.seeding.recipes.scenarios import AWKWARD
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.steps.step import CannotFill, Step
from sandbox.seeding.steps.uniques import (
    first_in_group,
    spread_within,
    unique_through,
    unique_values,
    unique_within,
)
from sandbox.seeding.steps.watch import folds
from sandbox.seeding.values import states
from sandbox.seeding.values.awkward import awkward
from sandbox.seeding.values.moments import TWO_YEARS, has_timeline
from sandbox.seeding.values.named_rules import NamedRule, asked_rule, rules_for
from sandbox.seeding.values.numbers import limits_of
from sandbox.seeding.values.recipes import asked_for
from sandbox.seeding.values.rules import by_name, supported
from sandbox.seeding.values.shape import is_plain_default
from sandbox.seeding.values.sums import Sum, worked_out
from sandbox.seeding.values.value import Limits, Rows, Spec, Value

MINUTES = TWO_YEARS // 60
"""So many moments, a minute apart, are no later than what has happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlanner:
    """Plans the columns of one table. used: columns that something else looks at. whole: those
    that rows of other tables add up to."""

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
    tables: tuple[str, ...] = ()
    rules: tuple[NamedRule, ...] = ()
    sums: Mapping[str, Sum] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def written(self) -> tuple[Column, ...]:
        """The columns that COPY is given: all but generated ones and defaults that do as well."""
        given = [column for column in self.table.columns if not column.generated]
        written = tuple(c for c in given if not self._left(c))
        return written or tuple(c for c in given if supported(self._spec(c)))

    def _left(self, column: Column) -> bool:
        name = column.name
        if name in self.taken or name in self.used or name in self.recipe.columns:
            return False
        if name in self.sums or any(name in found.needs for found in self.sums.values()):
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
            tables=self.tables,
        )

    def _missing(self) -> NullPlanner:
        return NullPlanner(
            table=self.table,
            seed=self.seed,
            rows=self.rows,
            checks=self.checks,
            keys=self.keys,
            recipe=self.recipe,
            taken=self.taken,
            derived=frozenset(self.derived),
            scenario=self.scenario,
            whole=self.whole | {name for found in self.sums.values() for name in found.needs},
            spec=self._spec,
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
        if asked is None and name in self.sums:
            return self._missing().put(spec, rule, self._sum(spec))
        if name in self.keys.first and asked is None:
            return first_in_group(name, self.keys.first[name])
        unique = name in self.keys.alone or name in self.keys.within
        flag = None if unique or asked is not None else self._missing().flag(column)
        value = asked or flag or self._best(spec, unique)
        if self.scenario == AWKWARD and asked is None and not unique:
            value = self._awkward(spec, value)
        if not unique:
            parent = counted_in(spec, self.taken) if asked is None else None
            if parent is not None:
                return unique_within(name, value, (parent,), True, spec.random("order"))
            value = self._aged(spec, rule, value)
        return self._missing().put(
            spec,
            rule,
            self._unique(spec, value) if unique else _plain(name, value, self._from(rule)),
        )

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
            young = states.unfinished(column.name, self._missing().labels(column))
        if not young or not has_timeline(self.table):
            return value
        return states.youngest_first(value, young, spec.random("age"), self.rows)

    def _from(self, rule: ColumnRule) -> int:
        """A template's {row} counts the table's rows, those that were there among them."""
        return self.before if rule.template is not None else 0

    def _numbered(self, column: Column) -> Step:
        unique = any(column.name in key.columns for key in self.table.keys)
        first = self.next_number.get(column.name, first_number(column, ()))
        return numbers_of(column, first, unique=unique)

    def _sum(self, spec: Spec) -> Step:
        name, found = spec.column.name, self.sums[spec.column.name]
        columns = {column.name: column for column in self.table.columns}
        random = spec.random("sum")
        make = worked_out(spec.column, found, columns, limits_of(spec), random)
        return Step(
            gives=(name,),
            needs=found.needs,
            run=lambda rows: [make(rows.columns, rows.count)],
            why=found.why,
        )

    def _unique(self, spec: Spec, value: Value) -> Step:
        name = spec.column.name
        random = spec.random("order")
        if value.pick is None or (value.distinct and name in self.keys.alone):
            return _plain(name, value, self.before)
        if name in self.keys.through:
            same = self._sameness(spec.column)
            if same is not None:
                group = self.keys.within.get(name, ())
                return unique_through(name, value, group, same, random)
        if name in self.keys.alone:
            return unique_values(name, value, self.before, random)
        limits = spec.limits
        if spec.column.family is Family.TIMESTAMP and limits.low is None and limits.high is None:
            return spread_within(name, value, self.keys.within[name], MINUTES, random)
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


def _plain(name: str, value: Value, before: int) -> Step:
    """before: the rows that the value's numbers go on after."""

    def run(rows: Rows) -> list[list[Raw]]:
        return [value.draw(replace(rows, first=rows.first + before) if before else rows)]

    return Step(gives=(name,), needs=value.needs, run=run, why=value.why)
