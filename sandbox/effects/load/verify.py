"""Whether every constraint of the filled tables holds, in the server's own view."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sandbox.ports import Session
from sandbox.seeding.copytext.script import literal, qualified
from sandbox.seeding.schemas.schema import Table, TableName


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """checked: how many were. failed: those that do not hold, with table and reason."""

    checked: int = 0
    failed: tuple[str, ...] = ()


def verify(
    session: Session, tables: Sequence[Table], validated: Collection[TableName]
) -> Constraints:
    """Checks and foreign keys are evaluated over all rows; keys by the soundness of their index.

    Constraints that the app itself has left unvalidated are passed over, and those that concern
    rows which we may not see: of them the server has let in what it found right.
    validated: tables whose foreign keys the server has validated in this load already, and does
    not once more.
    """
    if not tables:
        return Constraints()
    session.run(_BLOCK.format(tables=_array(tables), validated=_array(
        [table for table in tables if table.qualified in validated]
    )))  # fmt: skip
    answer = json.loads(session.ask("SELECT current_setting('seeding.verified')"))
    return Constraints(checked=answer["checked"], failed=tuple(answer["failed"]))


def _array(tables: Sequence[Table]) -> str:
    names = (f"{literal(qualified(t.schema, t.name))}::regclass" for t in tables)
    return f"ARRAY[{', '.join(names)}]::oid[]"


_BLOCK = """DO $seed$
DECLARE
    k record; bad boolean; checked integer := 0; failed jsonb := '[]'; why text;
BEGIN
    FOR k IN
        SELECT c.oid, c.conname, c.contype, c.conindid, c.confmatchtype,
               pg_catalog.pg_get_expr(c.conbin, c.conrelid) AS expression,
               CASE WHEN r.relkind = 'r' AND (c.contype = 'f' OR c.connoinherit)
                    THEN 'ONLY ' ELSE '' END || c.conrelid::regclass AS relation,
               CASE WHEN f.relkind = 'r' THEN 'ONLY ' ELSE '' END
                    || c.confrelid::regclass AS target,
               j.joined, j.given, j.any_given, j.one
        FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
        LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid
        LEFT JOIN LATERAL (
            SELECT string_agg(format('p.%I OPERATOR(%I.%s) c.%I', pa.attname, n.nspname, o.oprname,
                                     ca.attname), ' AND ') AS joined,
                   string_agg(format('c.%I IS NOT NULL', ca.attname), ' AND ') AS given,
                   string_agg(format('c.%I IS NOT NULL', ca.attname), ' OR ') AS any_given,
                   min(format('p.%I', pa.attname)) AS one
            FROM unnest(c.conkey, c.confkey, c.conpfeqop) u (own, other, op)
            JOIN pg_catalog.pg_attribute ca ON ca.attrelid = c.conrelid AND ca.attnum = u.own
            JOIN pg_catalog.pg_attribute pa ON pa.attrelid = c.confrelid AND pa.attnum = u.other
            JOIN pg_catalog.pg_operator o ON o.oid = u.op
            JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
        ) j ON c.contype = 'f'
        WHERE c.conrelid = ANY ({tables}) AND c.contype IN ('c', 'f', 'p', 'u', 'x')
          AND c.conparentid = 0 AND c.convalidated
          AND NOT pg_catalog.row_security_active(c.conrelid)
          AND (c.contype <> 'f' OR NOT pg_catalog.row_security_active(c.confrelid)
               AND pg_catalog.has_table_privilege(c.confrelid, 'SELECT')
               AND pg_catalog.has_schema_privilege(f.relnamespace, 'USAGE'))
        ORDER BY c.conrelid::regclass::text, c.conname
    LOOP
        checked := checked + 1;
        why := NULL;
        BEGIN
            IF k.contype = 'c' THEN
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE NOT (%s))',
                               k.relation, k.expression) INTO bad;
            ELSIF k.contype = 'f' AND
                  (SELECT conrelid = ANY ({validated}) FROM pg_catalog.pg_constraint
                   WHERE oid = k.oid) THEN
                bad := false;
            ELSIF k.contype = 'f' THEN
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s c LEFT JOIN %s p ON %s '
                               'WHERE (%s) AND %s IS NULL)', k.relation, k.target, k.joined,
                               CASE k.confmatchtype WHEN 'f' THEN k.any_given ELSE k.given END,
                               k.one) INTO bad;
            ELSE
                SELECT NOT (i.indisvalid AND i.indisready) INTO bad
                FROM pg_catalog.pg_index i WHERE i.indexrelid = k.conindid;
            END IF;
            IF bad THEN why := 'some rows break it'; END IF;
        EXCEPTION WHEN OTHERS THEN
            why := SQLERRM;
        END;
        IF why IS NOT NULL THEN
            failed := failed || to_jsonb(format('%s of %s: %s', k.conname, k.relation, why));
        END IF;
    END LOOP;
    PERFORM set_config('seeding.verified',
                       jsonb_build_object('checked', checked, 'failed', failed)::text, false);
END $seed$"""
