"""Sessions with a database: through a driver, and through psql inside its container."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.effects.psql_session import PsqlDatabase
from sandbox.errors import StatementRefused, WorkFailed
from sandbox.ports import Database as DatabasePort
from sandbox.ports import Session
from tests.postgres.conftest import Database, _numbers, database, server  # noqa: F401

WAYS: dict[str, Callable[[Database], DatabasePort]] = {
    "driver": lambda one: PostgresDatabase(one.address),
    "psql": lambda one: PsqlDatabase(DockerEngine(), one.container, one.name, user="test"),
}
ITEMS = "CREATE TABLE items (n integer PRIMARY KEY, name text, CONSTRAINT small CHECK (n < 100))"


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, database: Database) -> DatabasePort:  # noqa: F811
    """Each test runs once on every way to a database."""
    return WAYS[request.param](database)


@pytest.fixture
def session(way: DatabasePort) -> Iterator[Session]:
    with way.session() as one:
        yield one


def test_a_question_is_answered_by_the_text_of_its_cell(session: Session) -> None:
    """Line ends, quotes, tabs and letters of all languages included."""
    assert session.ask(r"SELECT E'one\ntwo\n' || 'it''s \ a' || E'\t' || 'ßЖ' -- why").startswith(
        "one\ntwo\nit's \\ a\tßЖ"
    )
    assert session.ask("SELECT NULL::text") == ""
    assert session.ask("SELECT 1 WHERE false") == ""
    assert session.ask("SELECT 7;") == "7"
    assert session.ask("SELECT true") == "t"
    assert session.ask("""SELECT '{"a": 1}'::json""") == '{"a": 1}'


def test_a_long_answer_arrives_whole(session: Session) -> None:
    """Megabytes in one cell."""
    assert len(session.ask("SELECT repeat('abcde', 1000000)")) == 5_000_000


def test_rows_are_copied_in_pieces(session: Session) -> None:
    """Each piece whole lines of COPY's text format."""
    session.run(ITEMS)
    session.copy("COPY items (n, name) FROM stdin", iter([b"1\tone\n2\t\\N\n", b"3\tit's\\n\n"]))
    assert session.ask("SELECT string_agg(n || coalesce(name, '-'), ',' ORDER BY n) FROM items")[
        :14
    ] == ("1one,2-,3it's\n")


def test_a_refused_statement_leaves_the_session_usable(session: Session) -> None:
    """With the server's words, its code, and which constraint it was."""
    session.run(ITEMS)
    with pytest.raises(StatementRefused) as caught:
        session.run("INSERT INTO items VALUES (100, 'a')")
    assert 'violates check constraint "small"' in caught.value.message
    assert (caught.value.code, caught.value.constraint) == ("23514", "small")
    assert "(100, a)" in (caught.value.detail or "")
    assert session.ask("SELECT count(*) FROM items") == "0"


def test_a_copy_that_is_refused_in_its_middle_keeps_no_row(session: Session) -> None:
    """The rest of its rows is swallowed, whatever they look like."""
    session.run(ITEMS)

    def chunks() -> Iterator[bytes]:
        for n in range(2000):
            yield f"{n}\tDROP TABLE items; -- ' \" $a$ \\\\quit {'x' * 500}\n".encode()

    with pytest.raises(StatementRefused) as caught:
        session.copy("COPY items (n, name) FROM stdin", chunks())
    assert caught.value.constraint == "small"
    session.copy("COPY items (n, name) FROM stdin", [b"1\tone\n"])
    assert session.ask("SELECT count(*) FROM items") == "1"


def test_a_copy_that_never_begins_runs_none_of_its_rows(session: Session) -> None:
    """Rows that look like statements stay rows."""
    session.run(ITEMS)
    with pytest.raises(StatementRefused) as caught:
        session.copy("COPY nowhere (n) FROM stdin", [b"DROP TABLE items;\n"])
    assert caught.value.code == "42P01"
    assert session.ask("SELECT count(*) FROM items") == "0"


def test_a_source_of_rows_that_breaks_off_keeps_no_row(session: Session) -> None:
    """Its error is the caller's, and the session goes on."""
    session.run(ITEMS)

    def broken() -> Iterator[bytes]:
        yield b"1\tone\n"
        raise RuntimeError("source")

    with pytest.raises(RuntimeError, match="source"):
        session.copy("COPY items (n, name) FROM stdin", broken())
    assert session.ask("SELECT count(*) FROM items") == "0"


def test_a_transaction_holds_what_is_between_its_ends(session: Session) -> None:
    """A refusal in it is undone by a rollback."""
    session.run(ITEMS)
    session.run("BEGIN")
    session.copy("COPY items (n) FROM stdin", [b"1\n"])
    with pytest.raises(StatementRefused):
        session.run("SELECT 1/0")
    session.run("ROLLBACK")
    assert session.ask("SELECT count(*) FROM items") == "0"


def test_notices_are_no_answers(session: Session) -> None:
    """What a trigger tells nobody asked for."""
    session.run("DO $$ BEGIN RAISE NOTICE 'hear this'; RAISE WARNING 'and this'; END $$")
    assert session.ask("SELECT 1") == "1"


def test_a_session_that_the_server_ended_says_so(way: DatabasePort) -> None:
    """Lost is not refused: nobody goes on as if it were there."""
    with way.session() as one, way.session() as other:
        pid = one.ask("SELECT pg_backend_pid()")
        other.ask(f"SELECT pg_terminate_backend({pid}, 5000)")
        with pytest.raises(WorkFailed) as caught:
            one.run("SELECT 1")
        assert not isinstance(caught.value, StatementRefused)


def test_no_way_to_a_database_is_said_at_once(database: Database) -> None:  # noqa: F811
    """Not at the first question."""
    for way in (
        PostgresDatabase(database.address + "_gone"),
        PsqlDatabase(DockerEngine(), database.container, "gone", user="test"),
    ):
        with pytest.raises(WorkFailed), way.session():
            pass
