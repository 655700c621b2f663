"""Rules for values that installed packages bring: what they give is made to fit, and watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.schemas.schema import Column
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.values.value import Rows, Spec, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRule:
    """A rule from outside. package: its name and version.

    make: the value for a column, or None where the rule does not concern it. Values are plain
    Python ones: they are read as a recipe's are.
    """

    name: str
    package: str
    make: Callable[[Spec], Value | None]


def asked_rule(rules: Sequence[NamedRule], name: str, spec: Spec) -> Value:
    """What the rule gives for a column whose recipe names it; CannotFill where that is nothing."""
    rule = next(rule for rule in rules if rule.name == name)
    value = _value_of(rule, replace(spec, asked=True))
    if value is None:
        raise CannotFill(f"the rule {name} gives nothing for the column {spec.column.name}")
    return value


def rules_for(rules: Sequence[NamedRule], spec: Spec) -> Iterator[Value]:
    """What the rules give that concern the column, in the order of their names."""
    for rule in rules:
        value = _value_of(rule, spec)
        if value is not None:
            yield value


def _value_of(rule: NamedRule, spec: Spec) -> Value | None:
    try:
        value = rule.make(spec)
    except Exception as error:  # somebody else's code
        raise _failed(rule, error) from error
    if value is None:
        return None
    draw, pick, column = value.draw, value.pick, spec.column

    def drawn(rows: Rows) -> list[Raw]:
        return _read(rule, column, lambda: draw(rows))

    def picked(indexes: Sequence[int]) -> list[Raw]:
        assert pick is not None
        return _read(rule, column, lambda: pick(indexes))

    why = f"{value.why} (the rule {rule.name} of {rule.package})"
    return replace(value, why=why, draw=drawn, pick=picked if pick is not None else None)


def _read(rule: NamedRule, column: Column, make: Callable[[], Sequence[Any]]) -> list[Raw]:
    try:
        return [parse(column, value) for value in make()]
    except Exception as error:  # somebody else's code
        raise _failed(rule, error) from error


def _failed(rule: NamedRule, error: Exception) -> CannotFill:
    said = f"{type(error).__name__}: {error}"
    return CannotFill(f"the rule {rule.name} of the package {rule.package} failed: {said}")
