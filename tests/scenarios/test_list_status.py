"""`sandbox status` and `sandbox list`: what runs, what it costs, what is not handed over."""

from __future__ import annotations

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person, Sandbox


def test_status_of_a_sandbox_that_runs(shared_tiny: Sandbox) -> None:
    """The state, the address, the folder, the branch and the costs, with nothing to do."""
    status = shared_tiny.person.status(shared_tiny.name)
    assert status["state"] == "running"
    assert status["url"] == shared_tiny.url
    assert status["workspace"] == str(shared_tiny.workspace)
    assert status["branch"] == shared_tiny.document["branch"]
    assert status["memory"] > 1 << 20
    assert status["disk"] > 0
    assert status["work"] == {"changed": [], "commits": 0}
    assert status["differs"] == []
    assert status["since"].endswith("Z")
    assert status["problem"] is None
    assert "no file changed" in shared_tiny.person.sandbox("status").out


def test_status_names_the_work_that_is_nowhere_else(shared_tiny: Sandbox) -> None:
    """Changed and new files and commits of one's own are counted and named."""
    folder = shared_tiny.workspace
    (folder / "mine.txt").write_text("mine")
    git("add", "mine.txt", folder=folder)
    git("commit", "--quiet", "-m", "Mine", folder=folder)
    (folder / "notes.txt").write_text("new")
    (folder / "migrate.py").open("a").write("")
    work = shared_tiny.person.status(shared_tiny.name)["work"]
    assert work == {"changed": ["notes.txt"], "commits": 1}
    text = shared_tiny.person.sandbox("status").out
    assert "1 changed file (notes.txt) and 1 commit" in text
    (folder / "notes.txt").unlink()
    git("reset", "--quiet", "--hard", "HEAD~1", folder=folder)


def test_status_says_what_is_wrong_with_the_workspace(shared_tiny: Sandbox) -> None:
    """A slip in sandbox.toml is shown as the problem; the rest of the status is still there."""
    file = shared_tiny.workspace / "sandbox.toml"
    text = file.read_text()
    file.write_text(text.replace("start_seconds", "start_second"))
    status = shared_tiny.person.status(shared_tiny.name)
    assert "start_second" in status["problem"]
    assert status["state"] == "running"
    file.write_text(text)


def test_status_of_what_stopped(shared_tiny: Sandbox) -> None:
    """A stopped container is seen: partly running, then stopped; `up` mends it."""
    person, name = shared_tiny.person, shared_tiny.name
    engine.docker("stop", "--time", "1", shared_tiny.app)
    assert person.status(name)["state"] == "partly"
    assert "`sandbox up` mends it" in person.sandbox("status").out
    engine.docker("stop", "--time", "5", shared_tiny.database)
    assert person.status(name)["state"] == "stopped"
    person.up(here=shared_tiny.workspace)
    assert person.status(name)["state"] == "running"
    assert shared_tiny.browser().get().status == 200


def test_list_shows_ones_own_and_no_one_elses(
    shared_tiny: Sandbox, person: Person, tiny: MakeApp
) -> None:
    """`list` has all of one's own sandboxes and none of another person's."""
    folder = tiny()
    first, second = person.up(folder), person.up(folder, "--name", "two")
    listed = person.sandbox("list", "--json").json
    assert [one["name"] for one in listed] == [first.name, second.name]
    assert shared_tiny.name not in person.sandbox("list").out
    done = person.sandbox("status", code=2)
    assert first.name in done.err
    assert second.name in done.err
    for words in (["data"], ["run", "--", "true"]):
        assert "hint: name it: `--name NAME`" in person.sandbox(*words, code=2).err
    hostname = person.sandbox("run", "--name", "two", "--", "hostname").out.strip()
    assert engine.inspect(second.app)["Id"].startswith(hostname)
    assert person.sandbox("status", "--json", here=second.workspace).json["name"] == second.name


def test_without_a_sandbox(person: Person) -> None:
    """With nothing there, `list` says how to begin and `status` says that there is none."""
    assert "sandbox up --demo" in person.sandbox("list").out
    assert person.sandbox("list", "--json").json == []
    assert person.sandbox("status", code=5).err.startswith("error: you have no sandbox")
    assert "no sandbox nowhere" in person.sandbox("status", "nowhere", code=5).err
