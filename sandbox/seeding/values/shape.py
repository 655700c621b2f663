"""Fits values to a column's shape: its length, arrays, patterns, and the shares of NULL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sandbox.seeding.checks.conditions import Condition, read_checks
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.copytext.intervals import counted_in
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.values import nested
from sandbox.seeding.values.reserved import as_written, reserved
from sandbox.seeding.values.rules import candidates, supported
from sandbox.seeding.values.value import Limits, Rows, Spec, Value, constant


def fitted(spec: Spec, value: Value) -> Value:
    """The value cut or filled up to the lengths that the column's type and checks allow.

    Where cutting could make two different texts the same, they are no longer called different.
    """
    if spec.column.family is not Family.TEXT or spec.column.array:
        return value
    longest, shortest = longest_of(spec), spec.limits.shortest
    known = value.longest
    if (longest is None or (known is not None and known <= longest)) and not shortest:
        return value
    cut = longest is not None and (known is None or known > longest)

    def fit(texts: Sequence[Raw]) -> list[Raw]:
        return [_fit(text, shortest, longest) for text in texts]

    pick = value.pick
    return replace(
        value,
        draw=lambda rows: fit(value.draw(rows)),
        pick=None if pick is None or cut else lambda indexes: fit(pick(indexes)),
        distinct=value.distinct and not cut,
        longest=max(min(known or 10**6, longest or 10**6), shortest),
    )


def longest_of(spec: Spec) -> int | None:
    """Characters that the column holds at most, or None for any number."""
    lengths = [n for n in (spec.column.length, spec.limits.longest) if n is not None]
    if spec.column.type == "name":
        lengths.append(63)
    return min(lengths, default=None)


def _fit(text: Raw, shortest: int, longest: int | None) -> Raw:
    if text is None:
        return None
    if longest is not None and len(text) > longest:
        text = text[:longest].rstrip() or text[:longest]
    if len(text) < shortest:
        text = (text + " " + "more of the same " * (shortest // 8 + 1))[:shortest]
        text = text[:-1] + "." if text.endswith(" ") else text
    return text


def array_of(spec: Spec, element: Value) -> Value:
    """Lists of up to four different values, in as many dimensions as are declared."""
    random = spec.random("lengths").random
    least = spec.limits.shortest
    most = spec.limits.longest if spec.limits.longest is not None else max(4, least)
    dimensions = spec.column.dimensions

    def draw(rows: Rows) -> list[Raw]:
        lengths = [min(max(int(random() * 4), least), most) for _ in range(rows.count)]
        hidden = {name: _spread(rows.columns[name], lengths) for name in element.needs}
        total = sum(lengths)
        values = element.draw(Rows(first=rows.first * 4, count=total, columns=hidden))
        lists, at = [], 0
        for length in lengths:
            given = values[at : at + length]
            different = tuple(dict.fromkeys(given))
            lists.append(_folded(different if len(different) >= least else given, dimensions))
            at += length
        return lists

    return Value(why=f"lists: {element.why}", draw=draw, needs=element.needs)


def _folded(values: Sequence[Raw], dimensions: int) -> tuple[Raw, ...]:
    """The values in that many dimensions; one that is over, where rows are even, is left out."""
    if dimensions < 2 or not values:
        return tuple(values)
    half = len(values) // 2
    rows = [values[:half], values[half : 2 * half]] if half else [values]
    return tuple(_folded(row, dimensions - 1) for row in rows)


def _spread(values: Sequence[Raw], lengths: Sequence[int]) -> list[Raw]:
    return [value for value, length in zip(values, lengths, strict=True) for _ in range(length)]


def choices(spec: Spec) -> list[Value]:
    """Every rule that may fill the column, the best first, fitted to its shape."""
    column = spec.column
    if column.array:
        element = replace(
            column,
            array=False,
            domain_checks=column.element_checks,
            element_checks=(),
            default=None,
        )
        lists = parts_of(replace(spec, column=element))
        return [array_of(spec, value) for value in lists] or [constant((), "an empty list")]
    if column.family in _STRUCTURED:
        return [_STRUCTURED[column.family](spec, part_of)]
    found = [fitted(spec, value) for value in candidates(spec)]
    if column.family is Family.TEXT:
        harmless = [fitted(spec, value) for value in reserved(spec)]
        patterned = [fitted(spec, value) for value in as_written(spec)]
        found[:0] = harmless
        at = max(len(harmless), 1)
        found[at:at] = patterned
    if column.family is Family.INTERVAL:
        return [coarse(spec, value) for value in found]
    return found


_STRUCTURED = {
    Family.COMPOSITE: nested.composite,
    Family.RANGE: nested.span,
    Family.MULTIRANGE: nested.spans,
}


def coarse(spec: Spec, value: Value) -> Value:
    """Intervals of a type that keeps no hours or less: a few of the smallest unit it keeps."""
    seconds, unit = counted_in(spec.column.modified)
    if seconds < 3600 or value.pick is None:
        return value
    random = spec.random().random
    low = max(spec.limits.low or 0, 0) // seconds

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [(low + index + 1) * seconds for index in indexes]

    return replace(
        value,
        why=f"a few {unit}",
        draw=lambda rows: pick([int(random() ** 2 * 24) for _ in range(rows.count)]),
        pick=pick,
        size=10_000,
    )


def part_of(spec: Spec) -> Value | None:
    """The best rule for a part of a column: a field, an end of a range."""
    return next(iter(parts_of(spec)), None)


def parts_of(spec: Spec) -> list[Value]:
    """The rules for a part of a column that hold the checks of its domain, the best first."""
    checks = read_checks(replace(spec.table, columns=(spec.column,), checks=()))
    if checks.unknown:
        name, text = checks.unknown[0]
        raise CannotFill(f"the check {name} is not understood: {text}")
    limited = replace(spec, limits=checks.limits.get(spec.column.name, Limits()))
    if not supported(limited):
        return []
    conditions = checks.on(spec.column.name)
    found = [value for value in choices(limited) if _holds(spec.column, value, conditions)]
    if not found:
        raise CannotFill(f"the check {conditions[0].check} could not be met")
    return found


_SAMPLE = 48


def _holds(column: Column, value: Value, conditions: Sequence[Condition]) -> bool:
    """Whether a sample meets the conditions; what hangs on other columns is tried by its picks."""
    if not conditions:
        return True
    made = [] if value.needs else value.draw(Rows(first=0, count=_SAMPLE))
    if value.pick is not None:
        made = [*made, *value.pick(range(min(_SAMPLE, value.size)))]
    return all(c.holds({column.name: natural(column, raw)}) for c in conditions for raw in made)


def is_plain_default(column: Column) -> bool:
    """Whether the default is a constant, which may stand where no better value is known."""
    default = column.default or ""
    return bool(re.fullmatch(r"\(?(-?[\d.]+|'[^']*'|true|false)\)?(::[\w\s\[\]\".()]+)?", default))
