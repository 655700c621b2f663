"""The SQL that moves a sandbox's databases about, on a real server."""

from __future__ import annotations

import json

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.effects import psql
from sandbox.errors import WorkFailed
from sandbox.model.data import databases, swaps
from sandbox.model.data.firststart import MARK
from sandbox.model.data.readymade import ready_made
from sandbox.model.data.sqlrows import parse_plain, parse_typed, plain_script, typed_script
from sandbox.model.stack import PGDATA
from tests.contract.database import NAME, engine, rows, run, server, spare, state

__all__ = ["engine", "server"]


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
