"""Two commands at once, one that fails among others, and somebody else's sandbox."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.mishaps import begin_until, whole
from tests.scenarios.person import PATIENCE, Person, Sandbox
from tests.scenarios.web import eventually

TYPED = "create table notes (text text); insert into notes values ('mine')"
NOTES = "select text from notes"
RUNNING = "running the new migrations on your data"
ENDLESS = """
import os, time
if os.environ["DATABASE_URL"].endswith("/app"):  # not while the fresh data is being made
    time.sleep(600)
"""


def both(person: Person, *words: str) -> list[tuple[int, str]]:
    """The same command twice at once: exit codes and what they said, the one that won first."""
    begun = [person.begin(*words) for _ in range(2)]
    said = [one.communicate(timeout=PATIENCE)[1] for one in begun]
    return sorted(zip([one.returncode for one in begun], said, strict=True))


def test_two_at_once_down_and_restore(person: Person, tiny: MakeApp) -> None:
    """Of two `down`, and of two `restore`, one does it; the other says so, and nothing is lost."""
    sandbox = person.up(tiny())
    sandbox.change(TYPED)
    (won, _), (lost, said) = both(person, "down", sandbox.name)
    assert (won, lost) == (0, 5), said
    assert person.left == []
    (won, _), (lost, said) = both(person, "restore", sandbox.name)
    assert (won, lost) == (0, 5), said
    assert "another command" in said or "works on it right now" in said
    assert sandbox.rows(NOTES) == [["mine"]]
    whole(sandbox)


def test_up_killed_in_the_middle_of_a_migration(person: Person, tiny: MakeApp) -> None:
    """The data that people typed in is there after the next `up`, as it was."""
    sandbox = person.up(tiny())
    sandbox.change(TYPED)
    script = sandbox.workspace / "migrate.py"
    script.write_text(ENDLESS)
    process = begin_until(person, f"      {RUNNING}", "up", sandbox.workspace)
    eventually(lambda: f"{sandbox.name}--job" in engine.containers_of(sandbox.name))
    process.kill()
    process.communicate(timeout=PATIENCE)
    script.write_text("print('migrated')\n")
    person.up(sandbox.workspace)
    assert sandbox.rows(NOTES) == [["mine"]]
    whole(sandbox)


@pytest.fixture
def alike(person: Person, tmp_path: Path, tiny: MakeApp) -> Iterator[tuple[Sandbox, Person]]:
    """Somebody's sandbox, and a person whose registry claims it under a name that reads alike."""
    owner = Person(tmp_path / "owner", f"{person.user}-b")
    sandbox = owner.up(tiny())
    other = Person(tmp_path / "other", f"{person.user}.b")
    other.home.mkdir()
    shutil.copy(owner.home / "registry.sqlite", other.home)
    with sqlite3.connect(other.home / "registry.sqlite") as registry:
        registry.execute("UPDATE sandboxes SET owner = ?", (other.user,))
    yield sandbox, other
    owner.leave()


def test_anothers_sandbox_is_refused(alike: tuple[Sandbox, Person]) -> None:
    """By what its containers say, even where one's own registry claims it; nothing changes."""
    sandbox, other = alike
    sandbox.change(TYPED)
    name = sandbox.name
    commands = (
        ("data", "--name", name, "select 1"),
        ("data", "--name", name, "--write", "drop table notes"),
        ("run", "--name", name, "--", "true"),
        ("shell", name),
        ("logs", name),
        ("logs", name, "--database"),
        ("open", name),
        ("reset", name),
        ("restore", name),
        ("down", name),
    )
    for words in commands:
        said = other.sandbox(*words, code=4).err
        assert sandbox.person.user in said, words
    for words in commands:
        stranger = {"SANDBOX_USER": "stranger"}
        assert sandbox.person.sandbox(*words, env=stranger, code=None).code in (4, 5), words
    assert sandbox.rows(NOTES) == [["mine"]]
    whole(sandbox)


def test_down_all_goes_on_after_one_that_fails(person: Person, tiny: MakeApp) -> None:
    """The rest is put away; which one is left, and why, is said, with code 1."""
    folder = tiny()
    first, second = person.up(folder), person.up(folder, "--name", "two")
    foreign = f"foreign-{person.user}"
    labels = (f"sandbox.name={first.name}", "sandbox.user=somebody")
    words = [word for label in labels for word in ("--label", label)]
    engine.docker("network", "create", "--internal", *words, foreign)
    try:
        done = person.sandbox("down", "--all", code=1)
        assert f"{second.name} is gone" in done.out
        assert f"error: {first.name} is still there" in done.err
        whole(first)
        assert [one["name"] for one in person.sandbox("list", "--json").json] == [first.name]
        (failed,) = person.sandbox("down", "--all", "--json", code=1).json
        assert failed["name"] == first.name
        assert "somebody" in failed["error"]
    finally:
        engine.docker("network", "rm", foreign)
    person.sandbox("down", "--all")
    assert person.left == []


def test_ctrl_c_in_down_all(person: Person, tiny: MakeApp) -> None:
    """It stops with code 130, says what is left, and a second one completes it."""
    sandbox = person.up(tiny())
    sandbox.change(TYPED)
    process = begin_until(person, "keeping your work", "down", "--all")
    process.send_signal(2)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 130, said
    assert "error: stopped" in said
    assert f"{sandbox.name} was not" in said
    person.sandbox("down", "--all")
    assert person.left == []
    person.sandbox("restore")
    assert sandbox.rows(NOTES) == [["mine"]]
