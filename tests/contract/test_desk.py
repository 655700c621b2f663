"""The desk that work goes over, on real git."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.adapters.git.desk import GitDesk, GitDesks
from sandbox.adapters.git.repositories import GitRepositories
from sandbox.errors import NotFound, Refused, ToolMissing, WorkFailed
from sandbox.model.handover.naming import Author
from sandbox.model.handover.request import Handed
from sandbox.review.finding import Facts
from sandbox.review.not_source import not_source
from sandbox.verbs.desk import meet
from sandbox.verbs.handing import _free_branch
from tests.contract.test_git import git

ANNA = Author(name="Anna Lee", address="anna@example.org")
REF = "refs/sandbox/promote"
BRANCH = "sandbox/anna/board"


class Place:
    """A remote, a developer's copy, and a contributor's workspace."""

    def __init__(self, folder: Path) -> None:
        self.remote, self.dev = folder / "app.git", folder / "dev"
        self.workspace = folder / "workspace"
        folder.mkdir(exist_ok=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch", "trunk", str(self.remote))
        git(folder, "clone", "--quiet", str(self.remote), str(self.dev))
        git(self.dev, "checkout", "--quiet", "-b", "trunk")
        self.develop("main.py", "one\n")
        self.develop("other.py", "two\n")
        GitRepositories().clone(
            str(self.remote), self.workspace, branch="sandbox/anna/work", base=None,
            on_line=lambda _: None,
        )  # fmt: skip
        self.desk = GitDesks(folder / "desks").open("shop-anna", str(self.remote))

    def develop(self, path: str, text: str, branch: str = "trunk") -> None:
        (self.dev / path).write_text(text)
        git(self.dev, "add", "--all")
        git(self.dev, "commit", "--quiet", "-m", f"{path} changed")
        git(self.dev, "push", "--quiet", "origin", f"HEAD:{branch}")

    def work(self, path: str, text: str) -> str:
        (self.workspace / path).write_text(text)
        GitRepositories().keep(self.workspace, REF, "work")
        self.desk.fetch(None)
        return self.desk.take(self.workspace, REF)

    def hand_over(self, work: str, last: Handed | None) -> Handed:
        base = self.desk.fetch(None)
        ready = meet(self.desk, work, base, BRANCH, last, ANNA)
        assert ready.collisions == ()
        commit = self.desk.commit(ready.tree, ready.parents, "Board\n", ANNA)
        self.desk.push(commit, BRANCH)
        return Handed(
            title="Board", about="", branch=BRANCH, commit=commit, url="", number=None, at=0.0
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "place")


def test_work_and_what_developers_did_meanwhile(place: Place) -> None:
    """The change that is reviewed is the person's own, on the newest of the app."""
    work = place.work("new.py", "mine\n")
    place.develop("other.py", "three\n")
    handed = place.hand_over(work, None)
    base = place.desk.fetch(None)
    change = place.desk.change(base.commit, handed.commit)
    assert [(one.path, one.how, one.added) for one in change.files] == [
        ("new.py", "added", ((1, "mine"),))
    ]
    assert git(place.remote, "log", "-1", "--format=%an %ae", BRANCH) == "Anna Lee anna@example.org"
    assert git(place.remote, "rev-parse", f"{BRANCH}^") == base.commit


def test_files_that_collide_are_named_with_who_changed_them(place: Place) -> None:
    """And nothing of the workspace is touched."""
    work = place.work("main.py", "mine\n")
    place.develop("main.py", "theirs\n")
    merged = place.desk.merge(place.desk.fetch(None).commit, work)
    assert [(one.file, one.by, one.subject) for one in merged.collisions] == [
        ("main.py", "Dev", "main.py changed")
    ]
    assert (place.workspace / "main.py").read_text() == "mine\n"


def test_a_second_time_follows_the_first_and_keeps_what_reviewers_added(place: Place) -> None:
    """Nothing on the branch is ever overwritten."""
    first = place.hand_over(place.work("new.py", "mine\n"), None)
    git(place.dev, "fetch", "--quiet", "origin", BRANCH)
    git(place.dev, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    place.develop("reviewed.py", "by a reviewer\n", BRANCH)
    git(place.dev, "checkout", "--quiet", "trunk")
    place.develop("other.py", "four\n")
    second = place.hand_over(place.work("new.py", "mine, better\n"), first)
    shown = {path: git(place.remote, "show", f"{BRANCH}:{path}") for path in
             ("new.py", "reviewed.py", "other.py")}  # fmt: skip
    assert shown == {"new.py": "mine, better", "reviewed.py": "by a reviewer", "other.py": "four"}
    assert place.desk.contains(second.commit, first.commit)


def test_only_branches_of_our_own_are_pushed(place: Place) -> None:
    """Whatever any configuration says."""
    work = place.work("new.py", "mine\n")
    for branch in ("trunk", "main", "sandbox/anna", "release/sandbox/a/b"):
        with pytest.raises(Refused):
            place.desk.push(work, branch)


def test_what_a_workspace_says_of_its_remote_counts_for_nothing(
    place: Place, tmp_path: Path
) -> None:
    """Its settings could lead the work, and the person's rights, anywhere, or run a program."""
    mark = tmp_path / "ran"
    for key, value in (
        ("remote.origin.url", f"ext::sh -c touch% {mark}"),
        ("uploadpack.packObjectsHook", f"touch {mark}; false"),
        ("core.sshCommand", f"touch {mark}"),
        ("credential.helper", f"!touch {mark}"),
    ):
        git(place.workspace, "config", key, value)
    handed = place.hand_over(place.work("new.py", "mine\n"), None)
    assert git(place.remote, "rev-parse", BRANCH) == handed.commit
    assert not mark.exists()


def test_a_hook_that_refuses_is_heard(place: Place) -> None:
    """The remote's own words are passed on."""
    work = place.work("new.py", "mine\n")
    hook = place.remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'names need a ticket' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(WorkFailed, match="did not take the work: names need a ticket"):
        place.hand_over(work, None)


def test_a_remote_or_a_branch_that_is_gone(place: Place, tmp_path: Path) -> None:
    """In plain words, with what is kept."""
    with pytest.raises(NotFound, match="has no branch gone any more"):
        place.desk.fetch("gone")
    lost = GitDesk(place.desk.folder, str(tmp_path / "nowhere.git"))
    with pytest.raises(ToolMissing, match="cannot be reached"):
        lost.fetch(None)


def test_texts_and_sizes_of_a_commit(place: Place) -> None:
    """What is binary has a size and no lines; odd names come through."""
    (place.workspace / "ä b.bin").write_bytes(b"\0\1\2")
    commit = place.work('quo"te.py', "x = 1\n")
    change = place.desk.change(place.desk.fetch(None).commit, commit)
    assert [(one.path, one.binary, one.size) for one in change.files] == [
        ('quo"te.py', False, 6),
        ("ä b.bin", True, 3),
    ]
    texts = place.desk.read(commit, ["main.py", "ä b.bin", "none.py"])
    assert texts == {"main.py": "one\n"}


def test_a_carriage_return_hides_no_line(place: Place) -> None:
    """In a name, or alone in the middle of a line."""
    commit = place.work("odd\rname.py", "x = 1\rKEY = 2\ny = 3\r\n")
    change = place.desk.change(place.desk.fetch(None).commit, commit)
    assert [(one.path, one.added) for one in change.files] == [
        ("odd\rname.py", ((1, "x = 1\rKEY = 2"), (2, "y = 3")))
    ]


def test_files_that_are_too_large_are_named(place: Place) -> None:
    """They stay where they are; nobody has to find out from what is missing."""
    (place.workspace / "a, b.bin").write_bytes(b"\0" * (9 << 20))
    commit = place.work("new.py", "mine\n")
    assert place.desk.left_out(commit) == ("a, b.bin",)
    assert place.desk.left_out(place.work("new.py", "again\n") + "^") == ()
    checked = not_source(place.desk.change(commit, commit), Facts(left_out=("a, b.bin",)))
    assert [one.file for one in checked.findings] == ["a, b.bin"]


def test_two_sandboxes_with_one_title_have_branches_of_their_own(place: Place) -> None:
    """The second must not undo what the first handed over."""
    place.hand_over(place.work("new.py", "mine\n"), None)
    assert _free_branch(place.desk, "anna", "board") == f"{BRANCH}-2"
    assert _free_branch(place.desk, "anna", "other") == "sandbox/anna/other"
