"""Rows that only stand together: a trigger looks at the end at all that belongs to one parent.

Postings of an entry have to balance: no row lands alone. Pairs are tried whose second row mirrors
the first in one of several ways, and the ways that land are gone on with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle

from sandbox.effects.load.block import STAGE, Landing, groups_block
from sandbox.effects.load.numbers import PREPARE
from sandbox.effects.load.policed import prepare_record, recorded, to_record
from sandbox.effects.load.source import Source
from sandbox.effects.load.trying import (
    AT_LEAST,
    Planned,
    Tried,
    answered,
    more_candidates,
    note_first,
    refusal_in,
    rules,
    try_rows,
)
from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.copytext.script import encoded
from sandbox.seeding.planning.mirrors import Mirror, mirrors
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.recipes.computed import stage
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.values.value import Rows

FIRST = 8
"""So many pairs of each way are tried at first."""
_BY = re.compile(r"(\w+)\s*=\s*(?:coalesce\s*\(\s*)?new\s*\.\s*\"?(\w+)", re.IGNORECASE)


def try_all(
    session: Session, planned: Planned, wanted: int, refusal: StatementRefused | None, seed: int
) -> Tried:
    """Rows that stand alone, else pairs of them. What they met first is said where none lands:
    what varied ones met says less."""
    table = planned(wanted).table
    if refusal is None or not stands_together(table, refusal):
        return try_rows(session, planned, wanted, refusal, seed)
    tried = try_pairs(session, planned, rules(session, table, refusal), wanted, refusal, seed)
    if not tried.landed:
        tried = try_rows(session, planned, wanted, refusal, seed)
    if not tried.landed:
        tried.refusal = refusal
    return tried


def stands_together(table: Table, refusal: StatementRefused) -> bool:
    """Whether a trigger that may wait has refused the rows."""
    return any(
        trigger.deferrable and trigger.function == refusal.function for trigger in table.triggers
    )


def try_pairs(
    session: Session,
    planned: Planned,
    text: str,
    wanted: int,
    refusal: StatementRefused,
    seed: int,
) -> Tried:
    """Lands up to `wanted` rows, two by two. text: of the function that refused them singly."""
    tried = Tried(refusal=refusal)
    plan = planned(wanted)
    made = more_candidates(planned, wanted, seed)
    for batch in Source(plan).take(1):
        note_first(plan, batch, tried.first)
    found = mirrors(plan.table, plan.columns, text)
    pairs = _pairs(plan, made, _together_by(plan, text))
    for sql in (*PREPARE, *prepare_record(plan)) if found else ():
        session.run(sql)
    tests = [(found[n % len(found)], next(pairs, None)) for n in range(FIRST * len(found))]
    won = _round(session, plan, tests, wanted, tried)
    good = [mirror for mirror in found if mirror.name in won]
    if good and tried.landed < wanted:
        more = [(mirror, next(pairs, None)) for mirror, _ in zip(cycle(good), range(wanted))]
        _round(session, plan, more, wanted, tried)
    if found:
        tried.known = recorded(session, plan)
    return tried


_Row = dict[str, Raw]
_Pair = tuple[_Row, _Row]


def _together_by(plan: TablePlan, text: str) -> Sequence[str]:
    """The columns by which the function finds what belongs together."""
    written = {column.name for column in plan.columns}
    named = [name for _, name in _BY.findall(text) if name in written]
    keys = [key.columns for key in plan.table.foreign_keys if set(key.columns) <= written]
    for columns in keys:
        if not set(named).isdisjoint(columns):
            return columns
    loose = [name for name in named if not plan.table.column(name).numbered]
    return loose[:1] or (keys[0] if keys else ())


def _pairs(plan: TablePlan, made: Source, by: Sequence[str]) -> Iterator[_Pair]:
    """Two candidates each that belong together, in their order."""
    waiting: dict[tuple[Raw, ...], _Row] = {}
    for batch in made.take(4 * plan.rows + AT_LEAST):
        for offset in range(batch.count):
            row = {name: values[offset] for name, values in batch.columns.items()}
            same = tuple(row[name] for name in by)
            other = waiting.pop(same, None)
            if other is None:
                waiting[same] = row
            elif None not in same or not by:
                yield other, row


def _round(
    session: Session,
    plan: TablePlan,
    tests: Sequence[tuple[Mirror, _Pair | None]],
    wanted: int,
    tried: Tried,
) -> set[str]:
    """The ways that landed, by name."""
    made = [(mirror, pair) for mirror, pair in tests if pair is not None]
    if not made:
        return set()
    columns = plan.columns
    session.run(f"DROP TABLE IF EXISTS {STAGE}")
    listed = "".join(f", c{n} text" for n in range(len(columns)))
    session.run(
        'CREATE TEMPORARY TABLE seeding_candidates ("#" bigserial PRIMARY KEY'
        f'{listed}, way text, "group" bigint GENERATED ALWAYS AS (("#" + 1) / 2) STORED)'
    )
    names = ", ".join([*(f"c{n}" for n in range(len(columns))), "way"])
    session.copy(f"COPY {STAGE} ({names}) FROM stdin", _lines(columns, made))
    session.run(f'CREATE INDEX ON {STAGE} ("group")')
    for sql in stage(plan.table, columns, plan.computed) if plan.computed else ():
        session.run(sql)
    landing = Landing(plan=plan, first=tried.first, recorded=to_record(plan))
    session.run(groups_block(landing, wanted, tried.landed))
    answer = answered(session)
    tried.landed += answer["landed"]
    if not answer["landed"]:
        tried.refusal = tried.refusal or refusal_in(answer)
    return set(answer["won"])


def _lines(columns: Sequence[Column], pairs: Sequence[tuple[Mirror, _Pair]]) -> Iterator[bytes]:
    for mirror, (one, other) in pairs:
        both = [dict(row) for row in (one, other)]
        mirror.apply(*both)
        rows = Rows(first=0, count=2, columns={c.name: [r[c.name] for r in both] for c in columns})
        for line in encoded(columns, rows).splitlines(keepends=True):
            yield line[:-1] + f"\t{mirror.name}\n".encode()
