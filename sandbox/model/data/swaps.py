"""The SQL that moves a server's databases about: whatever is replaced becomes a way back first."""

from __future__ import annotations

from sandbox.model.data.databases import MIGRATING, WRITTEN_MARK, copy, copy_comment, exists
from sandbox.model.observed import DatabaseState
from sandbox.model.stack import APP_ROLE, GOLDEN, LIVE, SPARE, UNDO
from sandbox.model.walls.administrator import ADMIN_OPTIONS

MAKING = "spare_making"
BEFORE_UNDO = "undo_before"  # the older way back, while a migration runs
TRASH = "trash_"


def ensure_live() -> str:
    """Live data, whatever was interrupted: a copy of the golden data where there is none yet;
    what was set aside where a migration was killed; opened where a swap was."""
    missing = f"NOT {exists(LIVE)}"
    closed = exists(LIVE, "NOT datallowconn")
    rename = f"'ALTER DATABASE {UNDO} RENAME TO {LIVE}'"
    fresh = f"{missing} AND NOT {exists(UNDO)}"
    no_comment = exists(LIVE, "shobj_description(oid, 'pg_database') IS NULL")
    return "\n".join(
        [
            f"SELECT {rename} WHERE {missing} AND {exists(UNDO)} \\gexec",
            f"SELECT 'ALTER DATABASE {LIVE} ALLOW_CONNECTIONS true' WHERE {closed} \\gexec",
            copy(GOLDEN, LIVE, where=fresh),
            copy_comment(GOLDEN, LIVE, where=no_comment),
            _older_way_back(),
        ]
    )


def _older_way_back() -> str:
    """Where a migration failed, the way back from before it is the way back again."""
    where = f"{exists(BEFORE_UNDO)} AND NOT {exists(UNDO)}"
    return f"SELECT 'ALTER DATABASE {BEFORE_UNDO} RENAME TO {UNDO}' WHERE {where} \\gexec"


def migrated(*, stamp: int) -> str:
    """After a migration that went well: the older way back is no longer needed."""
    rename = f"ALTER DATABASE {BEFORE_UNDO} RENAME TO {TRASH}{stamp}"
    return f"SELECT '{rename}' WHERE {exists(BEFORE_UNDO)} \\gexec"


def _closed(*databases: str) -> str:
    """Ends every session of the databases and waits until they are gone."""
    names = ", ".join(f"'{name}'" for name in databases)
    return f"""
DO $$ BEGIN
  FOR i IN 1..500 LOOP
    PERFORM pg_stat_clear_snapshot();
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ({names});
    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname IN ({names}));
    PERFORM pg_sleep(0.005);
  END LOOP;
END $$;
"""


def _written_of(name: str) -> str:
    """SQL for WRITTEN's number. name: an SQL expression."""
    return f"""
SELECT d.tup_inserted + d.tup_updated + d.tup_deleted
  + CASE WHEN greatest(
      date_trunc('second', pg_postmaster_start_time()),
      (SELECT stats_reset FROM pg_stat_bgwriter))
      > (pg_stat_file(format('base/%s/PG_VERSION', d.datid))).modification THEN 1 ELSE 0 END
  + CASE WHEN shobj_description(d.datid, 'pg_database') LIKE '%"written"%' THEN 1 ELSE 0 END
FROM pg_stat_database d WHERE d.datname = {name}"""


def swap(incoming: str, *, stamp: int, present: DatabaseState) -> str:
    """`incoming` becomes live, what was live becomes the way back; all or nothing.

    Data that nobody wrote to is no way back worth having: it does not take the place of one.
    stamp: makes the name of what is thrown away unique. Dropping waits for the disk, so it is
    left to `next_spare`.
    """
    trash, source = f"{TRASH}{stamp}", incoming
    lines = [f"ALTER DATABASE {LIVE} ALLOW_CONNECTIONS false;", _closed(LIVE, incoming)]
    aside = [f"ALTER DATABASE {LIVE} RENAME TO {UNDO};"]
    if incoming == UNDO:
        source = "undo_returning"
        aside.insert(0, f"ALTER DATABASE {UNDO} RENAME TO {source};")
    elif present.has(UNDO):
        lines.append(f"SELECT ({_written_of(repr(LIVE))}) = 0 AS pristine \\gset")
        aside = [
            "\\if :pristine",
            f"ALTER DATABASE {LIVE} RENAME TO {trash};",
            "\\else",
            f"ALTER DATABASE {UNDO} RENAME TO {trash};",
            *aside,
            "\\endif",
        ]
    lines += [
        "BEGIN;",
        *aside,
        f"ALTER DATABASE {source} RENAME TO {LIVE};",
        f"ALTER DATABASE {LIVE} ALLOW_CONNECTIONS true;",
        f"ALTER ROLE {APP_ROLE} CONNECTION LIMIT -1;",  # shut out while its data was too large
        "COMMIT;",
    ]
    return "\n".join(lines)


def set_aside(*, stamp: int, present: DatabaseState) -> str:
    """The live data is kept as the way back and a copy of it goes live, before a migration."""
    lines = [
        f"ALTER DATABASE {LIVE} ALLOW_CONNECTIONS false;",
        _closed(LIVE),
        migrated(stamp=stamp),
    ]
    if present.has(UNDO):
        lines.append(f"ALTER DATABASE {UNDO} RENAME TO {BEFORE_UNDO};")
    lines += [
        f"ALTER DATABASE {LIVE} RENAME TO {UNDO};",
        copy(UNDO, LIVE),
        copy_comment(UNDO, LIVE),
    ]
    return "\n".join(lines)


def take_back() -> str:
    """After a migration that failed: the data as it was before `set_aside`."""
    return "\n".join(
        [
            _closed(LIVE),
            f"DROP DATABASE IF EXISTS {LIVE};",
            f"ALTER DATABASE {UNDO} RENAME TO {LIVE};",
            f"ALTER DATABASE {LIVE} ALLOW_CONNECTIONS true;",
            _marked_written(),
            _older_way_back(),
        ]
    )


def _marked_written() -> str:
    """The live database's facts, with the mark that it may hold somebody's work."""
    return (
        f"SELECT format('COMMENT ON DATABASE {LIVE} IS %L', ((shobj_description(oid, "
        f"'pg_database')::jsonb - '{MIGRATING}') || jsonb_build_object('{WRITTEN_MARK}', 'yes')))"
        f" FROM pg_database WHERE datname = '{LIVE}' AND "
        "shobj_description(oid, 'pg_database') LIKE '{%' \\gexec"
    )


# One psql for all of it: each would be a process and a session more, in every sandbox at once.
NEXT_SPARE = f"""
exec 9>/tmp/spare.lock; flock -n 9 || exit 0
export PGOPTIONS='{ADMIN_OPTIONS}'
exec psql -X -q -At -v ON_ERROR_STOP=1 -d postgres <<'SQL'
SELECT format('DROP DATABASE %I', datname) FROM pg_database WHERE datname LIKE '{TRASH}%' \\gexec
SELECT NOT EXISTS (
  SELECT FROM pg_database s JOIN pg_database g ON g.datname = '{GOLDEN}'
  WHERE s.datname = '{SPARE}'
    AND shobj_description(s.oid, 'pg_database') = shobj_description(g.oid, 'pg_database')
) AS missing \\gset
\\if :missing
  DROP DATABASE IF EXISTS {MAKING};
  DROP DATABASE IF EXISTS {SPARE};
  {copy(GOLDEN, MAKING)}
  {copy_comment(GOLDEN, MAKING)}
  ALTER DATABASE {MAKING} RENAME TO {SPARE};
\\endif
SQL
"""

# Whether anything may have been written since the database was copied. Counted by the server, its
# own catalogue included (a new or emptied table shows there); where the server started since, or
# went on after one of its processes was killed, the counts may be lost, so that counts as written.
WRITTEN = f"SELECT ({_written_of('current_database()')})"
