"""`sandbox reset`: fresh data in a moment, and `sandbox restore`: back again."""

from __future__ import annotations

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person, Sandbox

NAMES = "select count(*) from customers where name = 'Typed in'"


def test_reset_brings_fresh_data_and_leaves_the_code(demo: Sandbox) -> None:
    """What was typed in is gone, what was deleted is back, and edited files stay edited."""
    before = demo.rows("select count(*), min(name), max(email) from customers")
    demo.change("update customers set name = 'Typed in' where id = 1")
    demo.change("delete from shipment_events")
    (demo.workspace / "README.md").write_text("edited")
    answer = demo.person.sandbox("reset", "--json").json
    assert set(answer) == {"name", "database", "undo", "scenario", "seconds"}
    assert demo.rows("select count(*), min(name), max(email) from customers") == before
    assert demo.rows("select count(*) > 100 from shipment_events") == [[True]]
    assert (demo.workspace / "README.md").read_text() == "edited"
    git("checkout", "--", ".", folder=demo.workspace)


def test_the_first_request_after_a_reset_succeeds(demo: Sandbox) -> None:
    """The app's old connections are no trouble: the very next page is there."""
    browser = demo.logged_in()
    assert browser.get("/shipments").status == 200
    demo.person.sandbox("reset")
    assert browser.get("/shipments").status == 200


def test_restore_goes_back_to_before_the_reset_and_forth_again(demo: Sandbox) -> None:
    """`restore` brings the typed-in data back; a second one the fresh data."""
    demo.change("update customers set name = 'Typed in' where id = 2")
    undo = demo.person.sandbox("reset", "--json").json["undo"]
    assert demo.rows(NAMES) == [[0]]
    back = demo.person.sandbox(*undo.split()[1:], "--json").json
    assert back["restored"] == "the data from before the last reset"
    assert demo.rows(NAMES) == [[1]]
    forth = demo.person.sandbox("restore", "--json").json
    assert forth["restored"] == "the fresh data of the last reset"
    assert demo.rows(NAMES) == [[0]]
    assert demo.logged_in().get("/customers").status == 200


def test_one_reset_after_the_other(demo: Sandbox) -> None:
    """A reset right after another works, though no spare copy may be ready yet."""
    for _ in range(3):
        demo.change("update customers set name = 'Typed in' where id = 3")
        demo.person.sandbox("reset")
        assert demo.rows(NAMES) == [[0]]


def test_rows_added_after_a_reset_get_numbers_of_their_own(demo: Sandbox) -> None:
    """The sequences stand behind the made-up rows: the app can add to every table at once."""
    highest = demo.rows("select max(id) from customers")[0][0]
    assert demo.rows("select nextval(pg_get_serial_sequence('customers', 'id'))", "--write") == [
        [highest + 1]
    ]


def test_reset_in_a_sandbox_with_a_spoilt_server(person: Person, tiny: MakeApp) -> None:
    """Where the database server itself is spoilt, `reset` puts a new one in its place."""
    sandbox = person.up(tiny())
    engine.docker(
        "exec", "-u", "postgres", sandbox.database, "rm", "-rf", "/var/lib/sandbox/pgdata/base"
    )
    engine.docker("kill", sandbox.database)
    person.sandbox("reset", sandbox.name)
    assert sandbox.rows("select 1") == [[1]]
    assert sandbox.browser().get().status == 200
    assert engine.containers_of(sandbox.name) == sandbox.containers
    done = person.sandbox("restore", sandbox.name, code=1)
    assert "error: the data cannot be read" in done.err
    (kept,) = person.status(sandbox.name)["kept"]
    assert not kept["waiting"]
    assert engine.images_of(sandbox.document["name"].removesuffix(f"-{person.user}")) & set(
        done.err.split()
    )
    assert sandbox.browser().get().status == 200


def test_data_of_a_server_that_does_not_start_come_back(person: Person, tiny: MakeApp) -> None:
    """Where `reset` replaced a server that only lacked memory, `restore` has its data again."""
    sandbox = person.up(tiny())
    sandbox.change("create table notes (text text); insert into notes values ('mine')")
    starve(sandbox)
    person.sandbox("reset", sandbox.name)
    assert sandbox.rows("select to_regclass('notes')::text") == [[None]]
    person.sandbox("restore", sandbox.name)
    assert sandbox.rows("select text from notes") == [["mine"]]
    assert person.status(sandbox.name)["kept"] == []


def starve(sandbox: Sandbox) -> None:
    """Its server is killed, and has too little memory to start again."""
    engine.docker("kill", sandbox.database)
    engine.docker("update", "--memory", "6m", "--memory-swap", "6m", sandbox.database)


def test_reset_says_what_is_missing(person: Person) -> None:
    """Without a sandbox, `reset` and `restore` say so, and what to type."""
    for verb in ("reset", "restore"):
        done = person.sandbox(verb, code=5)
        assert done.err.startswith("error: ")
        assert "hint: " in done.err


def test_reset_where_the_database_is_gone(person: Person, tiny: MakeApp) -> None:
    """Fresh data comes, and no way back is promised that is not there."""
    sandbox = person.up(tiny())
    engine.docker("rm", "--force", "--volumes", sandbox.database)
    done = person.sandbox("reset", sandbox.name)
    assert "There was no data before it to keep" in done.out
    assert "sandbox restore" not in done.out
    engine.docker("rm", "--force", "--volumes", sandbox.database)
    assert person.sandbox("reset", sandbox.name, "--json").json["undo"] is None
    assert sandbox.browser().get().status == 200
