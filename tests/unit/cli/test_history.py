"""`history`, `undo`, `restore --at` and `prune`'s points, with real git and without containers."""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.events import Event, Notice
from sandbox.frontends.cli.commands.history import when
from sandbox.model.records import SandboxRecord
from sandbox.verbs.down import down
from sandbox.verbs.prune import prune
from tests.contract.test_git import app, clone, git
from tests.unit.cli.conftest import Call

__all__ = ["app"]
NAME = "shop-anna"


@pytest.fixture
def work(app: Path, home: Path) -> Path:
    """The workspace of a sandbox that is on record; nothing of it runs."""
    ports = wiring.wire()
    folder = ports.files.workspace(NAME)
    clone(str(app), folder)
    ports.registry.save(
        SandboxRecord(
            name=NAME,
            app="shop",
            user="anna",
            label=None,
            source=str(app),
            workspace=str(folder),
            branch="sandbox/anna/work",
        )
    )
    ports.points.record(folder, "up")
    return folder


def test_history_in_plain_words(call: Call, work: Path) -> None:
    """Newest first, numbered, with when and which files, and not a word of git."""
    (work / "main.py").write_text("two\n")
    (work / "neu.html").write_text("new")
    said = call("history")
    assert re.search(r"102 {2}today \d\d:\d\d \(now\): 2 files, main.py, neu.html\n", said.out)
    assert re.search(r"101 {2}today \d\d:\d\d: as it was in the beginning\n", said.out)
    assert said.out.index("102") < said.out.index("101")
    assert "sandbox restore shop-anna --at 101" in said.out
    assert not re.search(r"\b(git|commit|ref|branch|HEAD)\b", said.out)


def test_history_for_programs(call: Call, work: Path) -> None:
    """The points; asked again without a change there is no further one."""
    (work / "main.py").write_text("two\n")
    call("history", "--json")
    points = json.loads(call("history", "--json").out)["points"]
    assert [(one["number"], one["files"], one["names"]) for one in points] == [
        (102, 1, ["main.py"]),
        (101, 0, []),
    ]
    assert points[0]["before"] == "history"


def test_a_file_name_cannot_command_the_terminal(call: Call, work: Path) -> None:
    """It is shown as it is written in programs."""
    (work / "a\x1b[2Jb\n.txt").write_text("odd")
    said = call("history")
    assert "\x1b" not in said.out
    assert "'a\\x1b[2Jb\\n.txt'" in said.out


def test_undo_again_and_forward(call: Call, work: Path) -> None:
    """Each goes one step further back, and says how to come forward; data is named as untouched."""
    for text in ("two\n", "three\n"):
        (work / "main.py").write_text(text)
        call("history")
    said = call("undo")
    assert (work / "main.py").read_text() == "two\n"
    assert "sandbox restore shop-anna --at 103" in said.out.replace("\n ", "")
    assert "sandbox reset" in said.out
    call("undo")
    assert (work / "main.py").read_text() == "one\n"
    said = call("undo")
    assert (said.code, (work / "main.py").read_text()) == (5, "one\n")
    assert "nothing to undo" in said.err
    assert call("restore", "--at", "103").code == 0
    assert (work / "main.py").read_text() == "three\n"
    assert "already" in call("restore", NAME, "--at", "103").out


def test_undo_for_programs(call: Call, work: Path) -> None:
    """Where it went, and what goes forward."""
    (work / "main.py").write_text("two\n")
    document = json.loads(call("undo", NAME, "--json").out)
    assert document["to"]["number"] == 101
    assert document["now"]["back_to"] == 101
    assert document["forward"] == f"sandbox restore {NAME} --at 102"


def test_a_point_by_its_time_and_one_that_is_not_there(
    call: Call, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `restore --at` takes what was put away."""
    (work / "main.py").write_text("two\n")
    with monkeypatch.context() as patched:
        patched.setattr("time.time", lambda: 1_900_000_000.0)
        wiring.wire().points.record(work, "up")
    (work / "main.py").write_text("three\n")
    said = call("restore", "--at", "999")
    assert said.code == 5
    assert "`sandbox history shop-anna` shows" in said.err
    assert call("restore", "--at", "2030-03-17T17:46").code == 0
    assert (work / "main.py").read_text() == "two\n"


def test_nobody_elses(call: Call, work: Path) -> None:
    """On a shared registry one finds everybody's."""
    for command in ("history", "undo"):
        assert call(command, NAME, "--user", "bob").code == 4


def test_prune_thins_out_what_is_long_ago(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so first and does it then: of yesterday one an hour, of last month one a day."""
    ports = replace(wiring.wire(), engine=FakeEngine())
    now = int(time.time()) // 86400 * 86400 + 3600
    ages = [40.5 * 86400, 40.2 * 86400, 3 * 86400, 3 * 86400 - 60, 100, 50]
    for number, age in enumerate(ages):
        monkeypatch.setattr("time.time", lambda age=age: now - age)
        (work / "main.py").write_text(f"{number}\n")
        ports.points.record(work, "up")
    monkeypatch.setattr("time.time", lambda: now)
    (would,) = [one for one in prune(ports, dry=True, kept=False).removed if one.kind == "points"]
    assert would.name == NAME
    assert len(ports.points.points(work)) == 7
    (did,) = [one for one in prune(ports, dry=False, kept=False).removed if one.kind == "points"]
    assert did == would
    left = [one.number for one in ports.points.points(work)]
    assert left == [107, 106, 105, 103, 101]
    assert prune(ports, dry=True, kept=False).removed == ()


def test_down_names_the_work_first_and_keeps_what_was_undone(work: Path) -> None:
    """Before anything is removed; and where the files are as at first, but were others between."""
    ports = replace(wiring.wire(), engine=FakeEngine())
    said: list[Event] = []
    (work / "main.py").write_text("two\n")
    ports.points.record(work, "reset")
    (work / "neu.txt").write_text("new")
    result = down(NAME, work.parent, ports, said.append)
    assert said[0] == Notice(
        text="not handed over yet, and kept: 2 changed files (main.py, neu.txt)"
    )
    kept = Path(str(result.workspace))
    assert git(kept, "show", f"{result.ref}:neu.txt") == "new"
    for path in ("main.py", "neu.txt"):
        (kept / path).unlink()
    git(kept, "checkout", "--quiet", "--", ".")
    kept.rename(work)
    ports.registry.save(ports.registry.kept(NAME)[0].record)
    again = down(NAME, work.parent, ports, said.append)
    assert again.work is not None
    assert not again.work.any
    assert again.restore == f"sandbox restore {NAME}"
    numbers = [one.number for one in ports.points.points(Path(str(again.workspace)))]
    assert numbers == [104, 103, 102, 101]


@pytest.mark.parametrize(
    ("ago", "said"),
    [(60, "today"), (86400, "yesterday"), (3 * 86400, "Friday"), (9 * 86400, "2030-06-01")],
)
def test_when(ago: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As people say it; across the change of the clocks as well."""
    monkeypatch.setitem(os.environ, "TZ", "Europe/Berlin")
    time.tzset()
    now = time.mktime((2030, 6, 10, 12, 0, 0, 0, 0, -1))
    assert when(now - ago, now).startswith(said)
    monkeypatch.undo()
    time.tzset()


def test_history_names_ways_that_lead_somewhere(call: Call, work: Path) -> None:
    """Neither an undo where there is nothing before, nor a number where one is already."""
    (work / "main.py").write_text("two\n")
    call("undo")
    first = call("history").out
    assert "`sandbox undo` goes one step back" not in first
    assert "--at 102` goes to that number" in " ".join(first.split())
    call("restore", "--at", "102")
    second = " ".join(call("history").out.split())
    assert "`sandbox undo` goes one step back, `sandbox restore shop-anna --at 101`" in second
