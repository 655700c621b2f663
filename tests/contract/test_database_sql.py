"""The SQL that moves a sandbox's databases about, on a real server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.effects import psql
from sandbox.errors import WorkFailed
from sandbox.model.data import databases, swaps
from sandbox.model.data.firststart import MARK
from sandbox.model.data.readymade import ready_made
from sandbox.model.data.rights import FOREIGN
from sandbox.model.data.sqlrows import parse_plain, parse_typed, plain_script, typed_script
from sandbox.model.observed import DatabaseState
from sandbox.model.proof import sql as probes
from sandbox.model.proof.probes import Proven, judge
from sandbox.model.stack import PGDATA, PLAIN_USER, ContainerSpec, server_command

NAME = f"contract-test-{os.getpid()}-server"
LABELS = {"sandbox.user": f"contract-test-{os.getpid()}", "sandbox.role": "contract"}
READY = "for i in $(seq 600); do pg_isready -q -h 127.0.0.1 && exit; sleep 0.1; done; exit 1"


@pytest.fixture(scope="module")
def engine() -> Iterator[DockerEngine]:
    """One server for all the tests here, with sealed golden data."""
    made = DockerEngine()
    spec = ContainerSpec(
        name=NAME,
        role="contract",
        image="postgres:15",
        command=server_command(),
        env=(
            ("PGDATA", PGDATA),
            ("POSTGRES_HOST_AUTH_METHOD", "trust"),
            ("POSTGRES_INITDB_ARGS", "--no-sync --wal-segsize=1 --encoding=UTF8"),
        ),
        capabilities=("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"),
        tmpfs=(("/var/run/postgresql", "mode=1777"), ("/tmp", "size=64m,mode=1777")),
        shm_mb=256,
        restart=False,
        labels=tuple(LABELS.items()),
    )
    try:
        made.create(spec)
        made.start(NAME)
        ready = made.execute(NAME, ("bash", "-c", READY), user="postgres")
        assert ready.code == 0, made.logs(NAME, lines=20)
        run(made, databases.roles(("citext",)))
        run(made, "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'one')", "golden")
        run(made, databases.GRANT_READING, "golden")
        run(made, databases.seal(golden="g1", migrations="m1"))
        yield made
    finally:
        made.remove(NAME)


@pytest.fixture
def server(engine: DockerEngine) -> DockerEngine:
    """The server as after `up`: golden and live data and nothing else."""
    for name in state(engine).golden:
        if name != "golden":
            run(engine, f"DROP DATABASE {name} WITH (FORCE)")
    run(engine, swaps.ensure_live())
    return engine


def run(engine: DockerEngine, sql: str, database: str = "postgres") -> str:
    """As the administrator, who finds tables of the app's by their full name only."""
    shown = "" if database == "postgres" else "SET search_path = public;\n"
    return psql.run_sql(engine, NAME, shown + sql, database=database)


def state(engine: DockerEngine) -> DatabaseState:
    found = psql.database_state(engine, NAME)
    assert found is not None
    return found


def rows(engine: DockerEngine, database: str = "app") -> str:
    return run(engine, "SELECT string_agg(b, ',' ORDER BY a) FROM t", database).strip()


def spare(engine: DockerEngine) -> None:
    made = engine.execute(NAME, ("bash", "-c", swaps.NEXT_SPARE), user="postgres")
    assert made.code == 0, made.errors


def test_live_data_is_a_copy_that_knows_what_it_is_of(server: DockerEngine) -> None:
    """With the golden data's hashes, open, while nobody gets into the golden data."""
    found = state(server)
    assert found.golden == {"golden": "g1", "app": "g1"}
    assert found.live_migrations == "m1"
    assert found.live_open
    with pytest.raises(WorkFailed, match="refused"):
        psql.run_sql(server, NAME, "SELECT 1", database="golden")


def test_small_data_are_copied_beforehand(server: DockerEngine) -> None:
    """Where that makes no large image; and at their server's first start nobody has written."""
    run(server, databases.drop("app"))
    assert run(server, ready_made(most_mb=1)).strip() == "f"
    assert set(state(server).golden) == {"golden"}
    assert run(server, ready_made()).strip() == "t"
    assert state(server).golden == {"golden": "g1", "app": "g1", "spare": "g1"}
    assert state(server).ready_to_reset
    assert state(server).live_open
    long_ago = f"touch -d 2020-01-01 {PGDATA}/base/*/PG_VERSION"
    assert server.execute(NAME, ("sh", "-c", long_ago), user="postgres").code == 0
    server.kill(NAME, "SIGKILL")
    server.wait(NAME, seconds=30)
    server.start(NAME)
    psql.await_server(server, NAME)
    assert psql.is_soon_ready(server, NAME)
    assert run(server, swaps.WRITTEN, "app").strip() == "0"
    assert server.execute(NAME, ("test", "-e", f"{PGDATA}/{MARK}"), user="postgres").code == 1


def test_a_reset_gives_the_golden_data_and_keeps_what_was_there(server: DockerEngine) -> None:
    """Also while somebody is connected; and going back brings it back, and forth again."""
    run(server, "UPDATE t SET b = 'typed in'", "app")
    spare(server)
    assert state(server).ready_to_reset
    server.execute_detached(
        NAME, ("psql", "-d", "app", "-c", "SELECT pg_sleep(60)"), user="postgres"
    )
    run(server, swaps.swap("spare", stamp=1, present=state(server)))
    assert rows(server) == "one"
    assert state(server).can_undo
    run(server, swaps.swap("undo", stamp=2, present=state(server)))
    assert rows(server) == "typed in"
    run(server, swaps.swap("undo", stamp=3, present=state(server)))
    assert rows(server) == "one"


def test_fresh_data_does_not_push_out_what_was_typed_in(server: DockerEngine) -> None:
    """Two resets in a row: the way back is still the data that somebody wrote to."""
    run(server, "UPDATE t SET b = 'typed in'", "app")
    for stamp in (1, 2, 3):
        spare(server)
        run(server, swaps.swap("spare", stamp=stamp, present=state(server)))
        assert rows(server) == "one"
    run(server, swaps.swap("undo", stamp=4, present=state(server)))
    assert rows(server) == "typed in"


def test_the_next_spare_is_made_once_and_rubbish_goes(server: DockerEngine) -> None:
    """Two resets throw away the older way back; making a spare twice makes one."""
    for stamp in (1, 2):
        spare(server)
        run(server, swaps.swap("spare", stamp=stamp, present=state(server)))
    assert state(server).has("trash_2")
    spare(server)
    spare(server)
    assert set(state(server).golden) == {"golden", "app", "undo", "spare"}


def test_a_migration_that_failed_is_taken_back(server: DockerEngine) -> None:
    """What was set aside goes live again, whatever became of its copy."""
    run(server, "UPDATE t SET b = 'typed in'", "app")
    run(server, swaps.set_aside(stamp=1, present=state(server)))
    assert rows(server) == "typed in"
    run(server, "DROP TABLE t", "app")
    run(server, swaps.take_back())
    assert rows(server) == "typed in"
    assert not state(server).can_undo


def test_a_migration_that_failed_leaves_the_older_way_back(server: DockerEngine) -> None:
    """What a reset put aside is still there; one that goes well takes its place."""
    run(server, "UPDATE t SET b = 'before the reset'", "app")
    spare(server)
    run(server, swaps.swap("spare", stamp=1, present=state(server)))
    run(server, swaps.set_aside(stamp=2, present=state(server)))
    run(server, swaps.take_back())
    run(server, swaps.swap("undo", stamp=3, present=state(server)))
    assert rows(server) == "before the reset"
    run(server, swaps.set_aside(stamp=4, present=state(server)))
    run(server, swaps.migrated(stamp=4))
    assert set(state(server).golden) == {"golden", "app", "undo", "trash_4"}


def test_live_data_is_mended_whatever_was_interrupted(server: DockerEngine) -> None:
    """Set aside and not copied back, or left closed: it is what the person typed in, and open."""
    run(server, "UPDATE t SET b = 'typed in'", "app")
    run(server, "ALTER DATABASE app ALLOW_CONNECTIONS false")
    run(server, "ALTER DATABASE app RENAME TO undo")
    for _ in range(2):
        run(server, swaps.ensure_live())
        assert rows(server) == "typed in"
    assert set(state(server).golden) == {"golden", "app"}


def test_dropping_does_not_mind_whether_there_is_one(server: DockerEngine) -> None:
    """As its description says: a refresh that broke off half-way can be done again."""
    run(server, databases.drop("nothing_there"))
    run(server, databases.drop("app"))
    assert not state(server).has("app")


def test_the_reader_may_look_and_nothing_else(server: DockerEngine) -> None:
    """Whatever the statement says."""
    reader = (*psql.PSQL, "-U", "reader", "-d", "app", "-c")
    assert server.execute(NAME, (*reader, "SELECT b FROM t"), user="postgres").output == "one\n"
    for sql in ("DELETE FROM t", "SET default_transaction_read_only = off; DELETE FROM t"):
        assert server.execute(NAME, (*reader, sql), user="postgres").code != 0
    assert rows(server) == "one"


def test_whether_anything_was_written_is_seen(server: DockerEngine) -> None:
    """`down` keeps the data only then."""
    assert run(server, swaps.WRITTEN, "app").strip() == "0"
    run(server, "UPDATE t SET b = 'x'", "app")
    assert int(run(server, swaps.WRITTEN, "app")) > 0
    # Where one of its processes is killed the server goes on, and forgets all that it counted.
    kill = "COPY (SELECT pg_backend_pid()) TO PROGRAM 'read pid; kill -9 $pid'"
    server.execute(NAME, (*psql.PSQL, "-d", "postgres", "-c", kill), user="postgres")
    psql.await_server(server, NAME)
    counted = "SELECT tup_updated FROM pg_stat_database WHERE datname = 'app'"
    assert run(server, counted).strip() == "0"
    assert int(run(server, swaps.WRITTEN, "app")) > 0


@pytest.mark.parametrize(
    "sql",
    [
        "select 1 as n, 'x' as t, null as nothing, '' as empty",
        "-- look\nselect 1 as n, 'x' as t, null as nothing, '' as empty; ",
        "with q as (select 1 as n) select n, 'x' as t, null as nothing, '' as empty from q -- end",
    ],
)
def test_a_persons_query_comes_back_typed(server: DockerEngine, sql: str) -> None:
    """Numbers as numbers, NULL told from empty."""
    found = parse_typed(run(server, typed_script(sql), "app"))
    assert found.columns == ("n", "t", "nothing", "empty")
    assert found.rows == ((1, "x", None, ""),)


def test_a_query_that_is_ended_before_its_comment_works_too(server: DockerEngine) -> None:
    """People write a remark behind the semicolon."""
    found = parse_typed(run(server, typed_script("select 1 as n; -- that is all"), "app"))
    assert found.rows == ((1,),)


def test_a_statement_that_answers_comes_back_as_text(server: DockerEngine) -> None:
    """NULL told from empty as well."""
    sql = "insert into t values (2, ''), (3, null) returning a, b"
    found = parse_plain(run(server, plain_script(sql), "app"))
    assert found.rows == (("2", ""), ("3", None))


def test_a_function_of_the_apps_does_not_run_in_the_administrators_sessions(
    server: DockerEngine,
) -> None:
    """Whatever the owner of the database says about where names are looked for."""
    trap = """
CREATE SCHEMA evil;
CREATE FUNCTION evil.format(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  EXECUTE 'ALTER ROLE app CREATEROLE'; RETURN 'SELECT 1'; END $$;
ALTER DATABASE app SET search_path = evil, pg_catalog;
"""
    command = (*psql.PSQL, "-U", "app", "-d", "app")
    planted = server.execute(NAME, command, user="postgres", stdin=[trap.encode()])
    assert planted.code == 0, planted.errors
    psql.run_sql(server, NAME, databases.GRANT_READING, database="app")
    assert run(server, "SELECT rolcreaterole FROM pg_roles WHERE rolname = 'app'").strip() == "f"


def test_what_an_app_writes_about_its_database_is_no_statement(server: DockerEngine) -> None:
    """Its comment is the app's to change; what is read there is written on as a text."""
    said = "g'; ALTER ROLE app CREATEROLE; \\! touch /tmp/grabbed\n--\\"
    facts = json.dumps({"golden": said, "migrations": "[" * 100_000}).replace("'", "''")
    hostile = f"COMMENT ON DATABASE app IS '{facts}'"
    command = (*psql.PSQL, "-U", "app", "-d", "app")
    planted = server.execute(NAME, command, user="postgres", stdin=[hostile.encode()])
    assert planted.code == 0, planted.errors
    assert state(server).golden["app"] == said
    run(server, databases.described("app", golden=state(server).golden["app"], migrations="m1"))
    assert state(server).golden["app"] == said
    assert run(server, "SELECT rolcreaterole FROM pg_roles WHERE rolname = 'app'").strip() == "f"
    assert server.execute(NAME, ("test", "-e", "/tmp/grabbed")).code == 1
    deep = f"COMMENT ON DATABASE app IS '{'[' * 200_000}'"
    assert server.execute(NAME, command, user="postgres", stdin=[deep.encode()]).code == 0
    assert state(server).golden["app"] == ""


FOREIGN_RIGHTS = {
    "function f() belongs to postgres": (
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1",
        "DROP FUNCTION f()",
    ),
    "event trigger e ": (
        "CREATE FUNCTION g() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; "
        "ALTER FUNCTION g() OWNER TO app; "
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION g()",
        "DROP EVENT TRIGGER e; DROP FUNCTION g()",
    ),
    "role app has special rights": ("ALTER ROLE app CREATEROLE", "ALTER ROLE app NOCREATEROLE"),
    "role app has the rights of pg_execute_server_program": (
        "GRANT pg_execute_server_program TO app",
        "REVOKE pg_execute_server_program FROM app",
    ),
    "role app has the rights of postgres": ("GRANT postgres TO app", "REVOKE postgres FROM app"),
    "settings hold for the administrator: work_mem=": (
        "ALTER ROLE postgres SET work_mem = '5MB'",
        "ALTER ROLE postgres RESET work_mem",
    ),
}


@pytest.mark.parametrize("said", FOREIGN_RIGHTS)
def test_rights_that_an_app_may_not_have_are_seen(server: DockerEngine, said: str) -> None:
    """Each of them; an extension's own functions are none of them."""
    plant, mend = FOREIGN_RIGHTS[said]
    assert run(server, FOREIGN, "app").strip() == "[]"
    run(server, plant, "app")
    try:
        (found,) = json.loads(run(server, FOREIGN, "app"))
        assert said in found
    finally:
        run(server, mend, "app")


def tried(server: DockerEngine) -> dict[str, Proven]:
    """What `prove` finds in the server, by what was tried."""
    found = list(probes.sql_probes())
    asked = [one.question for one in found] + [one.control.question for one in found if one.control]
    numbered = {f"q{number}": one for number, one in enumerate(dict.fromkeys(asked))}
    stdin = [probes.script(numbered).encode()]
    said = server.execute(NAME, probes.PSQL, user=PLAIN_USER, stdin=stdin)
    answers = probes.answers(said.output, numbered)
    return {one.tried: judge(one, answers) for one in found}


LEFT = "run code with the administrator's rights"
LIES = """
CREATE SCHEMA lies;
CREATE FUNCTION lies.format(text, variadic text[]) RETURNS text LANGUAGE sql AS 'SELECT NULL';
CREATE VIEW lies.pg_proc AS SELECT * FROM pg_catalog.pg_proc WHERE false;
ALTER ROLE app SET search_path = lies, pg_catalog;
"""


def test_prove_sees_what_runs_with_the_administrators_rights(server: DockerEngine) -> None:
    """In the live data, whatever the app says about where names are looked for."""
    assert [one for one in tried(server).values() if not one.ok] == []
    command = (*psql.PSQL, "-U", "app", "-d", "app")
    assert server.execute(NAME, command, user=PLAIN_USER, stdin=[LIES.encode()]).code == 0
    run(server, FOREIGN_RIGHTS["function f() belongs to postgres"][0], "app")
    try:
        assert (tried(server)[LEFT].ok, tried(server)[LEFT].observed) == (
            False,
            "FOUND the function public.f() belongs to postgres",
        )
    finally:
        run(server, "ALTER ROLE app RESET search_path")


def test_prove_does_not_pass_over_data_that_it_cannot_look_into(server: DockerEngine) -> None:
    """What was not tried is not forbidden; the rest is tried all the same."""
    run(server, "ALTER DATABASE app ALLOW_CONNECTIONS false")
    found = tried(server)
    assert found.pop(LEFT).observed.startswith("it could not be tried")
    assert all(one.ok for one in found.values())


def test_a_question_that_finds_nothing_anywhere_shows_nothing(
    server: DockerEngine,
) -> None:
    """The server's own functions are found by the same question, or it was not tried."""
    (probe,) = (one for one in probes.sql_probes() if one.tried == LEFT)
    assert probe.control is not None
    answers = {probe.question: probes.Answer(word="value", detail="[]")}
    nothing = {**answers, probe.control.question: probes.Answer(word="value", detail="0")}
    something = {**answers, probe.control.question: probes.Answer(word="value", detail="3200")}
    assert not judge(probe, nothing).ok
    assert judge(probe, something).ok
    assert int(run(server, probe.control.question[1], "app")) > 1000
