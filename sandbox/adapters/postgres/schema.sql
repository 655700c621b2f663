-- The whole schema as one JSON text in one row. Everything is ordered by names, never by OIDs,
-- so that two databases with the same schema give the same document. PostgreSQL 12 to 18.
WITH RECURSIVE spaces AS (
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
           c.relrowsecurity, c.relforcerowsecurity, c.relpartbound,
           -- Whether its policies hold for whoever asks: not for its owner, unless it is forced.
           pg_catalog.row_security_active(c.oid) AS policed
    FROM pg_catalog.pg_class c JOIN spaces n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND c.oid NOT IN (SELECT objid FROM extension_members)
),
-- Every type that a column leads to: elements, what domains stand on, fields, what ranges span.
ranges AS (
    -- Multiranges came with PostgreSQL 14, and their column with them.
    SELECT r.rngtypid, r.rngsubtype, (to_jsonb(r) ->> 'rngmultitypid')::oid AS rngmultitypid
    FROM pg_catalog.pg_range r
),
used AS (
    SELECT a.atttypid AS oid
    FROM pg_catalog.pg_attribute a JOIN tables c ON c.oid = a.attrelid
    WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
    UNION
    SELECT next.oid
    FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid
    CROSS JOIN LATERAL (
        SELECT t.typelem WHERE t.typinput = 'pg_catalog.array_in'::regproc
        UNION ALL SELECT t.typbasetype WHERE t.typtype = 'd'
        UNION ALL SELECT r.rngsubtype FROM ranges r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
        UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
                  WHERE t.typtype = 'c' AND a.attrelid = t.typrelid
                    AND a.attnum > 0 AND NOT a.attisdropped
    ) next (oid)
),
named_types AS (
    -- What is built in goes by its bare name; everything else by its schema's too.
    SELECT t.oid, t.typname, t.typtype, n.nspname,
           CASE WHEN n.nspname = 'pg_catalog' THEN t.typname::text
                ELSE n.nspname || '.' || t.typname END AS key
    FROM pg_catalog.pg_type t
    JOIN used ON used.oid = t.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
),
types AS (
    SELECT json_object_agg(k.key, json_strip_nulls(json_build_object(
        'schema', k.nspname,
        'name', k.typname,
        'kind', CASE WHEN t.typinput = 'pg_catalog.array_in'::regproc THEN 'a' ELSE t.typtype END,
        'element', element.key,
        'base', base.key,
        'mod', CASE WHEN t.typtype = 'd' THEN t.typtypmod END,
        'declared', CASE WHEN t.typtype = 'd'
                         THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,
        'dimensions', CASE WHEN t.typtype = 'd' THEN t.typndims END,
        'not_null', CASE WHEN t.typtype = 'd' THEN t.typnotnull END,
        'default', t.typdefault,
        'checks', (SELECT json_agg(json_build_object(
                       'name', c.conname, 'expression', pg_catalog.pg_get_constraintdef(c.oid))
                       ORDER BY c.conname)
                   FROM pg_catalog.pg_constraint c
                   WHERE c.contype = 'c' AND c.contypid = t.oid AND t.typtype = 'd'),
        'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)
                   FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
        'fields', CASE WHEN t.typtype = 'c' THEN (
            SELECT json_agg(json_build_object(
                'name', a.attname, 'type', field.key, 'mod', a.atttypmod,
                'declared', pg_catalog.format_type(a.atttypid, a.atttypmod),
                'dimensions', a.attndims) ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a JOIN named_types field ON field.oid = a.atttypid
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END,
        'subtype', subtype.key
    )) ORDER BY k.key) AS list
    FROM named_types k
    JOIN pg_catalog.pg_type t ON t.oid = k.oid
    LEFT JOIN named_types element
        ON element.oid = t.typelem AND t.typinput = 'pg_catalog.array_in'::regproc
    LEFT JOIN named_types base ON base.oid = t.typbasetype AND t.typtype = 'd'
    LEFT JOIN ranges r ON t.oid IN (r.rngtypid, r.rngmultitypid)
    LEFT JOIN named_types subtype ON subtype.oid = r.rngsubtype
    WHERE k.nspname <> 'pg_catalog' OR t.typtype <> 'b'
       OR t.typinput = 'pg_catalog.array_in'::regproc
),
-- The sequence that numbers a column: what its default asks, else the one that is its own.
numberings AS (
    SELECT DISTINCT ON (rel, attnum) rel, attnum, json_build_object(
        'schema', sn.nspname, 'name', s.relname, 'increment', q.seqincrement,
        'start', q.seqstart, 'minimum', q.seqmin, 'maximum', q.seqmax, 'cycle', q.seqcycle,
        'own', found.own) AS sequence
    FROM (
        SELECT ad.adrelid AS rel, ad.adnum AS attnum, dep.refobjid AS sequence, EXISTS (
                   SELECT FROM pg_catalog.pg_depend o
                   WHERE o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = dep.refobjid
                     AND o.refclassid = 'pg_catalog.pg_class'::regclass
                     AND o.refobjid = ad.adrelid AND o.refobjsubid = ad.adnum) AS own, 1 AS rank
        FROM pg_catalog.pg_attrdef ad
        JOIN pg_catalog.pg_depend dep
          ON dep.classid = 'pg_catalog.pg_attrdef'::regclass AND dep.objid = ad.oid
         AND dep.refclassid = 'pg_catalog.pg_class'::regclass
        UNION ALL
        SELECT dep.refobjid, dep.refobjsubid, dep.objid, true, 2
        FROM pg_catalog.pg_depend dep
        WHERE dep.classid = 'pg_catalog.pg_class'::regclass AND dep.deptype IN ('a', 'i')
          AND dep.refclassid = 'pg_catalog.pg_class'::regclass AND dep.refobjsubid > 0
    ) found
    JOIN pg_catalog.pg_class s ON s.oid = found.sequence AND s.relkind = 'S'
    JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
    JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
    ORDER BY rel, attnum, found.rank, sn.nspname, s.relname
),
columns AS (
    SELECT a.attrelid, json_agg(json_build_object(
        'name', a.attname,
        'type', k.key,
        'mod', a.atttypmod,
        'declared', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'dimensions', a.attndims,
        'not_null', a.attnotnull,
        'default', pg_catalog.pg_get_expr(ad.adbin, ad.adrelid),
        'identity', nullif(a.attidentity, ''),
        'generated', a.attgenerated <> '',
        'collation', CASE WHEN a.attcollation <> t.typcollation THEN
                         (SELECT collname FROM pg_catalog.pg_collation WHERE oid = a.attcollation) END,
        'comment', pg_catalog.col_description(a.attrelid, a.attnum),
        'sequence', numberings.sequence
    ) ORDER BY a.attnum) AS list
    FROM pg_catalog.pg_attribute a
    JOIN tables c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN named_types k ON k.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN numberings ON numberings.rel = a.attrelid AND numberings.attnum = a.attnum
    -- A partition's columns are its partitioned table's.
    WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
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
        'match', CASE WHEN k.contype = 'f' THEN k.confmatchtype END,
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
    SELECT g.tgrelid, json_agg(json_build_object(
        'name', g.tgname,
        'events', g.tgtype & 60,
        'function', p.proname,
        'deferrable', g.tgdeferrable,
        'writes', (SELECT json_agg(DISTINCT lower(found[1]))
                   FROM regexp_matches(p.prosrc, 'insert\s+into\s+([\w."]+)', 'gi') found)
    ) ORDER BY g.tgname) AS list
    FROM pg_catalog.pg_trigger g
    JOIN tables c ON c.oid = g.tgrelid
    JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
    WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
    GROUP BY g.tgrelid
),
partition_keys AS (
    SELECT p.partrelid, json_build_object(
        'strategy', p.partstrat,
        'columns', (SELECT json_agg(a.attname ORDER BY u.position)
                    FROM unnest(p.partattrs::int2[]) WITH ORDINALITY u (attnum, position)
                    LEFT JOIN pg_catalog.pg_attribute a
                      ON a.attrelid = p.partrelid AND a.attnum = u.attnum AND u.attnum > 0),
        'key', pg_catalog.pg_get_partkeydef(p.partrelid)) AS key
    FROM pg_catalog.pg_partitioned_table p JOIN tables c ON c.oid = p.partrelid
)
SELECT json_build_object(
    'server', current_setting('server_version_num')::int,
    'types', (SELECT coalesce(list, '{}'::json) FROM types),
    'tables', coalesce(json_agg(json_build_object(
        'schema', c.nspname,
        'name', c.relname,
        'kind', c.relkind,
        'partition', c.relispartition,
        'bound', CASE WHEN c.relispartition
                      THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
        'partition_by', partition_keys.key,
        'row_security', c.relrowsecurity,
        'force_row_security', c.relforcerowsecurity,
        'policed', c.policed,
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
LEFT JOIN partition_keys ON partition_keys.partrelid = c.oid
