"""Values that are hidden in a workspace, with the real git and the real finder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.adapters.git.repositories import GitRepositories
from sandbox.adapters.secrets.find import KnownForms
from sandbox.model.outside.secrets import SUSPECTS, Secret
from tests.contract.test_git import BRANCH, clone, git

# Put together here, so that no file of ours looks as if it held one.
STRIPE = "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc"
AWS = "AK" + "IAQYLPMN5HHHFPZAM2"
SLACK = "xox" + "b-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"
ODD = "p^s.w~d-x"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A repository with live values now, and one that was deleted again."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "trunk")
    (folder / "old.py").write_text(f"KEY = '{SLACK}'\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "first")
    (folder / "old.py").unlink()
    (folder / "pay ment.py").write_text(f"KEY = '{STRIPE}'\nOTHER = 1\nAGAIN = '{STRIPE}'")
    (folder / "run.sh").write_text(f"psql postgres://app:{ODD}@db.acme.com/x\n")
    (folder / "run.sh").chmod(0o755)
    (folder / "plain.py").write_text("nothing = 'here'\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "second")
    return folder


@pytest.fixture
def work(app: Path, tmp_path: Path) -> Path:
    target = tmp_path / "workspaces" / "shop-anna"
    clone(str(app), target)
    return target


def found(folder: Path, *, history: bool = False) -> list[Secret]:
    lines = GitRepositories().suspects(folder, SUSPECTS, history=history)
    finder = KnownForms()
    return [one for path, number, text in lines for one in finder.find(path, [(number, text)])]


def hide(folder: Path) -> None:
    secrets = found(folder)
    GitRepositories().hide(folder, [s.value for s in secrets], [s.path for s in secrets])


def test_live_values_are_found_where_they_are(work: Path) -> None:
    """Each with its file and line; what is said of it does not hold the value."""
    places = {(one.path, one.line, one.value) for one in found(work)}
    assert places == {
        ("pay ment.py", 1, STRIPE),
        ("pay ment.py", 3, STRIPE),
        ("run.sh", 1, ODD),
    }
    assert not any(value in str(one) for one in found(work) for value in (STRIPE, ODD))


def test_what_was_deleted_does_not_come_along(work: Path) -> None:
    """A clone has the newest commit and nothing older."""
    assert git(work, "rev-list", "--count", "--all") == "1"
    listed = git(work, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    blobs = [line.split()[0] for line in listed if line.split()[1] == "blob"]
    texts = [git(work, "cat-file", "blob", blob) for blob in blobs]
    assert any(STRIPE in text for text in texts)
    assert not any(SLACK in text for text in texts)


def test_the_whole_history_comes_along_where_it_is_wanted_and_is_looked_through(
    work: Path,
) -> None:
    """A value that an earlier commit held is found there."""
    GitRepositories().deepen(work)
    assert git(work, "rev-list", "--count", "--all") == "2"
    assert {one.value for one in found(work, history=True)} == {STRIPE, ODD, SLACK}


def test_a_hidden_value_is_in_no_file_and_counts_as_no_change(work: Path) -> None:
    """Nothing but the value is other than before, rights and last lines included."""
    hide(work)
    texts = [path.read_text() for path in work.iterdir() if path.is_file()]
    assert not any(STRIPE in text or ODD in text for text in texts)
    assert (work / "pay ment.py").read_text().endswith("'")
    assert (work / "run.sh").stat().st_mode & 0o777 == 0o755
    assert (work / "plain.py").read_text() == "nothing = 'here'\n"
    assert git(work, "status", "--porcelain") == ""
    assert GitRepositories().work(work).changed == ()
    assert GitRepositories().hides(work)


def test_work_on_a_file_with_a_hidden_value_is_kept_with_the_value(work: Path) -> None:
    """The reviewer sees the change and nothing else."""
    hide(work)
    file = work / "pay ment.py"
    file.write_text(file.read_text().replace("OTHER = 1", "OTHER = 2"))
    commit = GitRepositories().keep(work, "refs/sandbox/kept", "kept")
    assert git(work, "diff", "--stat", "HEAD", str(commit)).count("|") == 1
    shown = git(work, "show", f"{commit}:pay ment.py")
    assert shown == f"KEY = '{STRIPE}'\nOTHER = 2\nAGAIN = '{STRIPE}'"


def test_a_value_that_comes_later_is_hidden_besides_the_first(work: Path) -> None:
    """Values hidden earlier stay hidden, and come back out the same."""
    hide(work)
    (work / "later.py").write_text(f"ID = '{AWS}'\n")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "later")
    hide(work)
    texts = [path.read_text() for path in work.iterdir() if path.is_file()]
    assert not any(STRIPE in text or AWS in text for text in texts)
    assert git(work, "status", "--porcelain") == ""
    git(work, "checkout", "--quiet", "HEAD", "--", ".")
    assert STRIPE not in (work / "pay ment.py").read_text()
    assert git(work, "show", "HEAD:later.py") == f"ID = '{AWS}'"


def test_made_up_values_and_servers_of_ones_own_are_no_secrets(tmp_path: Path) -> None:
    """Documentation's keys, test keys, and passwords of local servers."""
    lines = [
        "aws = AKIAIOSFODNN7EXAMPLE",
        "stripe = sk_test_4eC39HqLyjWDarjtT1zdp7dc",
        "url = postgres://app:app@localhost/app",
        "url = redis://:pass@cache:6379",
        "url = amqp://guest:guest@mq.example.com",
    ]
    assert KnownForms().find("x", list(enumerate(lines, 1))) == []


@pytest.mark.parametrize(
    "value",
    [
        "sk_" + "live_51Habcdefghijkl" + "m" * 80,
        "rk_" + "live_1234567890",
        "AI" + "zaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe",
        "github" + "_pat_11ABCDEFG0123456789abc_defghij",
    ],
)
def test_newer_and_longer_keys_are_found_whole(value: str) -> None:
    """Nothing of a key is left over behind what is hidden of it."""
    assert [one.value for one in KnownForms().find("x", [(1, f'k = "{value}"')])] == [value]


def test_a_commit_is_looked_through_once(work: Path) -> None:
    """Until another is checked out, or more is known."""
    repositories = GitRepositories()
    assert not repositories.looked_through(work, "1")
    repositories.note_looked(work, "1")
    assert repositories.looked_through(work, "1")
    assert not repositories.looked_through(work, "2")
    git(work, "commit", "--quiet", "--allow-empty", "-m", "more")
    assert not repositories.looked_through(work, "1")


def test_the_branch_is_the_persons_own(work: Path) -> None:
    """As before: a shallow copy is worked in like any other."""
    assert git(work, "branch", "--show-current") == BRANCH
