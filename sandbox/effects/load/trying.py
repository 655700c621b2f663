"""Rows by trying: candidates go to a temporary table, and from there row by row to the real one.

Rows that the server refuses are left, in the order of the candidates, so that the same seed lands
the same rows on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from sandbox.effects.load.source import Source
from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import encoded, identifier, literal, qualified
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.planning.variants import suspects, varied
from sandbox.seeding.recipes.computed import STAGE as ROW_STAGE
from sandbox.seeding.recipes.computed import insert_from_stage, stage
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.streams import stream
from sandbox.seeding.values.value import Rows

ROUNDS = 3
TIMES = 10
"""So many varied candidates for each wanted row, in a round."""
AT_LEAST, AT_MOST = 1_000, 30_000
"""Varied candidates of a round, whatever is wanted."""
STAGE = "pg_temp.seeding_candidates"
RAISED_IN = r"PL/pgSQL function ([^\s(]+)"
"""Finds the function in the server's context of an exception; a block of ours has no name."""


@dataclass(slots=True)
class Tried:
    """landed: rows in the table. refusal: the commonest, of the last round that had any."""

    landed: int = 0
    refusal: StatementRefused | None = None
    said: dict[str, str] = field(default_factory=dict)


def varied_candidates(wanted: int) -> int:
    """How many are varied in a round."""
    return min(max(wanted * TIMES, AT_LEAST), AT_MOST)


def try_rows(
    session: Session, plan: TablePlan, wanted: int, refusal: StatementRefused | None, seed: int
) -> Tried:
    """Lands up to `wanted` rows. refusal: what the rows met when they were copied as they are.

    plan: for `wanted` rows and the varied ones of all rounds.
    """
    tried = Tried(refusal=refusal)
    made = Source(plan)
    for number in range(ROUNDS):
        if refusal is not None:
            tried.said.setdefault(refusal.constraint, _rules(session, plan.table, refusal))
        plain = made.take(wanted) if number == 0 else iter(())
        chosen = _chosen(plan, tried.said)
        random = stream(seed, *plan.table.qualified, f"#try{number}")
        more = _varied(made.take(varied_candidates(wanted)), chosen, random)
        before, again = tried.landed, made.again
        refusal = _round(session, plan, [plain, more], wanted, tried)
        if tried.landed >= wanted or refusal is None:
            break
        known = refusal.constraint in tried.said
        if not again:  # else what landed before is refused as a repetition
            tried.refusal = refusal
        if known and tried.landed == before and number:
            break
    return tried


_Chosen = Sequence[tuple[Sequence[Column], str]]


def _chosen(plan: TablePlan, said: Mapping[str, str]) -> _Chosen:
    """For each rule that refused: the columns to vary, and what is known of it."""
    return [(suspects(plan.table, plan.columns, name, text), text) for name, text in said.items()]


def _varied(batches: Iterator[Rows], chosen: _Chosen, random: Random) -> Iterator[Rows]:
    for batch in batches:
        for columns, text in chosen:
            varied(batch, columns, text, random)
        yield batch


def _round(
    session: Session,
    plan: TablePlan,
    sources: Sequence[Iterator[Rows]],
    wanted: int,
    tried: Tried,
) -> StatementRefused | None:
    """One filling of the temporary table; the commonest refusal of it."""
    columns = plan.columns
    session.run(f"DROP TABLE IF EXISTS {STAGE}")
    listed = ", ".join(f"c{n} text" for n in range(len(columns)))
    session.run(f'CREATE TEMPORARY TABLE seeding_candidates ("#" bigserial, {listed})')
    names = ", ".join(f"c{n}" for n in range(len(columns)))
    first: dict[str, int] = {}

    def chunks() -> Iterator[bytes]:
        for source in sources:
            for batch in source:
                for column in columns:
                    if column.numbered and batch.count:
                        first.setdefault(column.name, batch.columns[column.name][0])
                yield encoded(columns, batch)

    session.copy(f"COPY {STAGE} ({names}) FROM stdin", chunks())
    for sql in stage(plan.table, columns, plan.computed) if plan.computed else ():
        session.run(sql)
    session.run(_block(plan, _counters(plan.table, first), wanted, tried.landed))
    answer = json.loads(session.ask("SELECT current_setting('seeding.tried')"))
    session.run(f"DROP TABLE {STAGE}")
    tried.landed += answer["landed"]
    if not answer["refused"]:
        return None
    return StatementRefused(
        answer["message"],
        code=answer["code"],
        constraint=answer["constraint"],
        function=answer["function"] or "",
    )


def _counters(table: Table, first: Mapping[str, int]) -> Mapping[str, int]:
    """Numbered columns go on without gaps, unless rows of the table refer to each other."""
    own = any(key.target == table.qualified for key in table.foreign_keys)
    return {} if own else first


def _block(
    plan: TablePlan,
    counters: Mapping[str, int],
    wanted: int,
    landed: int,
) -> str:
    table, columns = plan.table, plan.columns
    name, values, starts = qualified(table.schema, table.name), [], ""
    for n, column in enumerate(columns):
        values.append(f"r.c{n}::{column.declared}")
        if column.name in counters:
            most = f"SELECT max({identifier(column.name)}) + 1 FROM {name}"
            starts += f" s{n} bigint := greatest({counters[column.name]}, ({most})) - {landed};"
            values[-1] = f"s{n} + landed"
    values = _orphans_cut(table, columns, values)
    listed = ", ".join(identifier(column.name) for column in columns)
    row, before = f"({listed}) OVERRIDING SYSTEM VALUE VALUES ({', '.join(values)})", ""
    insert, after = f"INSERT INTO {name} {row};", ""
    if plan.computed:
        before = f"INSERT INTO {ROW_STAGE} {row};"
        insert = f"{insert_from_stage(table, columns, plan.computed)};"
        after = f"DELETE FROM {ROW_STAGE};"
    return f"""DO $seed$
DECLARE
    r record; landed bigint := {landed}; done bigint; said text; state text; rule text;
    stack text; counts jsonb := '{{}}'; texts jsonb := '{{}}'; best text;{starts}
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR r IN SELECT * FROM {STAGE} ORDER BY "#" LOOP
        EXIT WHEN landed >= {wanted};
        BEGIN
            {before}
            {insert}
            GET DIAGNOSTICS done = ROW_COUNT;
            {after}
            landed := landed + done;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, state = RETURNED_SQLSTATE,
                rule = CONSTRAINT_NAME, stack = PG_EXCEPTION_CONTEXT;
            best := concat_ws(' ', state, nullif(rule, ''));
            counts := jsonb_set(counts, ARRAY[best],
                                to_jsonb(coalesce((counts ->> best)::bigint, 0) + 1));
            IF NOT texts ? best THEN
                texts := jsonb_set(texts, ARRAY[best], jsonb_build_object(
                    'message', said, 'code', state, 'constraint', rule, 'function',
                    nullif(substring(stack FROM {literal(RAISED_IN)}), 'inline_code_block')));
            END IF;
        END;
    END LOOP;
    SELECT key INTO best FROM jsonb_each_text(counts) ORDER BY value::bigint DESC, key LIMIT 1;
    PERFORM set_config('seeding.tried', (coalesce(texts -> best, '{{}}') || jsonb_build_object(
        'landed', landed - {landed}, 'refused', best IS NOT NULL))::text, false);
END $seed$"""


def _orphans_cut(table: Table, columns: Sequence[Column], values: Sequence[str]) -> list[str]:
    """Where a row's parent in the table itself did not land, it heads a tree of its own."""
    written = dict(zip((column.name for column in columns), values, strict=True))
    cut = dict(written)
    for key in table.foreign_keys:
        loose = [name for name in key.columns if not table.column(name).not_null]
        whole = written.keys() >= {*key.columns, *key.target_columns}
        if key.target != table.qualified or not loose or not whole:
            continue
        pairs = list(zip(key.columns, key.target_columns, strict=True))
        there = " AND ".join(f"p.{identifier(t)} = {written[own]}" for own, t in pairs)
        itself = " AND ".join(f"{written[own]} = {written[t]}" for own, t in pairs)
        name = qualified(table.schema, table.name)
        known = f"({itself}) OR EXISTS (SELECT FROM {name} p WHERE {there})"
        cut |= {one: f"CASE WHEN {known} THEN {written[one]} END" for one in loose}
    return list(cut.values())


def _rules(session: Session, table: Table, refusal: StatementRefused) -> str:
    """The text of the rule that refused and of the functions that it calls.

    A refusal without a name is a trigger's, whose function then is the text.
    """
    relation = f"{literal(qualified(table.schema, table.name))}::regclass"
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
