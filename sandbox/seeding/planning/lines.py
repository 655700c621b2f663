"""Fits the lines of a document to its whole: the parent has its total before the lines are made."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence

from sandbox.seeding.checks.conditions import TableChecks
from sandbox.seeding.context import Context
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.planning.documents import Lines, lines_of
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.steps.lines import Fitted, Parts, counted, fitted
from sandbox.seeding.steps.references import index_name
from sandbox.seeding.steps.step import Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values.sums import factor_of
from sandbox.seeding.values.value import Limits

BATCH = 5_000
"""As many rows at once as are made later on: only then are the same parents drawn."""
USUAL = 50_000
"""Five of a currency, in ten-thousandths."""


def lines_to_fit(context: Context, table: Table) -> Lines | None:
    """How the table's rows make up others; None where lines are there to which these would come."""
    lines = lines_of(context.schema, table)
    there = table.qualified in context.existing.tables
    if lines is None or (there and lines.key.target not in context.existing.past):
        return None
    return lines


def fitted_lines(
    context: Context,
    table: Table,
    lines: Lines,
    rows: int,
    checks: TableChecks,
    references: Sequence[Step],
    own: list[Step],
    free: Collection[str],
    derived: Collection[str],
) -> list[Step]:
    """The steps of the columns, those of the amounts replaced by one that fits them.

    references: fresh steps, which are used up. free: columns that nothing else settles. derived:
    those that checks work out.
    """
    names = [n for n in (lines.quantity, lines.price, lines.discount) if n is not None]
    steps = {step.gives[0]: step for step in own if len(step.gives) == 1}
    hidden = index_name(lines.key)
    drawn = _closure(references, hidden)
    if not set(names) <= steps.keys() & set(free) or drawn is None:
        return own
    if _others_say(checks, names, derived) or _need_themselves(own, names):
        return own
    columns = {name: table.column(name) for name in names}
    left, low = _wholes(context, lines, columns[lines.price]), _lowest(checks, columns, lines)
    if left is None or low is None:
        return own
    parts = Parts(
        left=left,
        lines=counted(drawn, hidden, len(left), rows, BATCH),
        low=low,
        usual=max(USUAL // _grain(columns[lines.price]), 1),
        random=stream(context.seed, *table.qualified, lines.price, "lines"),
    )
    made = fitted(
        _column(steps[lines.price], columns[lines.price]),
        _pieces(steps[lines.quantity], columns[lines.quantity]) if lines.quantity else None,
        _percent(steps[lines.discount], columns[lines.discount]) if lines.discount else None,
        hidden,
        parts,
        f"so that the lines add up to {lines.key.target[1]}.{lines.whole.column}",
    )
    return [*(step for step in own if step.gives[0] not in names), made]


def _others_say(checks: TableChecks, names: Sequence[str], derived: Collection[str]) -> bool:
    """Whether a check compares the amounts with what does not follow from them."""
    return any(
        not set(names).isdisjoint(condition.columns) and set(derived).isdisjoint(condition.columns)
        for condition in checks.several
    )


def _need_themselves(steps: Sequence[Step], names: Sequence[str]) -> bool:
    """Whether one of the columns needs what is made of them."""
    after, grown = set(names), True
    while grown:
        new = {n for s in steps if not after.isdisjoint(s.needs) for n in s.gives} - after
        after, grown = after | new, bool(new)
    return any(need in after - set(names) for s in steps if s.gives[0] in names for need in s.needs)


def _closure(steps: Sequence[Step], hidden: str) -> list[Step] | None:
    """Those of the steps that the hidden column needs, in order; None where it needs others."""
    by_name = {name: step for step in steps for name in step.gives}
    found: list[Step] = []

    def visit(name: str) -> bool:
        step = by_name.get(name)
        if step is None or not all(visit(need) for need in step.needs):
            return False
        if step not in found:
            found.append(step)
        return True

    return found if visit(hidden) else None


def _wholes(context: Context, lines: Lines, price: Column) -> array[int] | None:
    """What each parent's lines add up to, in units of the price; -1 where they are free."""
    kept, target = context.kept[lines.key.target], context.schema.table(lines.key.target)
    grain = _grain(price)
    if not grain or not set(lines.whole.names) <= kept.columns.keys():
        return None
    factors = [factor_of(target.column(name)) for name in lines.whole.names]
    signs = [1.0, *(-sign for _, sign in lines.whole.beside)]
    weights = [factor * sign for factor, sign in zip(factors, signs, strict=True)]
    values = [kept.columns[name] for name in lines.whole.names]
    return array("q", (_units(row, weights, grain) for row in zip(*values, strict=True)))


def _units(row: Sequence[Raw], weights: Sequence[float], grain: int) -> int:
    if None in row:
        return -1
    total = sum(value * weight for value, weight in zip(row, weights, strict=True))
    whole, rest = divmod(round(total), grain)
    return -1 if rest or whole < 0 else whole


def _grain(column: Column) -> int:
    """The least price in ten-thousandths; 0 where it is finer."""
    if column.family is Family.FLOAT:
        return 100
    return int(factor_of(column))


def _lowest(checks: TableChecks, columns: Mapping[str, Column], lines: Lines) -> int | None:
    """The lowest price in its units; None where checks leave no free hand."""
    for name, column in columns.items():
        limits = checks.limits.get(name, Limits())
        if limits.allowed is not None or limits.excluded - {0}:
            return None
        if name == lines.price and limits.high is not None:
            return None
        if name == lines.quantity and limits.low is not None and limits.low > _one(column):
            return None
        if name == lines.discount and limits.low is not None and limits.low > 0:
            return None
    low = checks.limits.get(lines.price, Limits()).low
    if low is None:
        return 0
    price = columns[lines.price]
    return max(round(low * 100) if price.family is Family.FLOAT else int(low), 0)


def _one(column: Column) -> float:
    """One piece, as a raw value."""
    return 10_000 / factor_of(column) if column.family is Family.NUMERIC else 1


def _column(step: Step, column: Column) -> Fitted:
    if column.family is Family.FLOAT:
        return Fitted(step=step, read=lambda raw: round(raw * 100), write=lambda n: n / 100)
    return Fitted(step=step, read=int, write=lambda number: number)


def _pieces(step: Step, column: Column) -> Fitted:
    one = _one(column)
    whole = float if column.family is Family.FLOAT else int
    return Fitted(step=step, read=lambda raw: round(raw / one), write=lambda n: whole(n * one))


def _percent(step: Step, column: Column) -> Fitted:
    """Shares of one, or per cent: only whole per cent are kept."""
    factor = factor_of(column)

    def read(raw: Raw) -> int:
        number = raw * factor / 10_000
        percent = number if number >= 1 else number * 100
        return round(percent) if abs(percent - round(percent)) < 1e-9 and percent < 100 else -1

    return Fitted(step=step, read=read, write=lambda number: number)
