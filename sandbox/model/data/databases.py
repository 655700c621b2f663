"""The databases in a sandbox's server, and the SQL that makes and describes them.

golden  the data as `up` and `reset` give it; nobody connects to it
app     the live data
spare   a copy of golden, made behind the person's back; a reset renames it to app
undo    what was live before the last reset or migration
"""

from __future__ import annotations

import json
from typing import Any

from sandbox.model.data.sqltext import literal
from sandbox.model.observed import DatabaseState
from sandbox.model.stack import APP_ROLE, GOLDEN, LIVE, PASSWORD, READER_ROLE, UNDO

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
    """The app owns its database, so that its comment may be anything."""
    try:
        found = json.loads(comment)
    except (ValueError, RecursionError):
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
    return f"COMMENT ON DATABASE {database} IS {literal(comment)};"


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
            "SET search_path = public;",  # where extensions go; nothing of the app's is there yet
            *(f'CREATE EXTENSION IF NOT EXISTS "{one}";' for one in extensions),
        ]
    )


def new(database: str) -> str:
    """SQL for an empty database of the app's, in place of any of that name; goes on within it."""
    return "\n".join(
        [
            f"DROP DATABASE IF EXISTS {database};",
            f"CREATE DATABASE {database} OWNER {APP_ROLE} TEMPLATE template0;",
            f"\\connect {database}",
            f"ALTER SCHEMA public OWNER TO {APP_ROLE};",
        ]
    )


# As the administrator, since extensions' tables are not the app's to give. Nothing of the app's
# runs by it: names are looked for in the server's own schema, and GRANT calls no function.
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


def exists(database: str, condition: str = "true") -> str:
    return f"EXISTS (SELECT FROM pg_database WHERE datname = '{database}' AND {condition})"


def drop(database: str) -> str:
    """Whoever is connected, and whether there is one or not."""
    return (
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}';\n"
        f"SELECT 'ALTER DATABASE {database} IS_TEMPLATE false' WHERE {exists(database)} \\gexec\n"
        f"DROP DATABASE IF EXISTS {database};"
    )
