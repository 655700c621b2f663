"""SQL inside the database's container: nothing else reaches the server."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from sandbox import errors
from sandbox.model.data.databases import STATE, parse_state
from sandbox.model.data.readymade import is_ready
from sandbox.model.data.rights import KEEPER_ROLE
from sandbox.model.facts import ExecResult
from sandbox.model.lastwords import tail
from sandbox.model.observed import DatabaseState
from sandbox.model.stack import APP_ROLE, PGDATA, PLAIN_USER, POSTGRES_USER
from sandbox.model.walls.administrator import ADMIN_OPTIONS
from sandbox.ports import Engine

_SENTENCE = re.compile(
    r"^(?:psql:.*?: |pg_restore: error: .*?: )?(?:ERROR|FATAL): +(.+)$", re.MULTILINE
)
_EXTENSION = re.compile(r'^extension ".*" is not available')
SEARCHED = f"PGOPTIONS={ADMIN_OPTIONS}"
PSQL = ("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1")
ADMIN_PSQL = ("env", SEARCHED, *PSQL)


def run_sql(
    engine: Engine, container: str, sql: str | Iterable[bytes], *, database: str = "postgres"
) -> str:
    """What the statements print, run as the server's own administrator over its local socket.

    In a database whose content the app made only the server's own catalogue is asked this way, and
    GRANT_READING goes: no table, view, function or operator of the app's is named, so none runs.
    Whatever evaluates something of the app's (VACUUM too) goes as the app's role.

    Raises WorkFailed with the server's own words.
    """
    stdin = [sql.encode()] if isinstance(sql, str) else sql
    result = engine.execute(
        container, (*ADMIN_PSQL, "-d", database), user=POSTGRES_USER, stdin=stdin
    )
    _raise_if_refused(result)
    return result.output


def vacuum(engine: Engine, container: str, database: str) -> None:
    """Statistics and tidy tables, as the app's role: conditions of its indexes are evaluated for
    them. Raises WorkFailed."""
    command = (*PSQL, "-U", KEEPER_ROLE, "-d", database)
    sql = f"SET ROLE {APP_ROLE};\nSET client_min_messages = error;\nVACUUM (FREEZE, ANALYZE);"
    _raise_if_refused(engine.execute(container, command, user=PLAIN_USER, stdin=[sql.encode()]))


def run_sql_then(engine: Engine, container: str, sql: str, behind: str) -> None:
    """Run the statements, start the shell script `behind` and do not wait for it."""
    result = engine.execute(
        container,
        ("sh", "-c", f"{SQL_THEN}\nexit $code", "sh", behind),
        user=POSTGRES_USER,
        stdin=[sql.encode()],
    )
    _raise_if_refused(result)


def _raise_if_refused(result: ExecResult) -> None:
    if result.code:
        raise _refused(result.errors)


def sentences(said: str) -> list[str]:
    """The server's own, of what a program of its printed."""
    return _SENTENCE.findall(said)


def _refused(said: str) -> errors.WorkFailed:
    """The server's own sentence, without the details that it puts behind it."""
    found = sentences(said)
    reason = found[-1] if found else tail(said, 2)
    if _EXTENSION.search(reason):
        return errors.WorkFailed(
            f"the sandbox's database refused: {reason}",
            "name an image that has the extension under [database] image in sandbox.toml, "
            "or take it out of [database] extensions",
            detail=said,
        )
    return errors.WorkFailed(
        f"the sandbox's database refused: {reason}",
        "run `sandbox up` again; `sandbox reset` gives you a fresh database",
        detail=said,
    )


def database_state(engine: Engine, container: str) -> DatabaseState | None:
    """What databases there are, or None where the server takes no queries."""
    try:
        result = engine.execute(
            container, (*ADMIN_PSQL, "-d", "postgres", "-c", STATE), user=POSTGRES_USER
        )
    except (errors.Busy, errors.NotFound):
        return None
    return parse_state(result.output) if result.code == 0 else None


# Starts the script that is the first argument and does not wait for it: no round trip of its own.
THEN = '[ -n "$1" ] && setsid bash -c "$1" >/dev/null 2>&1 </dev/null &'
SQL_THEN = f"export '{SEARCHED}'; {' '.join(PSQL)} -d postgres; code=$?; [ $code = 0 ] && {THEN}"
NOT_READY = 97
NO_SERVER = 2  # psql's code where it cannot connect
KILLED = 137  # the container ended under the command, as when its server was just restarted
RETRIES = 20
AWAIT = f"""
export '{SEARCHED}'
i=0
until [ -S /var/run/postgresql/.s.PGSQL.5432 ] || [ $i -gt 500 ]; do i=$((i+1)); sleep 0.02; done
script=$(cat)
i=0
while :; do
  printf '%s\\n' "$script" | psql -X -q -At -v ON_ERROR_STOP=1 -d postgres
  code=$?
  [ $code = 0 ] && {THEN}
  [ $code = {NO_SERVER} ] || exit $code
  i=$((i+1)); [ $i -gt 1200 ] && exit {NOT_READY}; sleep 0.02
done
"""


def await_server(
    engine: Engine, container: str, *, then: str = "SELECT 1", behind: str = ""
) -> None:
    """Until the server takes queries, and has carried out `then`.

    behind: a shell script that is started afterwards and not waited for. Asks from the inside, so
    without a round trip each. Raises WorkFailed.
    """
    for _ in range(RETRIES):
        try:
            result = engine.execute(
                container,
                ("sh", "-c", AWAIT, "sh", behind),
                user=POSTGRES_USER,
                stdin=[then.encode()],
            )
        except errors.Busy:  # between its end and its restart
            time.sleep(0.25)
            continue
        except errors.NotFound as error:
            raise _never_ready(engine, container) from error
        if result.code != KILLED:
            break
    else:
        raise _never_ready(engine, container)
    if result.code == NOT_READY:
        raise _never_ready(engine, container)
    _raise_if_refused(result)


SOON = 100  # looks, one in POLL seconds
POLL = 0.05


def is_soon_ready(engine: Engine, container: str) -> bool:
    """Whether a server takes queries within some seconds, by what it writes of itself.

    For its first start: a killed one's last words may still lie there at the next.
    """
    for _ in range(SOON):
        if is_ready(engine.get_file(container, f"{PGDATA}/postmaster.pid")):
            return True
        time.sleep(POLL)
    return False


def _never_ready(engine: Engine, container: str) -> errors.WorkFailed:
    said = tail(engine.logs(container, lines=30), 5)
    return errors.WorkFailed(
        "the sandbox's database does not start", "run `sandbox reset`", detail=said
    )
