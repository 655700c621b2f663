"""Tables under row-level security that holds for us: rows land that may not be read afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sandbox.effects.load.block import LANDED
from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import literal, qualified
from sandbox.seeding.planning.plan import TablePlan
from sandbox.seeding.schemas.existing import ExistingRows
from sandbox.seeding.schemas.schema import Column, Table

DENIED = "42501"
"""No right, or a policy against it."""
UNSET = "42704"
"""A setting that a policy asks for, and that nobody has set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """Those that decide on our rows. text: their conditions, with the values of who is asking as
    constants behind them."""

    role: str
    names: tuple[str, ...]
    text: str


def policies(session: Session, table: Table) -> Policies:
    name = literal(qualified(table.schema, table.name))
    found = json.loads(session.ask(_POLICIES.format(table=name)))
    return Policies(role=found["role"], names=tuple(found["names"]), text=found["text"])


_POLICIES = """
WITH found AS (
    SELECT p.polname,
           pg_catalog.pg_get_expr(coalesce(p.polwithcheck, p.polqual), p.polrelid) AS said
    FROM pg_catalog.pg_policy p
    WHERE p.polrelid = {table}::regclass AND p.polcmd IN ('*', 'a')
      AND (p.polroles = '{{0}}' OR EXISTS (
          SELECT FROM unnest(p.polroles) one WHERE pg_catalog.pg_has_role(one, 'USAGE')))
), settings AS (
    SELECT quote_literal(current_setting(asked[1], true)) AS value
    FROM found, regexp_matches(said, 'current_setting\\(''([^'']+)''', 'g') asked
)
SELECT json_build_object(
    'role', current_user,
    'names', (SELECT coalesce(json_agg(polname ORDER BY polname), '[]') FROM found),
    'text', concat_ws(E'\\n', (SELECT string_agg(said, E'\\n' ORDER BY polname) FROM found),
                      quote_literal(current_user),
                      (SELECT string_agg(value, ' ') FROM settings)))::text
"""


def by_policy(session: Session, table: Table, refusal: StatementRefused) -> str | None:
    """What the report says of it, where the policies of the table have refused the rows."""
    if not table.policed or refusal.constraint or refusal.code not in (DENIED, UNSET):
        return None
    found = policies(session, table)
    if not found.names:
        return (
            f"its row-level security has no policy that lets {found.role} write: {refusal.message}"
        )
    policy = "policy" if len(found.names) == 1 else "policies"
    names = ", ".join(found.names)
    return (
        f"the row-level security {policy} {names} refused rows of {found.role}: {refusal.message}"
    )


def to_record(plan: TablePlan) -> Sequence[Column]:
    """The columns that others refer to, and those that a sequence numbers."""
    if not plan.table.policed:
        return ()
    wanted = {name for name in plan.kept if not name.startswith("#")}
    return tuple(c for c in plan.table.columns if c.name in wanted or c.numbered)


def prepare_record(plan: TablePlan) -> Iterator[str]:
    """Statements that make the record, where there has to be one."""
    if plan.table.policed:
        listed = ", ".join(f"c{n} text" for n, _ in enumerate(to_record(plan)))
        yield f"DROP TABLE IF EXISTS {LANDED}"
        yield f"CREATE TEMPORARY TABLE {LANDED.removeprefix('pg_temp.')} ({listed})"


def recorded(session: Session, plan: TablePlan) -> ExistingRows | None:
    """What landed, where it may not be read afterwards; its sequences go on behind it."""
    columns = to_record(plan)
    if not plan.table.policed:
        return None
    texts = ", ".join(f"c{n}" for n, _ in enumerate(columns))
    rows = f"json_agg(json_build_array({texts}) ORDER BY ctid)"
    keys = json.loads(session.ask(f"SELECT coalesce({rows}, '[]')::text FROM {LANDED}"))
    for n, column in enumerate(columns):
        with suppress(StatementRefused):  # no right to: who inserts there next has none either
            _move_on(session, n, column)
    session.run(f"DROP TABLE {LANDED}")
    names = tuple(column.name for column in columns)
    return ExistingRows(rows=len(keys), columns=names, keys=keys)


def _move_on(session: Session, n: int, column: Column) -> None:
    if column.sequence is None or not column.numbered:
        return
    name = qualified(column.sequence.schema, column.sequence.name)
    session.run(
        f"DO $seed$ BEGIN PERFORM pg_catalog.setval({literal(name)}::regclass, "
        f"greatest(max(c{n}::bigint), (SELECT last_value FROM {name}))) FROM {LANDED} "
        f"HAVING count(*) > 0; END $seed$"
    )
