"""Which rows a partitioned table takes: those for which there is a partition, at every level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import NotUnderstood, columns_of
from sandbox.seeding.checks.natural import natural, natural_constant
from sandbox.seeding.checks.parse import parse_expression
from sandbox.seeding.copytext.raw import DAY, Raw, parse
from sandbox.seeding.planning.bounds import Bound, Datum, read_bound
from sandbox.seeding.planning.domain import Domain
from sandbox.seeding.schemas.schema import Column, Family, Schema, Table
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.values.moments import ANCHOR, FIRST

Leaf = Mapping[str, Domain]
"""What one partition takes, by column; of columns that are missing, anything."""


def leaves(schema: Schema, table: Table) -> tuple[Leaf, ...]:
    """The table's partitions; CannotFill where rows could find none or nobody knows which."""
    columns = {column.name: column for column in table.columns}
    found = tuple(_leaves(schema, table, columns))
    if not found:
        raise CannotFill("it has no partition that takes rows")
    return found


def _leaves(schema: Schema, table: Table, columns: Mapping[str, Column]) -> Iterator[Leaf]:
    parts = [part for part in schema.partitions(table.qualified) if part.bound is not None]
    parts = [part for part in parts if part.kind != "f"]
    bounds = [read_bound(part.bound or "") for part in parts]
    for part, own in zip(parts, _domains(table, bounds, columns), strict=True):
        if own is None:
            continue
        if part.kind != "p":
            yield own
            continue
        for below in _leaves(schema, part, columns):
            both = _both(own, below)
            if both is not None:
                yield both


def _both(one: Leaf, other: Leaf) -> Leaf | None:
    """The conjunction; a column that both speak of keeps the narrower of two ranges."""
    merged = dict(one)
    for name, domain in other.items():
        known = merged.get(name, Domain())
        if known.anything:
            merged[name] = domain
            continue
        narrowed = _narrowed(known, domain)
        if narrowed is None:
            return None
        merged[name] = narrowed
    return merged


def _narrowed(one: Domain, other: Domain) -> Domain | None:
    for first, second in ((one, other), (other, one)):
        if first.allowed is not None:
            kept = tuple(value for value in first.allowed if second.contains(value))
            return Domain(allowed=kept) if kept else None
    lows = [d.low for d in (one, other) if d.low is not None]
    highs = [d.high for d in (one, other) if d.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low >= high:
        return None
    return Domain(low=low, high=high, excluded=one.excluded + other.excluded)


def _domains(
    table: Table, bounds: Sequence[Bound], columns: Mapping[str, Column]
) -> Sequence[Leaf | None]:
    key = table.partition_by
    if key is None:
        raise CannotFill("how it is partitioned is not known")
    if key.strategy == "h":
        # Where some remainders are missing, which rows find a place is the server's to say.
        return [{} for _ in bounds]
    if None in key.columns:
        return _by_expression(table, bounds, columns)
    own = [columns[name] for name in key.columns if name is not None]
    if key.strategy == "l":
        taken = [Domain(allowed=_values(own[0], bound.values)) for bound in bounds]
        return _with_default([own[0].name], bounds, [{own[0].name: domain} for domain in taken])
    boxes = [{} if bound.default else _box(own, bound.low, bound.high) for bound in bounds]
    names = [column.name for column in own]
    hulls = [_hull(own, bound) for bound in bounds] if len(own) > 1 else None
    return _with_default(names, bounds, boxes, hulls)


def _with_default(
    names: Sequence[str],
    bounds: Sequence[Bound],
    boxes: Sequence[Leaf | None],
    hulls: Sequence[Leaf] | None = None,
) -> Sequence[Leaf | None]:
    """The default partition takes what no other takes, told by the key's first column."""
    pairs = zip(bounds, boxes if hulls is None else hulls, strict=True)
    others = tuple(hull[names[0]] for bound, hull in pairs if hull and not bound.default)
    rest = {names[0]: Domain(excluded=others)}
    return [rest if b.default else box for b, box in zip(bounds, boxes, strict=True)]


def _values(column: Column, data: Sequence[Datum]) -> tuple[Raw, ...]:
    return tuple(parse(column, datum.text) for datum in data)


def _box(columns: Sequence[Column], low: Sequence[Datum], high: Sequence[Datum]) -> Leaf | None:
    """A part of a range of several columns in which each can be chosen by itself."""
    column, rest = columns[0], columns[1:]
    if low[0].end == "MAXVALUE" or high[0].end == "MINVALUE":
        return None
    first = None if low[0].end else parse(column, low[0].text)
    last = None if high[0].end else parse(column, high[0].text)
    if not rest:
        return {column.name: Domain(low=first, high=last)}
    if first is not None and first == last:
        return _at(column, first, _box(rest, low[1:], high[1:]))
    if first is None or (isinstance(first, int | float) and (last is None or first + 1 < last)):
        return {column.name: Domain(low=None if first is None else first + 1, high=last)}
    most = (Datum(None, end="MAXVALUE"),) * len(rest)
    least = (Datum(None, end="MINVALUE"),) * len(rest)
    above = _at(column, first, _box(rest, low[1:], most))
    return (
        above
        if above is not None or last is None
        else _at(column, last, _box(rest, least, high[1:]))
    )


def _at(column: Column, value: Raw, rest: Leaf | None) -> Leaf | None:
    return None if rest is None else {column.name: Domain(allowed=(value,)), **rest}


def _hull(columns: Sequence[Column], bound: Bound) -> Leaf:
    """All that the range holds in its first column, the last value too."""
    if bound.default:
        return {}
    column, low, high = columns[0], bound.low[0], bound.high[0]
    first = None if low.end else parse(column, low.text)
    last = None if high.end else parse(column, high.text)
    if isinstance(last, int | float):
        last += 1
    return {column.name: Domain(low=first, high=last)}


def _by_expression(
    table: Table, bounds: Sequence[Bound], columns: Mapping[str, Column]
) -> Sequence[Leaf]:
    """`LIST (lower(country))`, `RANGE (date_trunc('month', at))`: candidates are tried."""
    assert table.partition_by is not None
    text = table.partition_by.key.partition(" ")[2].removeprefix("(").removesuffix(")")
    try:
        expression = parse_expression(text)
        (name,) = columns_of(expression)
        column, test = columns[name], evaluated(expression, columns)
        seen: list[tuple[Raw, Any]] = []
        for raw in _candidates(column, bounds):
            seen.append((raw, test({name: natural(column, raw)})))
    except (NotUnderstood, ValueError, KeyError, TypeError) as error:
        raise CannotFill(f"its partition key {text} is not understood") from error

    def result(raw: Raw) -> Any:
        return test({name: natural(column, raw)})

    tests = [_test(bound, seen[0][1]) for bound in bounds]
    takers = [t for t, bound in zip(tests, bounds, strict=True) if not bound.default]

    def rest(value: Any) -> bool:
        return not any(taken(value) for taken in takers)

    found = []
    for bound, taken in zip(bounds, tests, strict=True):
        holds = rest if bound.default else taken
        allowed = tuple(raw for raw, value in seen if holds(value))
        found.append({name: Domain(allowed=allowed, holds=_after(result, holds))})
    return found


def _after(first: Callable[[Raw], Any], then: Callable[[Any], bool]) -> Callable[[Raw], bool]:
    return lambda raw: then(first(raw))


def _test(bound: Bound, example: Any) -> Callable[[Any], bool]:
    """Whether a result of the expression is in the bound; read as the example is."""
    if bound.values:
        values = [_read(datum.text, example) for datum in bound.values]
        return lambda value: value in values
    low = _read(bound.low[0].text, example) if bound.low else None
    high = _read(bound.high[0].text, example) if bound.high else None

    def within(value: Any) -> bool:
        if value is None:
            return False
        return (low is None or value >= low) and (high is None or value < high)

    return within


def _read(text: str | None, example: Any) -> Any:
    if text is None:
        return None
    if isinstance(example, str):
        return text
    if isinstance(example, bool):
        return natural_constant(text, "boolean")
    moment = "-" in text[1:]
    return natural_constant(text, "timestamp with time zone" if moment else "numeric")


def _candidates(column: Column, bounds: Sequence[Bound]) -> Sequence[Raw]:
    if column.family is Family.TEXT:
        data = [d.text for b in bounds for d in (*b.values, *b.low) if d.text is not None]
        return [*data, *(text + "A1" for text in data), *"abcdefghijklmnopqrstuvwxyz0123456789"]
    if column.family is Family.DATE:
        return range(FIRST // DAY - 2 * 3650, ANCHOR // DAY + 365)
    if column.family is Family.TIMESTAMP:
        return range(FIRST - 3650 * DAY + DAY // 2, ANCHOR + 365 * DAY, DAY)
    if column.family is Family.INTEGER:
        return range(2_000)
    raise CannotFill(f"an expression on {column.name} decides on the partition")
