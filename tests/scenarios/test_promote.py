"""`sandbox promote`: the work becomes a branch and a text that a developer is glad to get."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import APPS, git, make_app
from tests.scenarios.conftest import MakePerson
from tests.scenarios.person import Sandbox

SETTINGS = (APPS / "tiny" / "sandbox.toml").read_text()
TESTS = '\n[review]\ntests = ["python", "check.py"]\n'
CHECK = """import server_parts
assert server_parts.TOTAL == 2, "the total is wrong"
print("1 passed")
"""
KEY = "sk_" + "live_51H8abcdefghijklmnopqrstu"
ANNA = "Anna Lee <anna@example.org>"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, app_name: str) -> Path:
    """An app whose maintainers say how its tests are run."""
    changes: dict[str, str | None] = {
        "sandbox.toml": SETTINGS + TESTS,
        "check.py": CHECK,
        "server_parts.py": "TOTAL = 2\n",
    }
    return make_app(tmp_path_factory.mktemp("apps") / app_name, changes)


@pytest.fixture(scope="module")
def sandbox(make_person: MakePerson, app: Path) -> Sandbox:
    return make_person().up(app)


def promote(sandbox: Sandbox, *words: str, code: int = 0) -> dict[str, object]:
    done = sandbox.person.sandbox("promote", sandbox.name, *words, "--json", code=code)
    document: dict[str, object] = done.json if code == 0 else {"error": done.out}
    return document


def test_it_asks_for_a_title_and_who_it_is_by(sandbox: Sandbox) -> None:
    """In one sentence each, before anything is done."""
    untitled = sandbox.person.sandbox("promote", sandbox.name, code=2)
    assert "The work needs a title" in untitled.err
    nameless = sandbox.person.sandbox("promote", "--as", "Anna", "-m", "Board", code=2)
    assert "'Anna' is not a name with an address" in nameless.err
    words = ("promote", sandbox.name, "-m", "Board", "--as", ANNA)
    assert "there is nothing to hand over" in sandbox.person.sandbox(*words, code=2).err


def test_work_is_handed_over_as_a_draft_and_then_ready(sandbox: Sandbox, app: Path) -> None:
    """What blocks is said with its place, and mended the same review has the newest work."""
    workspace, person = sandbox.workspace, sandbox.person
    (workspace / "server_parts.py").write_text(f"TOTAL = 3\nKEY = '{KEY}'\n")
    first = promote(sandbox, "-m", "Board of totals", "--about", "It adds up.")
    found = {(one["check"], one["file"], one["line"]) for one in first["findings"]}  # type: ignore
    assert found == {("tests", "", 0), ("secrets", "server_parts.py", 2)}
    branch = str(first["branch"])
    assert branch == f"sandbox/{person.user}/board-of-totals"
    text = Path(first["pull_request"]["url"]).read_text()  # type: ignore
    assert text.startswith("# Board of totals (draft)\n")
    assert "AssertionError: the total is wrong" in text
    assert "It adds up." in text
    assert KEY not in text
    assert git("log", "-1", "--format=%an <%ae>", branch, folder=app).strip() == ANNA
    assert not [one for one in engine.left_of(person.user) if "-check" in one]
    assert (workspace / "server_parts.py").read_text().startswith("TOTAL = 3")

    (workspace / "server_parts.py").write_text("TOTAL = 1 + 1\n")
    second = promote(sandbox)
    assert second["findings"] == []
    assert second["branch"] == branch
    checks = {one["check"]: one["state"] for one in second["checks"]}  # type: ignore
    assert checks["clean-room"] == checks["tests"] == "ok"
    assert git("rev-parse", f"{branch}^", folder=app).strip() == first["commit"]
    assert git("show", f"{branch}:server_parts.py", folder=app) == "TOTAL = 1 + 1\n"
    shown = person.sandbox("status", sandbox.name).out
    assert 'Review   "Board of totals", handed over less than a minute ago\n' in shown
    (workspace / "server_parts.py").write_text("TOTAL = 1 + 1 + 0\n")
    assert person.status(sandbox.name)["review"]["newer_work"]
    (workspace / "server_parts.py").write_text("TOTAL = 1 + 1\n")
    _forget_the_review(sandbox)
    assert promote(sandbox)["pull_request"], "a command that was killed before is gone on with"
    again = promote(sandbox, code=2)
    assert "the review has it all" in str(again["error"])


def _forget_the_review(sandbox: Sandbox) -> None:
    """As a command leaves it that was killed between the push and the pull request."""
    registry = sqlite3.connect(sandbox.person.home / "registry.sqlite")
    key = f"handed:{sandbox.name}"
    ((said,),) = registry.execute("SELECT value FROM settings WHERE key = ?", (key,))
    killed = json.dumps(json.loads(said) | {"url": "", "number": None})
    registry.execute("UPDATE settings SET value = ? WHERE key = ?", (killed, key))
    registry.commit()
    registry.close()


def test_files_that_developers_changed_meanwhile(sandbox: Sandbox, app: Path) -> None:
    """Nothing is forced: it says which file, who changed it, and what to tell the assistant."""
    (app / "server_parts.py").write_text("TOTAL = 4 - 2\n")
    git("commit", "--quiet", "-a", "-m", "Another total", folder=app)
    (sandbox.workspace / "server_parts.py").write_text("TOTAL = 2 * 1\n")
    said = str(promote(sandbox, code=1)["error"])
    assert "server_parts.py: changed by Maintainer" in said
    assert "(Another total)" in said
    assert "resolve every conflict" in said


def test_down_says_what_is_not_handed_over_and_only_that(sandbox: Sandbox) -> None:
    """Work that developers have is not called missing."""
    (sandbox.workspace / "server_parts.py").write_text("TOTAL = 1 + 1\n")
    assert not sandbox.person.status(sandbox.name)["review"]["newer_work"]
    assert "not handed over yet" not in sandbox.person.sandbox("down", sandbox.name).err
