"""Rights that an app may not have in its database are seen, on a real server."""

from __future__ import annotations

import json

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.effects import psql
from sandbox.model.data.rights import FOREIGN
from sandbox.model.proof import sql as probes
from sandbox.model.proof.probes import Proven, judge
from sandbox.model.stack import PLAIN_USER
from tests.contract.database import NAME, engine, run, server

__all__ = ["engine", "server"]


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
