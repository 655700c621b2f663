"""`sandbox down`: gone without a trace, and no work lost."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person
from tests.scenarios.web import eventually


def gateway_fits() -> bool:
    """A gateway is there exactly where a sandbox is, of whomever."""
    form = ("--format", "{{.Name}}", "--filter")
    networks = engine.docker("network", "ls", *form, "label=sandbox.role=network")
    gateway = engine.docker("ps", "-a", "-q", "--filter", f"name=^{engine.GATEWAY}$")
    return bool(networks.strip()) == bool(gateway.strip())


def test_nothing_is_left_of_a_sandbox_without_work(person: Person, tiny: MakeApp) -> None:
    """Containers, network, volumes and folder are gone, and nothing needed to be kept; a second
    `down` says that there is no such sandbox, and changes nothing."""
    sandbox = person.up(tiny())
    answer = person.sandbox("down", "--json").json
    assert answer["name"] == sandbox.name
    assert set(answer["removed"]) >= {
        f"container {sandbox.app}",
        f"container {sandbox.database}",
        f"network {sandbox.network}",
    }
    assert answer["kept"] == {"ref": None, "snapshot": None, "workspace": None}
    assert answer["restore"] is None
    assert person.left == []
    assert not sandbox.workspace.exists()
    assert person.sandbox("list", "--json").json == []
    done = person.sandbox("down", sandbox.name, code=5)
    assert done.err.startswith(f"error: there is no sandbox {sandbox.name}")
    assert person.left == []


def test_work_and_data_are_kept_and_come_back(person: Person) -> None:
    """Changed, new and committed files and typed-in data are kept by `down`, back by `restore`."""
    sandbox = person.up("--demo")
    folder = sandbox.workspace
    (folder / "committed.txt").write_text("committed")
    git("add", "committed.txt", folder=folder)
    git("commit", "--quiet", "-m", "Mine", folder=folder)
    (folder / "README.md").write_text("changed")
    (folder / "new file.txt").write_text("new")
    (folder / ".env").write_text("MINE=1\n")
    sandbox.change("update customers set name = 'Typed in' where id = 1")

    answer = person.sandbox("down", "--json", here=folder).json
    assert person.left == []
    assert not folder.exists()
    kept = answer["kept"]
    assert "README.md" in git("show", "--stat", kept["ref"], folder=Path(kept["workspace"]))
    assert git("show", f"{kept['ref']}:new file.txt", folder=Path(kept["workspace"])) == "new"
    assert (Path(kept["snapshot"]) / "app.dump").is_file()

    person.sandbox(*answer["restore"].split()[1:])
    assert (folder / "committed.txt").read_text() == "committed"
    assert (folder / "README.md").read_text() == "changed"
    assert (folder / "new file.txt").read_text() == "new"
    assert (folder / ".env").read_text() == "MINE=1\n"
    assert git("log", "-1", "--format=%s", folder=folder).strip() == "Mine"
    assert sandbox.rows("select name from customers where id = 1") == [["Typed in"]]
    assert sandbox.logged_in().get("/customers").status == 200


def test_data_alone_is_kept_too(person: Person, tiny: MakeApp) -> None:
    """Where only data was typed in, that is kept, also from a database that was stopped."""
    sandbox = person.up(tiny())
    sandbox.change("create table notes (text text); insert into notes values ('mine')")
    engine.docker("stop", "--time", "5", sandbox.database)
    done = person.sandbox("down", sandbox.name)
    assert f"`sandbox restore {sandbox.name}` brings everything back" in done.out
    assert person.left == []
    person.sandbox("restore", sandbox.name)
    assert sandbox.rows("select text from notes") == [["mine"]]


def test_down_all(person: Person, tiny: MakeApp) -> None:
    """`down --all` removes all of one's sandboxes; with none it says so and is content."""
    folder = tiny()
    first = person.up(folder)
    second = person.up(folder, "--name", "two")
    gone = person.sandbox("down", "--all", "--json").json
    assert {one["name"] for one in gone} == {first.name, second.name}
    assert person.left == []
    assert person.sandbox("down", "--all").out.strip() == "There was nothing to remove."


def test_the_gateway_stays_for_others_and_goes_with_the_last(person: Person, tiny: MakeApp) -> None:
    """Removing one sandbox leaves the other's address open; no sandbox, no gateway."""
    folder = tiny()
    first, second = person.up(folder), person.up(folder, "--name", "two")
    person.sandbox("down", first.name)
    assert second.browser().get().status == 200
    assert second.browser().get(host=f"{first.name}.localhost").status == 404
    person.sandbox("down", second.name)
    eventually(gateway_fits)


def test_down_without_the_folder(person: Person, tiny: MakeApp) -> None:
    """A workspace that somebody deleted by hand is no obstacle."""
    sandbox = person.up(tiny())
    sandbox.workspace.rename(person.folder / "elsewhere")
    person.sandbox("down", sandbox.name)
    assert person.left == []


def test_restore_in_the_folder_that_was_put_away(person: Person, tiny: MakeApp) -> None:
    """Whoever still stands in it needs no name, and stands in the right place again."""
    sandbox = person.up(tiny())
    (sandbox.workspace / "mine.txt").write_text("mine")
    done = person.sandbox("down", "--json", here=sandbox.workspace)
    away = Path(done.json["kept"]["workspace"])
    said = person.sandbox("up", here=away, code=2).err
    assert f"hint: `sandbox restore {sandbox.name}` brings it" in said
    person.sandbox("restore", here=away)
    assert (sandbox.workspace / "mine.txt").read_text() == "mine"
