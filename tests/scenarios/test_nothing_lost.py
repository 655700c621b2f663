"""Work that is easily overlooked, and what must not be able to touch it."""

from __future__ import annotations

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp, MakePerson
from tests.scenarios.person import Person, Sandbox

TYPED = "update customers set name = 'Typed in' where id = 1"


def name_of_first(sandbox: Sandbox) -> object:
    return sandbox.rows("select name from customers where id = 1")[0][0]


def test_what_a_reset_put_aside_survives_down(make_person: MakePerson) -> None:
    """Typed in, reset, put away and brought back: one more `restore` shows it again."""
    person = make_person()
    sandbox = person.up("--demo")
    sandbox.change(TYPED)
    person.sandbox("reset")
    person.sandbox("down")
    person.sandbox("restore")
    assert name_of_first(sandbox) != "Typed in"
    person.sandbox("restore")
    assert name_of_first(sandbox) == "Typed in"


def test_data_survives_a_killed_server_and_down(make_person: MakePerson) -> None:
    """The server's own counters are lost in a crash; what was typed in is kept all the same."""
    person = make_person()
    sandbox = person.up("--demo")
    sandbox.change(TYPED)
    engine.docker("kill", sandbox.database)
    person.up("--demo")
    person.sandbox("down")
    person.sandbox("restore")
    assert name_of_first(sandbox) == "Typed in"


def test_a_stash_is_work(make_person: MakePerson) -> None:
    """What git put aside, or knows on another branch only, is kept by `down`."""
    person = make_person()
    sandbox = person.up("--demo")
    (sandbox.workspace / "README.md").write_text("mine")
    git("stash", "--quiet", folder=sandbox.workspace)
    person.sandbox("down")
    person.sandbox("restore")
    assert git("stash", "list", folder=sandbox.workspace).strip()


def test_the_app_cannot_change_what_git_on_the_host_believes(make_person: MakePerson) -> None:
    """A filter that the app wrote into the clone's settings would run on the host."""
    person = make_person()
    sandbox = person.up("--demo")
    script = "mv .git moved; touch .git/planted; echo x >> .git/config; ls -d .git"
    assert sandbox.inside("sh", "-c", script).strip() == ".git"
    assert not (sandbox.workspace / ".git" / "planted").exists()
    assert not (sandbox.workspace / "moved").exists()


def test_data_that_cannot_be_put_away_stays(person: Person, tiny: MakeApp) -> None:
    """Where there is no room for it, `down` says so, and the sandbox is as it was after `up`."""
    sandbox = person.up(tiny())
    sandbox.change("create table notes (text text); insert into notes values ('mine')")
    in_the_way = sandbox.workspace.parent / ".kept"
    in_the_way.write_text("no folder")
    done = person.sandbox("down", code=3)
    assert "error: the data could not be written to" in done.err
    assert "your data are as they were" in done.err
    in_the_way.unlink()
    person.up(here=sandbox.workspace)
    assert sandbox.rows("select text from notes") == [["mine"]]
