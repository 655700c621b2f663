-- The whole schema as one JSON text in one row. Everything is ordered by names, never by OIDs,
-- so that two databases with the same schema give the same document. PostgreSQL 12 to 18.
WITH spaces AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
    WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)'
),
-- What an extension brought is the extension's, not the app's.
extension_members AS (
    SELECT objid FROM pg_catalog.pg_depend
    WHERE classid = 'pg_catalog.pg_class'::regclass AND deptype = 'e'
),
tables AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.reltuples,
           c.relrowsecurity, c.relforcerowsecurity
    FROM pg_catalog.pg_class c JOIN spaces n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND c.oid NOT IN (SELECT objid FROM extension_members)
),
-- A domain over a domain: followed down to the type that holds the value.
domains AS (
    WITH RECURSIVE walk AS (
        SELECT t.oid AS domain, t.oid AS step, t.typbasetype AS base, t.typtypmod AS mod,
               t.typnotnull AS required, 1 AS depth
        FROM pg_catalog.pg_type t WHERE t.typtype = 'd'
        UNION ALL
        SELECT w.domain, t.oid, t.typbasetype,
               CASE WHEN w.mod = -1 THEN t.typtypmod ELSE w.mod END,
               w.required OR t.typnotnull, w.depth + 1
        FROM walk w JOIN pg_catalog.pg_type t ON t.oid = w.base AND t.typtype = 'd'
    )
    SELECT w.domain,
           (array_agg(w.base ORDER BY w.depth DESC))[1] AS base,
           (array_agg(w.mod ORDER BY w.depth DESC))[1] AS mod,
           bool_or(w.required) AS required,
           (SELECT json_agg(json_build_object('name', k.conname,
                                              'expression', pg_catalog.pg_get_constraintdef(k.oid))
                            ORDER BY k.conname)
            FROM pg_catalog.pg_constraint k
            WHERE k.contype = 'c' AND k.contypid = ANY (array_agg(w.step))) AS checks
    FROM walk w GROUP BY w.domain
),
columns AS (
    SELECT a.attrelid, json_agg(json_build_object(
        'name', a.attname,
        'type', base.typname,
        'category', base.typtype,
        'declared', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'array', elements.oid IS NOT NULL,
        'dimensions', a.attndims,
        'length', CASE WHEN base.typname IN ('varchar', 'bpchar') AND m.mod > 4 THEN m.mod - 4
                       WHEN base.typname IN ('bit', 'varbit') AND m.mod > 0 THEN m.mod END,
        'precision', CASE WHEN base.typname = 'numeric' AND m.mod > 4
                          THEN ((m.mod - 4) >> 16) & 65535 END,
        'scale', CASE WHEN base.typname = 'numeric' AND m.mod > 4
                      -- eleven bits with a sign since PostgreSQL 15, sixteen without before
                      THEN (((m.mod - 4) & 2047) # 1024) - 1024 END,
        'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)
                   FROM pg_catalog.pg_enum e WHERE e.enumtypid = base.oid),
        'domain', CASE WHEN d.domain IS NOT NULL
                       THEN pg_catalog.format_type(d.domain, NULL) END,
        'domain_checks', d.checks,
        'not_null', a.attnotnull OR coalesce(d.required, false),
        'default', pg_catalog.pg_get_expr(ad.adbin, ad.adrelid),
        'identity', nullif(a.attidentity, ''),
        'generated', a.attgenerated <> '',
        'collation', CASE WHEN a.attcollation <> t.typcollation THEN
                         (SELECT collname FROM pg_catalog.pg_collation WHERE oid = a.attcollation) END,
        'comment', pg_catalog.col_description(a.attrelid, a.attnum),
        'sequence', (
            SELECT json_build_object('schema', sn.nspname, 'name', s.relname,
                                     'increment', q.seqincrement)
            FROM pg_catalog.pg_depend dep
            JOIN pg_catalog.pg_class s ON s.relkind = 'S' AND s.oid =
                CASE WHEN dep.classid = 'pg_catalog.pg_class'::regclass THEN dep.objid
                     ELSE dep.refobjid END
            JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
            JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
            WHERE (dep.classid = 'pg_catalog.pg_class'::regclass AND dep.deptype IN ('a', 'i')
                   AND dep.refobjid = a.attrelid AND dep.refobjsubid = a.attnum)
               OR (dep.classid = 'pg_catalog.pg_attrdef'::regclass AND dep.objid = ad.oid
                   AND dep.refclassid = 'pg_catalog.pg_class'::regclass)
            ORDER BY sn.nspname, s.relname LIMIT 1)
    ) ORDER BY a.attnum) AS list
    FROM pg_catalog.pg_attribute a
    JOIN tables c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN domains d0 ON d0.domain = t.oid
    LEFT JOIN pg_catalog.pg_type elements
        ON elements.oid = (SELECT u.typelem FROM pg_catalog.pg_type u
                           WHERE u.oid = coalesce(d0.base, t.oid) AND u.typcategory = 'A'
                             AND u.typlen = -1 AND u.typelem <> 0)
    LEFT JOIN domains d ON d.domain = coalesce(elements.oid, t.oid) OR d.domain = t.oid
    JOIN pg_catalog.pg_type base
        ON base.oid = CASE WHEN elements.oid IS NOT NULL AND elements.typtype <> 'd'
                           THEN elements.oid
                           ELSE coalesce(d.base, elements.oid, t.oid) END
    LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    CROSS JOIN LATERAL (SELECT CASE WHEN d.domain IS NULL THEN a.atttypmod
                                    ELSE d.mod END AS mod) m
    WHERE a.attnum > 0 AND NOT a.attisdropped
    GROUP BY a.attrelid
),
constraints AS (
    SELECT k.conrelid, json_agg(json_build_object(
        'name', k.conname,
        'type', k.contype,
        'expression', CASE WHEN k.contype IN ('c', 'x')
                           THEN pg_catalog.pg_get_constraintdef(k.oid) END,
        'columns', (SELECT json_agg(a.attname ORDER BY u.position)
                    FROM unnest(k.conkey) WITH ORDINALITY u (attnum, position)
                    JOIN pg_catalog.pg_attribute a
                      ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
        'target', CASE WHEN k.contype = 'f' THEN json_build_object(
            'schema', fn.nspname, 'table', f.relname,
            'columns', (SELECT json_agg(a.attname ORDER BY u.position)
                        FROM unnest(k.confkey) WITH ORDINALITY u (attnum, position)
                        JOIN pg_catalog.pg_attribute a
                          ON a.attrelid = k.confrelid AND a.attnum = u.attnum)) END,
        'deferrable', k.condeferrable,
        'on_delete', CASE WHEN k.contype = 'f' THEN k.confdeltype END
    ) ORDER BY k.conname) AS list
    FROM pg_catalog.pg_constraint k
    JOIN tables c ON c.oid = k.conrelid
    LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
    LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
    -- PostgreSQL 18 lists NOT NULL here too (n); the columns say it already.
    -- A constraint with a parent repeats that parent's for one partition.
    WHERE k.contype IN ('c', 'f', 'x') AND k.conparentid = 0
    GROUP BY k.conrelid
),
-- Keys are read from their indexes: a unique index binds as much as a constraint.
keys AS (
    SELECT i.indrelid, json_agg(json_build_object(
        'name', x.relname,
        'primary', i.indisprimary,
        'columns', (SELECT json_agg(a.attname ORDER BY u.position)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (attnum, position)
                    LEFT JOIN pg_catalog.pg_attribute a
                      ON a.attrelid = i.indrelid AND a.attnum = u.attnum AND u.attnum > 0
                    WHERE u.position <= i.indnkeyatts),
        'parts', (SELECT json_agg(pg_catalog.pg_get_indexdef(i.indexrelid, p, true) ORDER BY p)
                  FROM generate_series(1, i.indnkeyatts) p),
        'predicate', pg_catalog.pg_get_expr(i.indpred, i.indrelid),
        'nulls_not_distinct',
            coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
    ) ORDER BY i.indisprimary DESC, x.relname) AS list
    FROM pg_catalog.pg_index i
    JOIN tables c ON c.oid = i.indrelid
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    WHERE i.indisunique
    GROUP BY i.indrelid
),
triggers AS (
    SELECT g.tgrelid, json_agg(g.tgname ORDER BY g.tgname) AS list
    FROM pg_catalog.pg_trigger g JOIN tables c ON c.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND g.tgenabled <> 'D'
    GROUP BY g.tgrelid
)
SELECT json_build_object(
    'server', current_setting('server_version_num')::int,
    'tables', coalesce(json_agg(json_build_object(
        'schema', c.nspname,
        'name', c.relname,
        'kind', c.relkind,
        'partition', c.relispartition,
        'row_security', c.relrowsecurity,
        'estimate', greatest(c.reltuples, 0),
        'inherits', (SELECT json_agg(json_build_object('schema', pn.nspname, 'table', p.relname)
                                     ORDER BY h.inhseqno)
                     FROM pg_catalog.pg_inherits h
                     JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
                     JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                     WHERE h.inhrelid = c.oid),
        'comment', pg_catalog.obj_description(c.oid, 'pg_class'),
        'columns', columns.list,
        'constraints', constraints.list,
        'keys', keys.list,
        'triggers', triggers.list
    ) ORDER BY c.nspname, c.relname), '[]'::json)
)::text
FROM tables c
LEFT JOIN columns ON columns.attrelid = c.oid
LEFT JOIN constraints ON constraints.conrelid = c.oid
LEFT JOIN keys ON keys.indrelid = c.oid
LEFT JOIN triggers ON triggers.tgrelid = c.oid
