"""What a table's columns share: persons, places, and when each row's life begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from sandbox.seeding.context import Context
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.keys import Kept
from sandbox.seeding.planning.parents import References
from sandbox.seeding.recipes.scenarios import BUSY_WEEK, refers_to_others
from sandbox.seeding.schemas.schema import ForeignKey, Table
from sandbox.seeding.steps.references import index_name
from sandbox.seeding.steps.step import Step
from sandbox.seeding.streams import stream
from sandbox.seeding.values import moments
from sandbox.seeding.values.busy import within_the_week
from sandbox.seeding.values.hidden import hidden_value
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.value import Rows, Value


def hidden_steps(
    context: Context,
    table: Table,
    needed: set[str],
    references: References,
    rows: int,
    given: Collection[str],
    times: tuple[float, float] | None = None,
) -> list[Step]:
    """Those of the `needed` names that are hidden. given: what the table's other steps give.
    times: from when to when rows can be, where partitions say so."""
    steps: list[Step] = []
    waiting = sorted(name for name in needed if name.startswith("#"))
    while waiting:
        name = waiting.pop()
        made = any(name in step.gives for step in steps)
        if made or name.startswith("#ref:") or name in (moments.START, moments.SPAN):
            continue
        country = _country_column(table, name)
        value = hidden_value(name, table, context.seed, country, context.locales)
        steps.append(Step(gives=(name,), needs=value.needs, run=_run(value)))
        waiting.extend(other for other in value.needs if other.startswith("#"))
    if needed & {moments.START, moments.SPAN} and moments.has_timeline(table):
        steps.extend(_timeline(context, table, references, rows, given, times))
    return steps


def _run(value: Value) -> Callable[[Rows], list[list[Raw]]]:
    return lambda rows: [value.draw(rows)]


def _timeline(
    context: Context,
    table: Table,
    references: References,
    rows: int,
    given: Collection[str],
    times: tuple[float, float] | None,
) -> list[Step]:
    """When each row's life begins and how long it lasts: after its parent's began."""
    names = (*table.qualified,)
    steps = []
    parent = _elder(context, table, references, given)
    earliest = None
    within = None
    if parent is not None:
        key, kept, part_of = parent
        for hidden, target in (("#since", moments.START), ("#within", moments.SPAN)):
            steps.append(_from_parent(hidden, index_name(key), kept.columns[target]))
        earliest, within = "#since", "#within" if part_of else None
    start = moments.starts(stream(context.seed, *names, moments.START), earliest, within, rows)
    if context.scenario == BUSY_WEEK and within is None and _happens(context, table):
        week = stream(context.seed, *names, moments.START, BUSY_WEEK)
        start = within_the_week(start, earliest, week)
    elif times is not None and earliest is None:
        start = _stretched(start, *times)
    span = moments.spans(stream(context.seed, *names, moments.SPAN), table)
    steps.append(Step(gives=(moments.START,), needs=start.needs, run=_run(start)))
    steps.append(Step(gives=(moments.SPAN,), needs=span.needs, run=_run(span)))
    return steps


def _stretched(start: Value, low: float, high: float) -> Value:
    """The beginnings over all the time that there are partitions for."""
    factor = (high - low) / moments.TWO_YEARS

    def drawn(rows: Rows) -> list[Raw]:
        return [low + (begun - moments.FIRST) * factor for begun in start.draw(rows)]

    return replace(start, draw=drawn)


def _happens(context: Context, table: Table) -> bool:
    """Whether its rows are what happens in a week, rather than what was there before."""
    others = any(one is not table for one, _ in context.schema.referring(table.qualified))
    return refers_to_others(table) or not others


def _elder(
    context: Context, table: Table, references: References, given: Collection[str]
) -> tuple[ForeignKey, Kept, bool] | None:
    """The parent that a row's life hangs on most: one it is deleted with, else any.

    A key whose columns others settle has no row of its own to look at.
    """
    best: tuple[ForeignKey, Kept, bool] | None = None
    for key in references.filled:
        kept = context.kept[key.target]
        known = index_name(key) in given and kept.columns.get(moments.START)
        if key.target == table.qualified or not known:
            continue
        part_of = key.on_delete == "c"
        if best is None or (part_of and not best[2]):
            best = (key, kept, part_of)
    return best


def _from_parent(name: str, index: str, values: Sequence[Raw]) -> Step:
    def run(rows: Rows) -> list[list[Raw]]:
        return [[None if not isinstance(i, int) else values[i] for i in rows.columns[index]]]

    return Step(gives=(name,), needs=(index,), run=run)


def _country_column(table: Table, hidden: str) -> str | None:
    """The foreign-key column that names the row's country, where the row has one."""
    prefix = hidden.partition(":")[2]
    taken = {name for key in table.foreign_keys for name in key.columns}
    for name in taken:
        words = words_of(name)
        if "country" in words and "_".join(words[: words.index("country")]) == prefix:
            return name
    return None
