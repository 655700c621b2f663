"""Killed, interrupted, at once, behind our back: the next `up` completes, `down` leaves nothing."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually

TYPED = "create table notes (text text); insert into notes values ('mine')"


def begin_until(person: Person, mark: str, *words: str | Path) -> subprocess.Popen[str]:
    """The command, still running, at the moment when it says `mark`."""
    process = person.begin(*words, "--verbose")
    assert process.stderr is not None
    said = []
    for line in iter(process.stderr.readline, ""):
        said.append(line)
        if mark in line:
            return process
    process.wait()
    raise AssertionError(f"it never came to {mark}: {''.join(said)}")


def kill_at(person: Person, mark: str, *words: str | Path) -> None:
    """SIGKILL at that moment: nothing of the process's own tidies up."""
    process = begin_until(person, mark, *words)
    process.kill()
    process.communicate(timeout=60)


def planned(person: Person, folder: Path) -> list[str]:
    """The keys of the steps that `up` would take."""
    steps = person.sandbox("up", folder, "--dry-run", "--json").json["steps"]
    return [str(one["step"]) for one in steps]


def image_of(key: str) -> list[str]:
    """The image that the step of this key makes."""
    kinds = {"build": "sandbox-app", "golden": "sandbox-golden"}
    word = key.split()[0]
    return [f"{kinds[word]}/{key.split()[-1]}"] if word in kinds else []


def whole(sandbox: Sandbox) -> None:
    """All of it is there and answers, and nothing else."""
    assert sandbox.browser().get().status == 200
    assert engine.containers_of(sandbox.name) == sandbox.containers
    assert len(sandbox.person.left) == 4
    assert sandbox.person.status(sandbox.name)["differs"] == []


def test_killed_at_any_step(person: Person, tiny: MakeApp, own_name: str) -> None:
    """`up` killed as each of its steps starts: the next one completes, `down` leaves nothing."""
    folder = tiny(name=own_name)
    keys = planned(person, folder)
    assert [key.split()[0] for key in keys if image_of(key)] == ["build", "golden"]
    for key in keys:
        if key == "start gateway":  # planned only where nobody else has a sandbox
            continue
        engine.remove_images(*image_of(key))
        kill_at(person, f"[{key}]", "up", folder)
        sandbox = person.up(folder)
        whole(sandbox)
        person.sandbox("down", sandbox.name)
        assert person.left == [], key
    tags = engine.images_of(own_name)
    assert tags == {tag for key in keys for tag in image_of(key)}


@pytest.mark.parametrize("mark", ["running the app's migrations", "keeping it as an image"])
def test_killed_in_the_middle_of_the_golden_data(
    person: Person, tiny: MakeApp, own_name: str, mark: str
) -> None:
    """Killed while the database is being made: no half-made image is ever taken for a whole one."""
    folder = tiny(name=own_name)
    kill_at(person, mark, "up", folder)
    sandbox = person.up(folder)
    whole(sandbox)
    golden = [tag for tag in engine.images_of(own_name) if "golden" in tag]
    assert golden == [sandbox.document["database"]["image"]]


def test_killed_at_any_step_of_a_change(person: Person, tiny: MakeApp, own_name: str) -> None:
    """A migrating `up` killed at each step: the next one completes, and the data is still there."""
    sandbox = person.up(tiny(name=own_name))
    sandbox.change(TYPED)
    script = sandbox.workspace / "migrate.py"
    versions = [script.read_text(), script.read_text() + "# and more\n"]
    script.write_text(versions[1])
    words = [key.split(":")[0] for key in planned(person, sandbox.workspace)]
    assert {"migrate data", "refresh golden data", "keep previous app"} <= set(words)
    words = [word for word in words if word.split()[0] not in ("remove", "spare")]
    for number, word in enumerate(words):
        script.write_text(versions[(number + 1) % 2])
        if word.startswith("golden"):
            goldens = [tag for tag in engine.images_of(own_name) if "golden" in tag]
            engine.remove_images(*goldens)
        kill_at(person, f"[{word}", "up", sandbox.workspace)
        person.up(sandbox.workspace)
        assert sandbox.rows("select text from notes") == [["mine"]], word
        whole(sandbox)
    person.sandbox("down", sandbox.name)
    assert person.left == []


def test_reset_killed_at_any_step(person: Person, tiny: MakeApp) -> None:
    """`reset` killed as a step starts: `up` mends it, the data is whole, and can be reset again."""
    sandbox = person.up(tiny())
    said = person.sandbox("reset", "--verbose").err
    steps = re.findall(r"… .*\[(.+)\]", said)
    assert {"swap data", "start app"} <= set(steps)
    for key in ("swap data", "start app"):
        sandbox.change(TYPED)
        kill_at(person, f"[{key}]", "reset", sandbox.name)
        person.up(sandbox.workspace)
        whole(sandbox)
        person.sandbox("reset", sandbox.name)
        assert sandbox.rows("select to_regclass('notes')::text") == [[None]]


def test_down_killed_in_the_middle(person: Person, tiny: MakeApp) -> None:
    """`down` killed as it begins: a second one completes it, and the work can be brought back."""
    sandbox = person.up(tiny())
    (sandbox.workspace / "mine.txt").write_text("mine")
    sandbox.change(TYPED)
    kill_at(person, "keeping your work", "down", sandbox.name)
    person.sandbox("down", sandbox.name)
    assert person.left == []
    person.sandbox("restore", sandbox.name)
    assert (sandbox.workspace / "mine.txt").read_text() == "mine"
    assert sandbox.rows("select text from notes") == [["mine"]]


def test_data_of_a_down_that_was_killed_is_listed(person: Person, tiny: MakeApp) -> None:
    """Once it is written it can be had back, whatever of the sandbox is gone."""
    folder = tiny()
    sandbox = person.up(folder)
    sandbox.change("create table notes (text text); insert into notes values ('mine')")
    process = person.begin("down", sandbox.name)
    eventually(lambda: list(person.home.glob("workspaces/.kept/*/app.dump")))
    process.kill()
    process.communicate(timeout=60)
    assert any("data" in one["what"] for one in person.status(sandbox.name)["kept"])
    engine.docker("rm", "--force", sandbox.database, check=False)
    person.up(folder)
    person.sandbox("restore", sandbox.name, "--at", "1")
    assert sandbox.rows("select text from notes") == [["mine"]]


def test_ctrl_c_in_the_middle_of_down(person: Person, tiny: MakeApp) -> None:
    """It says what was kept, nothing is lost, and `down` goes on."""
    sandbox = person.up(tiny())
    (sandbox.workspace / "mine.txt").write_text("mine")
    process = begin_until(person, "[down]", "down", sandbox.name)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert f"stopped while {sandbox.name} was being put away" in said
    assert "Nothing of yours is lost" in said
    assert f"`sandbox down {sandbox.name}` goes on" in said
    person.sandbox("down", sandbox.name)
    assert person.left == []
    person.sandbox("restore", sandbox.name)
    assert (sandbox.workspace / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("key", ["golden database", "start database", "wait app"])
def test_ctrl_c(person: Person, tiny: MakeApp, own_name: str, key: str) -> None:
    """Ctrl-C ends `up` with code 130 and says what is there; the next `up` goes on from there."""
    folder = tiny(name=own_name)
    process = begin_until(person, f"[{key}", "up", folder)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "error: stopped" in said
    assert "`sandbox up` goes on where this stopped" in said
    whole(person.up(folder))


def test_two_at_once(person: Person) -> None:
    """Two `up` of the same sandbox at once: one waits for the other, and both succeed."""
    both = [person.begin("up", "--demo", "--json") for _ in range(2)]
    ends = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], ends
    containers = engine.containers_of(f"shipments-{person.user}")
    assert len(containers) == 3
    assert len(person.left) == 4


def test_two_people_at_once(person: Person, tmp_path: Path, tiny: MakeApp, own_name: str) -> None:
    """Two people's first `up` of an app at once: images are made once, and both get theirs."""
    other = Person(tmp_path / "other", f"{person.user}b")
    folder = tiny(name=own_name)
    try:
        both = [one.begin("up", str(folder), "--json") for one in (person, other)]
        ends = [one.communicate(timeout=300) for one in both]
        assert [one.returncode for one in both] == [0, 0], ends
        for one in (person, other):
            whole(one.up(folder))
    finally:
        other.leave()


def test_down_in_the_middle_of_up(person: Person, tiny: MakeApp) -> None:
    """`down` while `up` is at work waits for its turn, and leaves nothing."""
    folder = tiny()
    process = begin_until(person, "[start database]", "up", folder)
    person.sandbox("down", f"{folder.name}-{person.user}")
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert person.left == []


def test_up_mends_what_was_deleted_behind_its_back(person: Person, tiny: MakeApp) -> None:
    """Containers and the network deleted by hand are made anew; data that is there stays."""
    sandbox = person.up(tiny())
    sandbox.change(TYPED)
    for container in (*engine.containers_of(sandbox.name), engine.GATEWAY):
        engine.docker("network", "disconnect", "--force", sandbox.network, container)
    engine.docker("network", "rm", sandbox.network)
    person.up(sandbox.workspace)
    whole(sandbox)
    engine.docker("rm", "--force", sandbox.app)
    engine.docker("stop", "--time", "5", sandbox.database)
    person.up(sandbox.workspace)
    whole(sandbox)
    engine.docker("pause", sandbox.app)
    person.up(sandbox.workspace)
    whole(sandbox)
    assert sandbox.rows("select text from notes") == [["mine"]]
    engine.docker("rm", "--force", sandbox.app, sandbox.database)
    person.up(sandbox.workspace)
    whole(sandbox)


def test_a_server_that_was_killed_comes_back(person: Person, tiny: MakeApp) -> None:
    """A database killed hard, several times, comes back with its data."""
    sandbox = person.up(tiny())
    sandbox.change(TYPED)
    for _ in range(3):
        engine.docker("kill", sandbox.database)
        person.up(sandbox.workspace)
        assert sandbox.rows("select text from notes") == [["mine"]]


def test_a_workspace_that_was_deleted(person: Person, tiny: MakeApp) -> None:
    """A workspace removed by hand is cloned again by `up`; what runs goes on."""
    folder = tiny()
    sandbox = person.up(folder)
    sandbox.workspace.rename(person.folder / "gone")
    person.up(folder)
    assert (sandbox.workspace / "server.py").exists()
    whole(sandbox)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_deleted_workspace_that_docker_left_empty(
    person: Person, tiny: MakeApp, stopped: bool
) -> None:
    """Where Docker made an empty folder of it, it counts as gone: `status` says so, `up` makes it
    anew, and what the app then runs is the new one."""
    folder = tiny()
    sandbox = person.up(folder)
    sandbox.change(TYPED)
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
    person.up(folder)
    whole(sandbox)
    assert sandbox.rows("select text from notes") == [["mine"]]
    (sandbox.workspace / "seen.txt").write_text("seen")
    assert engine.docker("exec", sandbox.app, "cat", "seen.txt") == "seen"


def test_restore_where_docker_left_an_empty_folder(person: Person, tiny: MakeApp) -> None:
    """What was put away takes the empty folder's place, and the empty one is not kept."""
    sandbox = person.up(tiny())
    (sandbox.workspace / "mine.txt").write_text("mine")
    person.sandbox("down")
    (sandbox.workspace / ".git").mkdir(parents=True)
    person.sandbox("restore", sandbox.name)
    assert (sandbox.workspace / "mine.txt").read_text() == "mine"
    shutil.rmtree(sandbox.workspace)
    (sandbox.workspace / ".git").mkdir(parents=True)
    assert person.sandbox("down", sandbox.name, "--json").json["kept"]["workspace"] is None
    assert not sandbox.workspace.exists()


@pytest.mark.parametrize("there", [True, False])
def test_a_file_in_the_workspaces_place(person: Person, tiny: MakeApp, there: bool) -> None:
    """Commands that need the folder say what is in the way (code 2), before and after `up`."""
    folder = tiny()
    workspace = person.home / "workspaces" / f"{folder.name}-{person.user}"
    commands = [["up", folder], ["up", folder, "--dry-run"]]
    if there:
        name = person.up(folder).name
        workspace.rename(person.folder / "away")
        commands += [["status", name], ["render", name], ["reset", name]]
    workspace.parent.mkdir(exist_ok=True, parents=True)
    workspace.write_text("not a folder")
    for words in commands:
        done = person.sandbox(*words, code=2)
        assert f"{workspace} is in the way" in done.err, words
        assert "hint: rename or move it" in done.err
    assert workspace.read_text() == "not a folder"
    workspace.unlink()
    whole(person.up(folder))
