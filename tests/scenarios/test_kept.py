"""All that was kept is there to be seen and to be chosen."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.test_reset_restore import starve

NOTES = "select text from notes"


def note(sandbox: Sandbox, text: str) -> None:
    """Something typed in, and something in the folder."""
    sandbox.change(f"create table notes (text text); insert into notes values ('{text}')")
    (sandbox.workspace / "note.txt").write_text(text)


def test_every_one_that_was_put_away_is_listed_and_can_be_chosen(
    person: Person, tiny: MakeApp
) -> None:
    """Put away twice: `list` has both, `restore --at` takes either by its number or its time."""
    folder = tiny()
    sandbox = person.up(folder)
    note(sandbox, "first")
    person.sandbox("down")
    fresh = person.up(folder)
    assert fresh.document["kept"] == f"sandbox restore {sandbox.name}"
    assert person.up(folder).document["kept"] is None
    note(fresh, "second")
    person.sandbox("down")

    (listed,) = person.sandbox("list", "--json").json
    assert (listed["name"], listed["state"]) == (sandbox.name, "away")
    assert [(one["number"], one["what"]) for one in listed["kept"]] == [
        (1, ["code", "data"]),
        (2, ["code", "data"]),
    ]
    text = person.sandbox("list").out
    assert f"`sandbox restore {sandbox.name}` brings one back" in text
    assert "`sandbox up`" not in text
    assert f"sandbox restore {sandbox.name}" in person.sandbox("status", sandbox.name, code=5).err
    assert all(one["restore"] in text for one in listed["kept"])

    person.sandbox("restore", sandbox.name, "--at", "2")
    assert sandbox.rows(NOTES) == [["first"]]
    assert (sandbox.workspace / "note.txt").read_text() == "first"
    (left,) = person.status(sandbox.name)["kept"]
    assert left["at"] == listed["kept"][0]["at"]
    assert left["restore"] in person.sandbox("status").out

    said = " ".join(person.sandbox("restore", "--at", left["at"]).out.split())
    assert "Back as it was before `down`" in said
    assert "What ran until now is kept, as number 1 of `sandbox list`" in said
    assert sandbox.rows(NOTES) == [["second"]]
    assert (sandbox.workspace / "note.txt").read_text() == "second"
    missing = person.sandbox("restore", "--at", "9", code=5).err
    assert "there is no number 9; there are: 1\n" in missing
    assert len(person.status(sandbox.name)["kept"]) == 1


def test_data_that_a_failed_restore_did_not_bring_back(person: Person, tiny: MakeApp) -> None:
    """It is named by `status`, by `up` and by the failure itself, with the command to have it."""
    sandbox = person.up(tiny())
    note(sandbox, "mine")
    kept = person.sandbox("down", "--json").json["kept"]
    dump = Path(kept["snapshot"]) / "app.dump"
    whole = dump.read_bytes()
    dump.write_bytes(whole[:100])

    command = f"sandbox restore {sandbox.name} --at 1"
    assert command in person.sandbox("restore", code=1).err
    assert (sandbox.workspace / "note.txt").read_text() == "mine"
    assert f"`{command}`" in person.sandbox("status").out
    assert f"`{command}`" in person.sandbox("up", here=sandbox.workspace).err
    (waiting,) = person.status(sandbox.name)["kept"]
    assert (waiting["waiting"], waiting["what"]) == (True, ["data"])
    gone = " ".join(person.sandbox("down", sandbox.name).out.split())
    assert f"kept by itself: after it, `{command}` brings it" in gone
    person.sandbox("restore", sandbox.name)
    assert (sandbox.workspace / "note.txt").read_text() == "mine"

    dump.write_bytes(whole)
    sandbox.change("create table others (text text); insert into others values ('typed since')")
    person.sandbox(*command.split()[1:])
    assert sandbox.rows(NOTES) == [["mine"]]
    (since,) = person.status(sandbox.name)["kept"]
    person.sandbox(*since["restore"].split()[1:])
    assert sandbox.rows("select text from others") == [["typed since"]]


def test_down_of_a_server_that_does_not_start_loses_no_data(person: Person, tiny: MakeApp) -> None:
    """Its data is brought back by `restore`, from the server that was kept whole."""
    sandbox = person.up(tiny())
    note(sandbox, "mine")
    starve(sandbox)
    before = kept_servers(sandbox)
    done = person.sandbox("down", sandbox.name)
    assert "the data you typed in" in done.out
    assert person.left == []
    person.sandbox("restore", sandbox.name)
    assert sandbox.rows(NOTES) == [["mine"]]
    assert kept_servers(sandbox) == before


def kept_servers(sandbox: Sandbox) -> list[str]:
    """Images of servers that were kept whole, of any sandbox of the app."""
    app = sandbox.name.removesuffix(f"-{sandbox.person.user}")
    return [tag for tag in engine.images_of(app) if tag.startswith("sandbox-kept/")]
