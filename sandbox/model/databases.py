"""The databases in a sandbox's server, and the SQL that moves them about.

golden  the data as `up` and `reset` give it; nobody connects to it
app     the live data
spare   a copy of golden, made behind the person's back; a reset renames it to app
undo    what was live before the last reset or migration
"""

from __future__ import annotations

import json
from typing import Any

from sandbox.model.observed import DatabaseState
from sandbox.model.stack import APP_ROLE, GOLDEN, LIVE, PASSWORD, READER_ROLE, SPARE, UNDO

MAKING = "spare_making"
BEFORE_UNDO = "undo_before"  # the older way back, while a migration runs
TRASH = "trash_"
WRITTEN_MARK, MIGRATING = "written", "migrating"

STATE = """
SELECT json_object_agg(datname, json_build_object(
  'about', coalesce(shobj_description(oid, 'pg_database'), ''), 'open', datallowconn))
FROM pg_database WHERE NOT datname = ANY ('{postgres,template0,template1}')
"""


def parse_state(text: str) -> DatabaseState:
    """From the answer to STATE: JSON, by database its comment and whether it lets anybody in."""
    found: dict[str, dict[str, Any]] = json.loads(text.strip() or "null") or {}
    facts = {name: _facts(one["about"]) for name, one in found.items()}
    return DatabaseState(
        golden={name: one.get("golden", "") for name, one in facts.items()},
        migrations={name: one.get("migrations", "") for name, one in facts.items()},
        migrating=MIGRATING in facts.get(UNDO, {}),
        live_open=bool(found.get(LIVE, {}).get("open")),
    )


def _facts(comment: str) -> dict[str, str]:
    try:
        found = json.loads(comment)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in found.items()}


def described(database: str, *, golden: str, migrations: str, mark: str = "") -> str:
    """SQL that says which content a database is of; the facts survive in the server itself.

    mark: WRITTEN_MARK for a copy of data that may hold somebody's work, MIGRATING for what was
    set aside while a migration runs on its copy.
    """
    facts = {"golden": golden, "migrations": migrations}
    comment = json.dumps(facts | ({mark: "yes"} if mark else {}))
    return f"COMMENT ON DATABASE {database} IS '{comment}';"


def roles(extensions: tuple[str, ...]) -> str:
    """Two roles without special rights and the empty database that the migrations start from."""
    return "\n".join(
        [
            f"CREATE ROLE {APP_ROLE} LOGIN PASSWORD '{PASSWORD}';",
            f"CREATE ROLE {READER_ROLE} LOGIN;",
            f"ALTER ROLE {READER_ROLE} SET default_transaction_read_only = on;",
            f"CREATE DATABASE {GOLDEN} OWNER {APP_ROLE};",
            f"\\connect {GOLDEN}",
            f"ALTER SCHEMA public OWNER TO {APP_ROLE};",
            *(f'CREATE EXTENSION IF NOT EXISTS "{one}";' for one in extensions),
        ]
    )


GRANT_READING = f"""
DO $$ DECLARE s text; BEGIN
  FOR s IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO {READER_ROLE}', s);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO {READER_ROLE}', s);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE {APP_ROLE} IN SCHEMA %I '
                   'GRANT SELECT ON TABLES TO {READER_ROLE}', s);
  END LOOP;
END $$;
"""


def seal(*, golden: str, migrations: str, database: str = GOLDEN) -> str:
    """The database becomes the one that all others are copied from."""
    return "\n".join(
        [
            described(database, golden=golden, migrations=migrations),
            f"ALTER DATABASE {database} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true;",
            "CHECKPOINT;",
        ]
    )


def copy(source: str, target: str, *, where: str = "true") -> str:
    """File by file, which is faster than through the log at every size. PostgreSQL 15 and later
    have to be told; earlier versions know no other way. where: an SQL condition."""
    return (
        f"SELECT format('CREATE DATABASE {target} TEMPLATE {source} OWNER {APP_ROLE}%s', "
        "CASE WHEN current_setting('server_version_num')::int >= 150000 "
        f"THEN ' STRATEGY file_copy' ELSE '' END) WHERE {where} \\gexec"
    )


def copy_comment(source: str, target: str, *, where: str = "true") -> str:
    return (
        f"SELECT format('COMMENT ON DATABASE {target} IS %L', shobj_description(oid, "
        f"'pg_database')) FROM pg_database WHERE datname = '{source}' AND {where} \\gexec"
    )


def _exists(database: str, condition: str = "true") -> str:
    return f"EXISTS (SELECT FROM pg_database WHERE datname = '{database}' AND {condition})"


def ensure_live() -> str:
    """Live data, whatever was interrupted: a copy of the golden data where there is none yet;
    what was set aside where a migration was killed; opened where a swap was."""
    missing = f"NOT {_exists(LIVE)}"
    closed = _exists(LIVE, "NOT datallowconn")
    rename = f"'ALTER DATABASE {UNDO} RENAME TO {LIVE}'"
    fresh = f"{missing} AND NOT {_exists(UNDO)}"
    no_comment = _exists(LIVE, "shobj_description(oid, 'pg_database') IS NULL")
    return "\n".join(
        [
            f"SELECT {rename} WHERE {missing} AND {_exists(UNDO)} \\gexec",
            f"SELECT 'ALTER DATABASE {LIVE} ALLOW_CONNECTIONS true' WHERE {closed} \\gexec",
            copy(GOLDEN, LIVE, where=fresh),
            copy_comment(GOLDEN, LIVE, where=no_comment),
            _older_way_back(),
        ]
    )


def _older_way_back() -> str:
    """Where a migration failed, the way back from before it is the way back again."""
    where = f"{_exists(BEFORE_UNDO)} AND NOT {_exists(UNDO)}"
    return f"SELECT 'ALTER DATABASE {BEFORE_UNDO} RENAME TO {UNDO}' WHERE {where} \\gexec"


def migrated(*, stamp: int) -> str:
    """After a migration that went well: the older way back is no longer needed."""
    rename = f"ALTER DATABASE {BEFORE_UNDO} RENAME TO {TRASH}{stamp}"
    return f"SELECT '{rename}' WHERE {_exists(BEFORE_UNDO)} \\gexec"


def drop(database: str) -> str:
    """Whoever is connected, and whether there is one or not."""
    return (
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}';\n"
        f"SELECT 'ALTER DATABASE {database} IS_TEMPLATE false' WHERE {_exists(database)} \\gexec\n"
        f"DROP DATABASE IF EXISTS {database};"
    )


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
  + CASE WHEN date_trunc('second', pg_postmaster_start_time())
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
# own catalogue included (a new or emptied table shows there); where the server started since, the
# counts may be lost, so that counts as written.
WRITTEN = f"SELECT ({_written_of('current_database()')})"
