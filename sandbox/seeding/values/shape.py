"""Fits values to a column's shape: its length, arrays, patterns, and the shares of NULL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sandbox.seeding.raw import Raw
from sandbox.seeding.schema import Column, Family
from sandbox.seeding.values import people
from sandbox.seeding.values.pattern import from_like, from_regex
from sandbox.seeding.values.rules import candidates
from sandbox.seeding.values.value import Limits, Rows, Spec, Value


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
    """Lists of up to four different values."""
    random = spec.random("lengths").random
    least = spec.limits.shortest
    most = spec.limits.longest if spec.limits.longest is not None else 4

    def draw(rows: Rows) -> list[Raw]:
        lengths = [min(max(int(random() * 4), least), most) for _ in range(rows.count)]
        hidden = {name: _spread(rows.columns[name], lengths) for name in element.needs}
        total = sum(lengths)
        values = element.draw(Rows(first=rows.first * 4, count=total, columns=hidden))
        lists, at = [], 0
        for length in lengths:
            lists.append(tuple(dict.fromkeys(values[at : at + length])))
            at += length
        return lists

    return Value(why=f"lists: {element.why}", draw=draw, needs=element.needs)


def _spread(values: Sequence[Raw], lengths: Sequence[int]) -> list[Raw]:
    return [value for value, length in zip(values, lengths, strict=True) for _ in range(length)]


def choices(spec: Spec) -> list[Value]:
    """Every rule that may fill the column, the best first, fitted to its shape."""
    if spec.column.array:
        element = replace(spec, column=replace(spec.column, array=False), limits=Limits())
        return [array_of(spec, fitted(element, value)) for value in candidates(element)]
    found = [fitted(spec, value) for value in candidates(spec)]
    if spec.column.family is Family.TEXT:
        found[:0] = [fitted(spec, value) for value in _addresses(spec)]
        made = [from_like(spec, pattern) for pattern in spec.limits.like]
        made += [from_regex(spec, pattern) for pattern, _ in spec.limits.regex]
        found[1:1] = [fitted(spec, value) for value in made if value is not None]
    return found


def _addresses(spec: Spec) -> list[Value]:
    """A pattern with an @ wants an email address, whatever the column is called."""
    patterns = (*spec.limits.like, *(pattern for pattern, _ in spec.limits.regex))
    return [people.email(spec)] if any("@" in pattern for pattern in patterns) else []


def is_plain_default(column: Column) -> bool:
    """Whether the default is a constant, which may stand where no better value is known."""
    default = column.default or ""
    return bool(re.fullmatch(r"\(?(-?[\d.]+|'[^']*'|true|false)\)?(::[\w\s\[\]\".()]+)?", default))
