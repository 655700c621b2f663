"""The folder was deleted, or something else is in its place: nothing is lost, and `up` mends it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.conftest import MakeApp, MakePerson
from tests.scenarios.mishaps import NOTES, TYPED, whole
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, app_name: str) -> Path:
    """The app's repository."""
    return make_app(tmp_path_factory.mktemp("apps") / app_name)


@pytest.fixture(scope="module")
def sandbox(make_person: MakePerson, source: Path) -> Sandbox:
    """One that each test leaves whole, with a note in its data."""
    made = make_person().up(source)
    made.change(TYPED)
    return made


def test_a_workspace_that_was_deleted(sandbox: Sandbox, source: Path) -> None:
    """A workspace removed by hand is cloned again by `up`; what runs goes on."""
    sandbox.workspace.rename(sandbox.person.folder / "gone")
    sandbox.person.up(source)
    assert (sandbox.workspace / "server.py").exists()
    whole(sandbox)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_deleted_workspace_that_docker_left_empty(
    sandbox: Sandbox, source: Path, stopped: bool
) -> None:
    """Where Docker made an empty folder of it, it counts as gone: `status` says so, `up` makes it
    anew, and what the app then runs is the new one."""
    person = sandbox.person
    shutil.rmtree(sandbox.workspace)
    if stopped:  # each start of the container puts the empty folders there, and ends at once
        engine.docker("restart", "--time", "0", sandbox.app)
        eventually(lambda: person.status(sandbox.name)["state"] == "broken")
    else:
        (sandbox.workspace / ".git").mkdir(parents=True)
    said = person.sandbox("status", sandbox.name).out
    assert "the folder is gone: `sandbox up` makes it anew" in said
    assert "Problem" not in said
    assert "is gone" in person.sandbox("render", sandbox.name, code=5).err
    person.up(source)
    whole(sandbox)
    assert sandbox.rows(NOTES) == [["mine"]]
    (sandbox.workspace / "seen.txt").write_text("seen")
    assert engine.docker("exec", sandbox.app, "cat", "seen.txt") == "seen"


def test_restore_where_docker_left_an_empty_folder(sandbox: Sandbox) -> None:
    """What was put away takes the empty folder's place, and the empty one is not kept."""
    person = sandbox.person
    (sandbox.workspace / "mine.txt").write_text("mine")
    person.sandbox("down")
    (sandbox.workspace / ".git").mkdir(parents=True)
    person.sandbox("restore", sandbox.name)
    assert (sandbox.workspace / "mine.txt").read_text() == "mine"
    shutil.rmtree(sandbox.workspace)
    (sandbox.workspace / ".git").mkdir(parents=True)
    assert person.sandbox("down", sandbox.name, "--json").json["kept"]["workspace"] is None
    assert not sandbox.workspace.exists()
    person.sandbox("restore", sandbox.name)


def test_a_file_in_the_workspaces_place(sandbox: Sandbox, source: Path) -> None:
    """Commands that need the folder say what is in the way (code 2)."""
    sandbox.workspace.rename(sandbox.person.folder / "away")
    others = [[verb, sandbox.name] for verb in ("status", "render", "reset")]
    in_the_way(sandbox.person, sandbox.workspace, source, *others)
    sandbox.person.up(source)
    whole(sandbox)


def test_a_file_in_the_place_before_there_is_a_workspace(person: Person, tiny: MakeApp) -> None:
    """`up` says so, and leaves the file and nothing else."""
    folder = tiny()
    in_the_way(person, person.home / "workspaces" / f"{folder.name}-{person.user}", folder)
    assert person.left == []


def in_the_way(person: Person, workspace: Path, source: Path, *others: list[str]) -> None:
    """A file in the workspace's place, while `up` and other commands are tried."""
    workspace.parent.mkdir(exist_ok=True, parents=True)
    workspace.write_text("not a folder")
    for words in (["up", source], ["up", source, "--dry-run"], *others):
        done = person.sandbox(*words, code=2)
        assert f"{workspace} is in the way" in done.err, words
        assert "hint: rename or move it" in done.err
    assert workspace.read_text() == "not a folder"
    workspace.unlink()
