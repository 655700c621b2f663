"""The block on the server that takes candidates and keeps the rows which nothing refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.effects.load.numbers import Numbering
from sandbox.seeding.copytext.script import identifier, literal, qualified
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.recipes.computed import STAGE as ROW_STAGE
from sandbox.seeding.recipes.computed import insert_from_stage
from sandbox.seeding.schemas.schema import Column, Table

STAGE = "pg_temp.seeding_candidates"
LANDED = "pg_temp.seeding_landed"
"""What landed in a table that we may not read."""
STUCK = 60
"""After so many refusals in a row it may be the number that fits nothing: it is passed over."""
RAISED_IN = r"PL/pgSQL function ([^\s(]+)"
"""Finds the function in the server's context of an exception; a block of ours has no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """How one candidate `seeding_r` becomes a row. first: the number that each numbered column
    starts with. recorded: the columns to note of rows that we may not read afterwards."""

    plan: TablePlan
    first: Mapping[str, int]
    recorded: Sequence[Column] = ()
    _numbers: Numbering = field(init=False)

    def __post_init__(self) -> None:
        numbers = Numbering(table=self.plan.table, columns=self.plan.columns, first=self.first)
        object.__setattr__(self, "_numbers", numbers)

    @property
    def declared(self) -> str:
        return self._numbers.declared

    @property
    def statements(self) -> str:
        """Takes the row; `seeding_n`: how many are there before it, `done`: whether it landed.

        The names of the block's variables are no app's columns."""
        plan, columns = self.plan, self.plan.columns
        name = qualified(plan.table.schema, plan.table.name)
        values = _orphans_cut(plan.table, columns, self._numbers.values())
        listed = ", ".join(identifier(column.name) for column in columns)
        row = f"({listed}) OVERRIDING SYSTEM VALUE VALUES ({', '.join(values)})"
        said = f"INSERT INTO {name} {row}; GET DIAGNOSTICS done = ROW_COUNT;"
        if plan.computed:
            insert = insert_from_stage(plan.table, columns, plan.computed)
            said = (
                f"INSERT INTO {ROW_STAGE} {row}; {insert}; GET DIAGNOSTICS done = ROW_COUNT; "
                f"DELETE FROM {ROW_STAGE};"
            )
        return f"{said} {self._numbers.noted} {self._record(values)}"

    def _record(self, values: Sequence[str]) -> str:
        if not self.recorded:
            return ""
        made = dict(zip((column.name for column in self.plan.columns), values, strict=True))
        texts = (f"({made.get(column.name, 'NULL')})::text" for column in self.recorded)
        return f"IF done > 0 THEN INSERT INTO {LANDED} VALUES ({', '.join(texts)}); END IF;"


def rows_block(landing: Landing, wanted: int, landed: int, plain: int) -> str:
    """Candidates one by one. The answer is in the setting `seeding.tried`.

    plain: so many of the first are as they were made, and most of them known to be refused.
    """
    return f"""DO $seed$
{_declared(landing, landed)}
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR seeding_r IN SELECT * FROM {STAGE} ORDER BY "#" LOOP
        EXIT WHEN landed >= {wanted};
        BEGIN
            seeding_n := landed + skipped;
            {landing.statements}
            landed := landed + done;
            missed := 0;
{_REFUSED}
            missed := missed + (seeding_r."#" > {plain})::integer;
            IF missed >= {STUCK} THEN missed := 0; skipped := skipped + 1; END IF;
        END;
    END LOOP;
{_answer(landed)}
END $seed$"""


def groups_block(landing: Landing, wanted: int, landed: int) -> str:
    """Candidates by groups, each of them whole or not at all: what the server looks at in the end
    only is looked at behind each. `won` in the answer: groups kept, by the way they were made."""
    return f"""DO $seed$
{_declared(landing, landed)}
BEGIN
    FOR g IN SELECT "group", min(way) AS way FROM {STAGE} GROUP BY 1 ORDER BY 1 LOOP
        EXIT WHEN landed >= {wanted};
        BEGIN
            SET CONSTRAINTS ALL DEFERRED;
            seeding_n := landed + skipped;
            FOR seeding_r IN SELECT * FROM {STAGE} c WHERE c."group" = g."group" ORDER BY "#" LOOP
                {landing.statements}
                seeding_n := seeding_n + done;
            END LOOP;
            SET CONSTRAINTS ALL IMMEDIATE;
            landed := seeding_n - skipped;
            won := jsonb_set(won, ARRAY[g.way],
                             to_jsonb(coalesce((won ->> g.way)::bigint, 0) + 1));
{_REFUSED}
        END;
    END LOOP;
{_answer(landed)}
END $seed$"""


def _declared(landing: Landing, landed: int) -> str:
    return (
        f"#variable_conflict use_column\nDECLARE seeding_r record; seeding_n bigint; g record; "
        f"landed bigint := {landed}; done bigint; "
        "missed bigint := 0; skipped bigint := 0; "
        "said text; state text; rule text; stack text; counts jsonb := '{}'; texts jsonb := '{}'; "
        f"best text; won jsonb := '{{}}'; {landing.declared}"
    )


_REFUSED = f"""
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
            END IF;"""


def _answer(landed: int) -> str:
    return f"""
    SELECT key INTO best FROM jsonb_each_text(counts)
    -- A value that is none says less than a rule that was broken.
    ORDER BY key LIKE '22%', value::bigint DESC, key LIMIT 1;
    PERFORM set_config('seeding.tried', (coalesce(texts -> best, '{{}}') || jsonb_build_object(
        'landed', landed - {landed}, 'refused', best IS NOT NULL, 'won', won))::text, false);"""


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
