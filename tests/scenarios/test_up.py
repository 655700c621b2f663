"""`sandbox up`: one command, and somebody works in a full copy of an app."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually

UNPRIVILEGED = 10001


def test_up_tells_a_program_all_that_the_contract_names(demo: Sandbox) -> None:
    """`up --json` gives name, address, branch, folder, database, login, steps and time."""
    document = demo.document
    assert document["name"] == f"shipments-{demo.person.user}"
    assert re.fullmatch(rf"http://{demo.name}\.localhost:\d+", demo.url)
    assert Path(document["workspace"], "shipments", "main.py").is_file()
    assert document["database"]["engine"] == "postgresql"
    assert document["database"]["image"].startswith("sandbox-golden/shipments:")
    assert document["database"]["tables"] == 15
    assert document["database"]["rows"] > 1000
    assert document["database"]["left_out"] == {}
    assert document["login"] == {"user": "guest@example.org", "password": "sandbox"}
    assert {"step", "why", "seconds", "cached"} == set(document["steps"][0])
    assert document["seconds"] > 0


def test_the_address_opens(demo: Sandbox) -> None:
    """The address that `up` prints answers as soon as `up` has ended."""
    assert demo.browser().get("/login").status == 200


def test_the_database_starts_from_one_that_was_stopped(demo: Sandbox) -> None:
    """The golden data was put away in order: a new sandbox's server has nothing to recover."""
    said = demo.person.sandbox("logs", "--database", "--lines", "1000").out
    assert "database system was shut down at" in said
    assert "recovery" not in said


def test_the_person_named_by_up_sees_seeded_shipments(demo: Sandbox) -> None:
    """The login that `up` prints works, and the app lists the data that was made up."""
    references = {row[0] for row in demo.rows("select reference from shipments")}
    page = demo.logged_in().get("/shipments")
    assert page.status == 200
    shown = {reference for reference in references if reference in page.text}
    assert len(shown) >= 10


def test_a_second_up_does_nothing(demo: Sandbox) -> None:
    """`up` on a sandbox that is as it should be plans no step and touches no container."""
    before = [engine.inspect(one)["Id"] for one in engine.containers_of(demo.name)]
    # The spare copy for the next reset is made in the background; until then one is planned.
    eventually(lambda: demo.person.sandbox("up", "--demo", "--dry-run").out == "nothing to do\n")
    assert demo.person.up("--demo").document["steps"] == []
    assert [engine.inspect(one)["Id"] for one in engine.containers_of(demo.name)] == before


def test_a_dry_run_prints_the_plan_and_leaves_nothing(demo: Sandbox) -> None:
    """`--dry-run` prints one line a step with its reason, and nothing is there afterwards."""
    before = demo.person.left
    done = demo.person.sandbox("up", "--demo", "--name", "later", "--dry-run")
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["clone", "create"]
    assert re.search(r"^start +app +there is none yet$", done.out, re.MULTILINE)
    assert demo.person.left == before
    assert not Path(f"{demo.workspace}-later").exists()
    assert [one["name"] for one in demo.person.sandbox("list", "--json").json] == [demo.name]


def test_the_work_is_on_a_branch_of_its_own(demo: Sandbox) -> None:
    """The workspace is on the branch sandbox/USER/LABEL."""
    branch = git("branch", "--show-current", folder=demo.workspace).strip()
    assert branch == demo.document["branch"] == f"sandbox/{demo.person.user}/work"


def test_only_what_git_tracks_comes_along_and_a_second_one_stands_beside(demo: Sandbox) -> None:
    """`--name` makes a second sandbox; the source's .env and untracked files stay behind."""
    source = demo.person.home / "demo" / "shipments"
    (source / ".env").write_text("SECRET_KEY=never-leaves\n")
    (source / "notes.txt").write_text("untracked")
    second = demo.person.up("--demo", "--name", "second")
    assert second.name == f"{demo.name}-second"
    assert not (second.workspace / ".env").exists()
    assert not (second.workspace / "notes.txt").exists()
    assert "never-leaves" not in second.inside("env")
    assert second.browser().get("/login").status == 200
    assert demo.browser().get("/login").status == 200
    demo.person.sandbox("down", second.name)
    assert engine.containers_of(second.name) == []


def test_files_written_inside_belong_to_the_right_person(demo: Sandbox) -> None:
    """What the container writes belongs to the host's user, or for root to one without rights."""
    demo.inside("sh", "-c", "mkdir made && echo text > made/file.txt && echo x >> README.md")
    expected = os.getuid() or UNPRIVILEGED
    assert (demo.workspace / "made" / "file.txt").stat().st_uid == expected
    (demo.workspace / "made" / "file.txt").unlink()
    (demo.workspace / "made").rmdir()
    git("checkout", "--", "README.md", folder=demo.workspace)


def test_an_edited_template_shows_without_a_command(demo: Sandbox) -> None:
    """A template saved on the host is in the browser at the next load."""
    template = demo.workspace / "shipments" / "templates" / "login.html"
    template.write_text(template.read_text().replace("Who sends what", "Edited by hand: who"))
    eventually(lambda: "Edited by hand" in demo.browser().get("/login").text)
    git("checkout", "--", ".", folder=demo.workspace)


def test_edited_code_shows_without_a_command(demo: Sandbox) -> None:
    """Python code saved on the host runs a moment later: the app reloads by itself."""
    code = demo.workspace / "shipments" / "routes" / "login.py"
    code.write_text(code.read_text().replace('"/login")\ndef login', '"/entrance")\ndef login'))
    eventually(lambda: demo.browser().get("/entrance").status == 200)
    git("checkout", "--", ".", folder=demo.workspace)
    eventually(lambda: demo.browser().get("/login").status == 200)


def test_up_ends_with_what_a_person_needs_next(demo: Sandbox) -> None:
    """Without --json: the address, who to log in as, the folder and three commands, no more."""
    said, _, rest = demo.person.sandbox("up", "--demo").out.strip().partition("\n\n")
    assert said.strip() == "It runs already; nothing had to be done."
    lines = rest.strip().splitlines()
    first = [line.split()[0] for line in lines if line]
    # A long folder has the remark about it on a line of its own.
    assert [one for one in first if one != "(open"] == ["Open", "Log", "Code", *["sandbox"] * 3]
    assert lines[0].split()[-1] == demo.url
    assert 'guest@example.org, password "sandbox"' in lines[1]
    assert demo.workspace.name in lines[2]
    assert max(len(line) for line in lines[-3:]) < 80


def test_fewer_rows_on_request(person: Person) -> None:
    """`--rows` scales the made-up data, and is remembered at the next `up`."""
    few = person.up("--demo", "--rows", "60")
    assert few.rows("select count(*) from shipments") == [[60]]
    assert person.up("--demo").taken == []


def test_from_a_folder_from_an_address_and_from_where_one_stands(
    person: Person, tiny: MakeApp
) -> None:
    """The app may be named by a folder, by a git address, or by standing in its folder."""
    folder = tiny()
    first = person.up(folder)
    second = person.up(f"file://{folder}", "--name", "address")
    third = person.up("--name", "here", here=folder)
    for one in (first, second, third):
        assert one.browser().get().text == "tiny says hello"
    assert {first.name, second.name, third.name} == {
        f"{folder.name}-{person.user}{label}" for label in ("", "-address", "-here")
    }
    assert person.up(here=second.workspace / ".git").taken == []


def test_a_branch_to_start_from(person: Person, tiny: MakeApp) -> None:
    """`--branch` starts from that branch of the app."""
    folder = tiny()
    git("checkout", "--quiet", "-b", "next", folder=folder)
    (folder / ".env.example").write_text("GREETING=next\n")
    git("commit", "--quiet", "--all", "-m", "Next", folder=folder)
    git("checkout", "--quiet", "main", folder=folder)
    assert person.up(folder, "--branch", "next").browser().get().text == "tiny says next"
