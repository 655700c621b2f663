"""Where values are missing: by the recipe, by how far a row has come, else by a usual share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.planning.unique_keys import KeyPlan
from sandbox.seeding.recipes.recipe import ColumnRule, TableRecipe
from sandbox.seeding.recipes.scenarios import AWKWARD
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.steps.step import Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values import choices, states
from sandbox.seeding.values.nulls import null_share
from sandbox.seeding.values.recipes import null_where
from sandbox.seeding.values.value import Limits, Rows, Spec, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class NullPlanner:
    """spec: how a rule for a column is asked. taken: the columns that foreign keys fill. derived:
    those that a check works out from others. whole: the columns that sums are made of."""

    table: Table
    seed: int
    rows: int
    checks: TableChecks
    keys: KeyPlan
    recipe: TableRecipe
    taken: frozenset[str]
    derived: frozenset[str]
    scenario: str
    whole: frozenset[str]
    spec: Callable[[Column], Spec]

    def labels(self, column: Column) -> tuple[str, ...]:
        """The few texts that a column has, in the order rows reach them; else none."""
        rule = self.recipe.columns.get(column.name)
        if column.labels:
            return column.labels
        allowed = self.checks.limits.get(column.name, Limits()).allowed
        if allowed is None and rule is not None and rule.choice is not None:
            allowed = tuple(rule.choice)
        if allowed is None and rule is None:
            allowed = choices.state_labels(self.spec(column))
        return tuple(value for value in allowed or () if isinstance(value, str))

    def flag(self, column: Column) -> Value | None:
        """`is_paid` where a state column has `paid`: set once the row has come so far."""
        if column.family is not Family.BOOLEAN or column.array:
            return None
        for other, reached in self._reached(f"{states.flag_stem(column.name)}_at"):
            good = frozenset(reached)

            def draw(rows: Rows, name: str = other, good: frozenset[str] = good) -> list[Raw]:
                return [state in good for state in rows.columns[name]]

            return Value(why=f"what {other} says", draw=draw, needs=(other,))
        return None

    def _reached(self, name: str) -> Sequence[tuple[str, tuple[str, ...]]]:
        bound = self.taken | self.derived
        free = [other for other in self.table.columns if other.name not in bound]
        found = [(other.name, states.reached(name, self.labels(other))) for other in free]
        return [(other, reached) for other, reached in found if reached]

    def _state_of(self, column: Column, rule: ColumnRule) -> Mapping[str, tuple[Raw, ...]]:
        """Where a state column has a value of this column's name: `delivered_at` is set when
        the row is delivered, or further on; `deleted_at` when `is_deleted`."""
        moment = column.family in (Family.DATE, Family.TIMESTAMP) and not column.array
        if not moment or column.not_null or rule != ColumnRule():
            return {}
        for other, reached in self._reached(column.name):
            return {other: reached}
        for flag in self.table.columns:
            own = flag.family is Family.BOOLEAN and not flag.array and not flag.generated
            # A derived flag may come from this very column; the check sees to both then.
            if (
                own
                and flag.name not in self.derived
                and states.stem(column.name) == states.flag_stem(flag.name)
            ):
                return {flag.name: (True,)}
        return {}

    def put(self, spec: Spec, rule: ColumnRule, step: Step) -> Step:
        """The step with NULL where the recipe or the column's name wants it."""
        share, column = self._share(spec.column, rule), spec.column
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

    def _share(self, column: Column, rule: ColumnRule) -> float:
        in_key = any(key.primary and column.name in key.columns for key in self.table.keys)
        if column.not_null or in_key:
            return 0.0
        if rule.null is not None:
            return rule.null
        if column.name in self.whole:
            return 0.0
        share = 0.0 if rule.gives_value or rule.when else null_share(column, self.table.name)
        return min(2 * share, 0.6) if self.scenario == AWKWARD and share else share
