"""Killed or interrupted at any step: the next command completes, and nothing is lost or left."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.mishaps import NOTES, TYPED, begin_until, kill_at, killed_at, whole
from tests.scenarios.person import PATIENCE, Person
from tests.scenarios.web import eventually

# What the step that makes the data says on its way.
WITHIN_GOLDEN = ("running the app's migrations", "keeping it as an image")


def planned(person: Person, folder: Path) -> list[str]:
    """The keys of the steps that `up` would take."""
    steps = person.sandbox("up", folder, "--dry-run", "--json").json["steps"]
    return [str(one["step"]) for one in steps]


def image_of(key: str) -> list[str]:
    """The image that the step of this key makes."""
    kinds = {"build": "sandbox-app", "golden": "sandbox-golden"}
    word = key.split()[0]
    return [f"{kinds[word]}/{key.split()[-1]}"] if word in kinds else []


def test_killed_at_any_step(person: Person, tiny: MakeApp, own_name: str) -> None:
    """`up` killed as each of its steps starts, one after the other: each next one gets on to the
    next step, the last one completes, no half-made image is taken for a whole one, and `down`
    leaves nothing."""
    folder = tiny(name=own_name)
    keys = planned(person, folder)
    assert [key.split()[0] for key in keys if image_of(key)] == ["build", "golden"]
    for key in keys:
        if key == "start gateway":  # planned only where nobody else has a sandbox
            continue
        for mark in (f"[{key}]", *(WITHIN_GOLDEN if key.startswith("golden") else ())):
            if not killed_at(person, mark, "up", folder):
                # The one before was through with it when it was killed: once more from nothing.
                person.sandbox("down", f"{own_name}-{person.user}")
                assert person.left == [], mark
                engine.remove_images(*image_of(key))
                kill_at(person, mark, "up", folder)
    sandbox = person.up(folder)
    whole(sandbox)
    tags = engine.images_of(own_name)
    assert tags == {tag for key in keys for tag in image_of(key)}
    assert sandbox.document["database"]["image"] in tags
    person.sandbox("down", sandbox.name)
    assert person.left == []


def test_killed_at_any_step_of_a_change(person: Person, tiny: MakeApp, own_name: str) -> None:
    """A migrating `up` killed at each step in turn: the next one completes, and the data is still
    there."""
    sandbox = person.up(tiny(name=own_name))
    sandbox.change(TYPED)
    script = sandbox.workspace / "migrate.py"
    versions = [script.read_text() + "# and more\n", script.read_text()]
    script.write_text(versions[0])
    words = [key.split(":")[0] for key in planned(person, sandbox.workspace)]
    assert {"migrate data", "refresh golden data", "keep previous app"} <= set(words)
    words = [word for word in words if word.split()[0] not in ("remove", "spare")]
    changes = 1
    for word in words:
        if killed_at(person, f"[{word}", "up", sandbox.workspace):
            continue
        # The one before was through with it: this `up` completed, and the next change begins.
        assert sandbox.rows(NOTES) == [["mine"]], word
        whole(sandbox)
        script.write_text(versions[changes % 2])
        changes += 1
        if word.startswith("golden"):
            goldens = [tag for tag in engine.images_of(own_name) if "golden" in tag]
            engine.remove_images(*goldens)
        kill_at(person, f"[{word}", "up", sandbox.workspace)
    person.up(sandbox.workspace)
    assert sandbox.rows(NOTES) == [["mine"]]
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


def test_down_cut_off(person: Person, tiny: MakeApp) -> None:
    """`down` killed as it begins, interrupted, and killed once the data is written: a second one
    completes it, it says what was kept, and all can be brought back, whatever else is gone."""
    folder = tiny()
    sandbox = person.up(folder)
    mine = sandbox.workspace / "mine.txt"
    mine.write_text("mine")
    sandbox.change(TYPED)

    kill_at(person, "keeping your work", "down", sandbox.name)
    person.sandbox("down", sandbox.name)
    assert person.left == []
    person.sandbox("restore", sandbox.name)
    assert mine.read_text() == "mine"
    assert sandbox.rows(NOTES) == [["mine"]]

    process = begin_until(person, "[down]", "down", sandbox.name)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert f"stopped while {sandbox.name} was being put away" in said
    assert "Nothing of yours is lost" in said
    assert f"`sandbox down {sandbox.name}` goes on" in said
    person.sandbox("down", sandbox.name)
    assert person.left == []
    person.sandbox("restore", sandbox.name)
    assert mine.read_text() == "mine"

    dumps = set(person.home.glob("workspaces/.kept/*/app.dump"))
    process = person.begin("down", sandbox.name)
    eventually(lambda: set(person.home.glob("workspaces/.kept/*/app.dump")) - dumps)
    process.kill()
    process.communicate(timeout=PATIENCE)
    assert any("data" in one["what"] for one in person.status(sandbox.name)["kept"])
    engine.docker("rm", "--force", "--volumes", sandbox.database, check=False)
    person.up(folder)
    person.sandbox("restore", sandbox.name, "--at", "1")
    assert sandbox.rows(NOTES) == [["mine"]]


def test_ctrl_c(person: Person, tiny: MakeApp, own_name: str) -> None:
    """Ctrl-C ends `up` with code 130 and says what is there; the next `up` goes on from there."""
    folder = tiny(name=own_name)
    for key in ("golden database", "start database", "wait app"):
        process = begin_until(person, f"[{key}", "up", folder)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130, key
        assert "error: stopped" in said
        assert "`sandbox up` goes on where this stopped" in said
    whole(person.up(folder))
