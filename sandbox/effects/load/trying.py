"""Rows by trying: candidates go to a temporary table, and from there row by row to the real one.

Rows that the server refuses are left, in the order of the candidates, so that the same seed lands
the same rows on any machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.effects.load.block import STAGE, Landing, rows_block
from sandbox.effects.load.numbers import PREPARE
from sandbox.effects.load.policed import policies, prepare_record, recorded, to_record
from sandbox.effects.load.source import Source, mixed
from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import encoded, literal, qualified
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.planning.variants import suspects, varied
from sandbox.seeding.recipes.computed import stage
from sandbox.seeding.schemas.existing import ExistingRows
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.streams import stream
from sandbox.seeding.values.value import Rows

ROUNDS = 3
COPIES = 200
"""Candidates for one of the recipe's fixed rows."""
TIMES = 10
"""So many varied candidates for each wanted row, in a round."""
AT_LEAST, AT_MOST = 1_000, 30_000
"""Varied candidates of a round, whatever is wanted."""


@dataclass(slots=True)
class Tried:
    """landed: rows in the table. refusal: the commonest, of the last round that had any. first:
    the numbers that numbered columns start with. known: what landed, where it cannot be read."""

    landed: int = 0
    refusal: StatementRefused | None = None
    said: dict[str, str] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    known: ExistingRows | None = None


def varied_candidates(wanted: int) -> int:
    """How many are varied in a round."""
    return min(max(wanted * TIMES, AT_LEAST), AT_MOST)


Planned = Callable[[int], TablePlan]
"""The table's plan for so many candidates, a new one each time. Raises CannotFill."""


def more_candidates(planned: Planned, wanted: int, seed: int) -> Source:
    """Those of all rounds, behind the first `wanted`."""
    plan = planned(wanted + varied_candidates(wanted) * ROUNDS)
    random = stream(seed, *plan.table.qualified, "#mixed")
    return Source(plan, mixed(plan, wanted, random))


def try_rows(
    session: Session, planned: Planned, wanted: int, refusal: StatementRefused | None, seed: int
) -> Tried:
    """Lands up to `wanted` rows. refusal: what the rows met when they were copied as they are."""
    tried = Tried(refusal=refusal)
    plan = planned(wanted)
    first, made = Source(plan), more_candidates(planned, wanted, seed)
    for sql in (*PREPARE, *prepare_record(plan)):
        session.run(sql)
    for number in range(ROUNDS):
        if refusal is not None:
            tried.said.setdefault(refusal.constraint, rules(session, plan.table, refusal))
        chosen = _chosen(plan, tried.said, number)
        random = stream(seed, *plan.table.qualified, f"#try{number}")
        if number == 0:
            _try_fixed(session, plan, list(first.take(len(plan.fixed))), chosen, random, tried)
        plain = first.take(wanted) if number == 0 else iter(())
        more = _varied(plan, made.take(varied_candidates(wanted)), chosen, random)
        before, again = tried.landed, made.again
        refusal = _round(session, plan, [plain, more], wanted, tried, 0 if number else wanted)
        if tried.landed >= wanted or refusal is None:
            break
        known = refusal.constraint in tried.said
        if not again:  # else what landed before is refused as a repetition
            tried.refusal = refusal
        if known and tried.landed == before and number:
            break
    tried.known = recorded(session, plan)
    return tried


_Chosen = Sequence[tuple[Sequence[Column], str]]


def _chosen(plan: TablePlan, said: Mapping[str, str], number: int) -> _Chosen:
    """For each rule that refused: the columns to vary, and what is known of it. What may not
    overlap is mostly met by other rows as they are: nothing is varied at first."""
    apart = {one.name for one in plan.table.exclusions} if number == 0 else set()
    varied_for = {name: text for name, text in said.items() if name not in apart}
    return [
        (suspects(plan.table, plan.open, name, text), text) for name, text in varied_for.items()
    ]


def _try_fixed(
    session: Session,
    plan: TablePlan,
    batches: Sequence[Rows],
    chosen: _Chosen,
    random: Random,
    tried: Tried,
) -> None:
    """The recipe's fixed rows, each by itself, with other values for what it does not say until
    the server takes it."""
    for batch in batches:
        for offset in range(batch.count):
            own = plan.fixed[min(batch.first + offset, len(plan.fixed) - 1)]
            made = Rows(
                first=batch.first + offset,
                count=COPIES,
                columns={name: [v[offset]] * COPIES for name, v in batch.columns.items()},
            )
            for columns, text in chosen:
                varied(made, [c for c in columns if c.name not in own], text, random)
            for name, values in made.columns.items():
                values[0] = batch.columns[name][offset]
            _round(session, plan, [iter([made])], tried.landed + 1, tried, COPIES)


def _varied(
    plan: TablePlan, batches: Iterator[Rows], chosen: _Chosen, random: Random
) -> Iterator[Rows]:
    for batch in batches:
        for columns, text in chosen:
            varied(batch, columns, text, random)
        plan.pin(batch)
        yield batch


def _round(
    session: Session,
    plan: TablePlan,
    sources: Sequence[Iterator[Rows]],
    wanted: int,
    tried: Tried,
    plain: int,
) -> StatementRefused | None:
    """One filling of the temporary table; the commonest refusal of it. plain: so many of the
    candidates are not varied."""
    columns = plan.columns
    session.run(f"DROP TABLE IF EXISTS {STAGE}")
    listed = "".join(f", c{n} text" for n in range(len(columns)))
    session.run(f'CREATE TEMPORARY TABLE seeding_candidates ("#" bigserial{listed})')
    names = ", ".join(f"c{n}" for n in range(len(columns)))

    def chunks() -> Iterator[bytes]:
        for source in sources:
            for batch in source:
                note_first(plan, batch, tried.first)
                yield encoded(columns, batch)

    session.copy(f"COPY {STAGE} ({names}) FROM stdin", chunks())
    for sql in stage(plan.table, columns, plan.computed) if plan.computed else ():
        session.run(sql)
    landing = Landing(plan=plan, first=tried.first, recorded=to_record(plan))
    session.run(rows_block(landing, wanted, tried.landed, plain))
    answer = answered(session)
    tried.landed += answer["landed"]
    return refusal_in(answer)


def note_first(plan: TablePlan, batch: Rows, first: dict[str, int]) -> None:
    """Where numbered columns start: as they would if no row were refused. Those that a rule may
    look at keep the numbers that they have."""
    key = plan.table.partition_by
    looked_at = " ".join(
        [*(check.expression for check in plan.table.checks), key.key if key else ""]
    )
    words = set(re.findall(r"\w+", looked_at))
    for column in plan.counted:
        if column.numbered and batch.count and column.name not in words:
            first.setdefault(column.name, batch.columns[column.name][0])


def answered(session: Session) -> Mapping[str, Any]:
    """What the block says of itself; its candidates are gone."""
    answer: Mapping[str, Any] = json.loads(session.ask("SELECT current_setting('seeding.tried')"))
    session.run(f"DROP TABLE {STAGE}")
    return answer


def refusal_in(answer: Mapping[str, Any]) -> StatementRefused | None:
    if not answer["refused"]:
        return None
    return StatementRefused(
        answer["message"],
        code=answer["code"],
        constraint=answer["constraint"],
        function=(answer["function"] or "").rpartition(".")[2],
    )


def rules(session: Session, table: Table, refusal: StatementRefused) -> str:
    """The text of the rule that refused and of the functions that it calls.

    A refusal without a name is a trigger's, whose function then is the text.
    """
    relation = f"{literal(qualified(table.schema, table.name))}::regclass"
    if not refusal.constraint and table.policed:
        return policies(session, table).text
    if not refusal.constraint:
        return session.ask(
            "SELECT string_agg(p.prosrc, E'\\n') FROM pg_catalog.pg_trigger g "
            f"JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid WHERE g.tgrelid = {relation} "
            "AND NOT g.tgisinternal"
        )
    return session.ask(
        "WITH rules AS (SELECT k.oid FROM pg_catalog.pg_constraint k "
        f"WHERE k.conname = {literal(refusal.constraint)} AND (k.conrelid = {relation} "
        "OR k.contypid <> 0)) SELECT concat_ws(E'\\n', "
        "(SELECT string_agg(pg_catalog.pg_get_constraintdef(oid), E'\\n') FROM rules), "
        "(SELECT string_agg(p.prosrc, E'\\n') FROM rules "
        "JOIN pg_catalog.pg_depend d ON d.objid = rules.oid "
        "AND d.classid = 'pg_catalog.pg_constraint'::regclass "
        "AND d.refclassid = 'pg_catalog.pg_proc'::regclass "
        "JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid))"
    )
