"""Work that is easily overlooked, and what must not be able to touch it."""

from __future__ import annotations

import fcntl
from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually

TYPED = "update customers set name = 'Typed in' where id = 1"


def name_of_first(sandbox: Sandbox) -> object:
    return sandbox.rows("select name from customers where id = 1")[0][0]


def test_what_a_reset_put_aside_survives_down(person: Person) -> None:
    """Typed in, reset, put away and brought back: one more `restore` shows it again."""
    sandbox = person.up("--demo")
    sandbox.change(TYPED)
    person.sandbox("reset")
    person.sandbox("down")
    person.sandbox("restore")
    assert name_of_first(sandbox) != "Typed in"
    person.sandbox("restore")
    assert name_of_first(sandbox) == "Typed in"


def test_data_survives_a_killed_server_and_down(person: Person) -> None:
    """The server's own counters are lost in a crash; what was typed in is kept all the same."""
    sandbox = person.up("--demo")
    sandbox.change(TYPED)
    engine.docker("kill", sandbox.database)
    person.up("--demo")
    person.sandbox("down")
    person.sandbox("restore")
    assert name_of_first(sandbox) == "Typed in"


def test_what_was_changed_meanwhile_is_work(person: Person) -> None:
    """What git put aside, and what was recorded by the way, is undone and kept by `down`."""
    sandbox = person.up("--demo", env={"SANDBOX_SAVE_AFTER": "1"})
    file = sandbox.workspace / "README.md"
    before = file.read_text()
    file.write_text("mine")
    eventually(lambda: "Sandbox-Verb: watch" in newest_point(sandbox))
    gone = person.sandbox("undo", "--json").json
    assert (gone["to"]["number"], sandbox.inside("cat", "README.md")) == (101, before)
    person.sandbox(*gone["forward"].split()[1:])
    git("stash", "--quiet", folder=sandbox.workspace)
    assert sandbox.inside("cat", "README.md") == before
    said = person.sandbox("down").err
    assert "not handed over yet, and kept: 2 commits" in said
    eventually(lambda: is_free(person.home / "locks" / "watch.lock"))
    person.sandbox("restore")
    assert git("stash", "list", folder=sandbox.workspace).strip()
    person.sandbox("undo")
    assert file.read_text() == "mine"


def newest_point(sandbox: Sandbox) -> str:
    """What is written of it; `sandbox history` would make one itself."""
    return git("log", "-1", "--format=%B", "refs/sandbox/points", folder=sandbox.workspace)


def is_free(lock: Path) -> bool:
    """Whether the process that records by the way has ended."""
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_the_app_cannot_change_what_git_on_the_host_believes(person: Person) -> None:
    """A filter that the app wrote into the clone's settings would run on the host."""
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
