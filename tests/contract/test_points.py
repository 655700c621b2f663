"""Points of the code, on real git: all of it is in them, nothing of the person's is touched."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from sandbox.adapters.beneath import Folder
from sandbox.adapters.git.points import GitPoints
from sandbox.adapters.git.present import SETTLED, Entry, look
from sandbox.adapters.git.repositories import GitRepositories
from sandbox.errors import SandboxError
from sandbox.model.points import one_back
from tests.contract.test_git import BRANCH, WHO, app, git, work

__all__ = ["app", "work"]
REF = "refs/sandbox/points"
SHA1_OF_NEW = "3e757656cf36eca53338e520d134963a44f793f8"


def shown(work: Path, path: str, ref: str = REF) -> bytes:
    """What the newest point holds at a path."""
    words = ["git", "cat-file", "blob", f"{ref}:{path}"]
    return subprocess.run(words, cwd=work, capture_output=True, check=True).stdout


def held(work: Path) -> set[str]:
    listed = git(work, "ls-tree", "-r", "--name-only", "-z", REF)
    return set(filter(None, listed.split("\0")))


def state(work: Path) -> list[str]:
    """All of the person's own in git."""
    questions = (
        ("status", "--porcelain"),
        ("rev-parse", "HEAD"),
        ("branch", "--show-current"),
        ("diff", "--cached"),
        ("for-each-ref", "refs/heads", "refs/remotes"),
        ("reflog",),
    )
    return [git(work, *words) for words in questions]


def test_a_point_holds_everything_and_touches_nothing(work: Path) -> None:
    """New files too; index, branch and folder stay as they were, ignored files stay out."""
    points = GitPoints()
    points.record(work, "up")
    (work / "main.py").write_text("staged\n")
    git(work, "add", "main.py")
    (work / "main.py").write_text("two\n")
    (work / "neu.txt").write_text("new")
    (work / "link").symlink_to("/etc/hostname")
    (work / ".env").write_text("SECRET=1")
    (work / "ä file.txt").unlink()
    before, index = state(work), (work / ".git" / "index").read_bytes()
    made = points.record(work, "reset")
    assert made is not None
    assert (made.verb, made.files) == ("reset", 4)
    assert made.names == ("link", "main.py", "neu.txt", "ä file.txt")
    assert held(work) == {".gitignore", "main.py", "neu.txt", "link"}
    assert (shown(work, "main.py"), shown(work, "link")) == (b"two\n", b"/etc/hostname")
    assert (state(work), (work / ".git" / "index").read_bytes()) == (before, index)
    assert GitRepositories().work(work).commits == 0


def test_nothing_is_recorded_where_nothing_changed(work: Path) -> None:
    """Not after a look, a touch or a commit; the next point has the last one as its parent."""
    points = GitPoints()
    first = points.record(work, "up")
    assert first is not None
    (work / "main.py").touch()
    assert points.record(work, "reset") is None
    (work / "main.py").write_text("two\n")
    second = points.record(work, "reset")
    git(work, "commit", "--quiet", "--all", "-m", "mine")
    assert points.record(work, "down") is None
    assert second is not None
    assert git(work, "rev-parse", f"{second.commit}^") == first.commit
    assert [one.number for one in points.points(work)] == [102, 101]


def test_a_change_in_the_same_moment_and_of_the_same_size_is_seen(work: Path) -> None:
    """Also where the time of writing is set back to what it was."""
    points = GitPoints()
    file = work / "main.py"
    for text in ("aaa\n", "bbb\n", "ccc\n"):
        file.write_text(text)
        os.utime(file, (1, 1))
        assert points.record(work, "up") is not None
        assert shown(work, "main.py") == text.encode()


def test_a_file_that_was_just_written_is_read_again(work: Path) -> None:
    """What is written in the same moment after it was read has the same times."""
    with Folder(work) as top:
        (work / "main.py").write_text("new\n")
        assert look(top, "main.py", None, "sha1") == Entry("100644", SHA1_OF_NEW)
        time.sleep(SETTLED)
        settled = look(top, "main.py", None, "sha1")
        assert settled is not None
        assert settled.stamp
        other = settled._replace(digest="as remembered")
        assert look(top, "main.py", other, "sha1") == other


def test_undo_goes_back_step_by_step_and_comes_forward_again(work: Path) -> None:
    """Files, rights and links; what was not there then goes, what was there comes back."""
    points = GitPoints()
    texts = ["one\n", "two\n", "three\n"]
    for number, text in enumerate(texts):
        (work / "main.py").write_text(text)
        (work / f"new{number}").write_text(text)
        points.record(work, "up")
    (work / "main.py").chmod(0o755)
    (work / "folder").mkdir()
    (work / "folder" / "last").symlink_to("../main.py")
    (work / "debug.log").write_text("ignored\n")
    back(points, work)
    assert ((work / "main.py").stat().st_mode & 0o100, (work / "folder").exists()) == (0, False)
    assert [back(points, work), (work / "main.py").read_text()] == [102, "two\n"]
    assert not (work / "new2").exists()
    assert [back(points, work), (work / "main.py").read_text()] == [101, "one\n"]
    assert one_back(points.points(work)) is None
    assert (work / "debug.log").read_text() == "ignored\n"
    points.go(work, 104, "restore")
    assert os.readlink(work / "folder" / "last") == "../main.py"
    assert (work / "main.py").read_text() == "three\n"
    assert (work / "main.py").stat().st_mode & 0o100
    assert [one.number for one in points.points(work)] == [105, 104, 103, 102, 101]


def back(points: GitPoints, work: Path) -> int:
    """One step; the number that was gone to."""
    points.record(work, "undo")
    target = one_back(points.points(work))
    assert target is not None
    points.go(work, target.number, "undo")
    return target.number


def test_work_after_an_undo_has_what_was_gone_back_to_before_it(work: Path) -> None:
    """What was undone stays reachable by its number."""
    points = GitPoints()
    for text in ("one\n", "two\n"):
        (work / "main.py").write_text(text)
        points.record(work, "up")
    back(points, work)
    (work / "main.py").write_text("other\n")
    assert [back(points, work), (work / "main.py").read_text()] == [103, "one\n"]
    points.go(work, 102, "restore")
    assert (work / "main.py").read_text() == "two\n"
    points.go(work, 104, "restore")
    assert (work / "main.py").read_text() == "other\n"


def test_what_was_not_recorded_is_never_overwritten(work: Path) -> None:
    """An ignored file, one too large, a folder of somebody's in the place of what comes back."""
    points = GitPoints()
    for name in ("a", "b", "c"):
        (work / name).write_text("old")
    points.record(work, "up")
    (work / ".gitignore").write_text("a\nc\n")
    (work / "b").write_bytes(b"x" * (9 << 20))
    for name in ("a", "c"):
        (work / name).unlink()
    (work / "c").mkdir()
    (work / "c" / "mine").write_text("mine")
    git(work, "rm", "-r", "--cached", "--quiet", "--ignore-unmatch", "a", "c")
    (work / "a").write_text("ignored now")
    made, left = points.go(work, 101, "restore")
    assert set(left) == {"a", "b", "c"}
    assert (work / "a").read_text() == "ignored now"
    assert (work / "c" / "mine").read_text() == "mine"
    assert (work / "b").stat().st_size == 9 << 20
    assert "b" in made.left_out


def test_an_empty_folder_is_in_no_files_way(work: Path) -> None:
    """It holds nothing of anybody's, so nobody recorded it."""
    points = GitPoints()
    (work / "x").write_text("file")
    points.record(work, "up")
    (work / "x").unlink()
    (work / "x" / "y").mkdir(parents=True)
    _, left = points.go(work, 101, "undo")
    assert (left, (work / "x").read_text()) == ((), "file")


def test_a_file_that_was_too_large_then_stays_as_it_is(work: Path) -> None:
    """Nobody recorded it: that it is not in the point does not mean that it was not there."""
    points = GitPoints()
    (work / "dump ü.sql").write_bytes(b"x" * (9 << 20))
    first = points.record(work, "up")
    assert first is not None
    assert first.left_out == ("dump ü.sql",)
    (work / "dump ü.sql").write_text("small")
    points.record(work, "reset")
    points.go(work, 101, "undo")
    assert (work / "dump ü.sql").read_text() == "small"


def test_before_the_first_commit_and_in_the_middle_of_a_merge(work: Path, tmp_path: Path) -> None:
    """Files are recorded as they lie there; a merge stays as unresolved as it was."""
    points, unborn = GitPoints(), tmp_path / "unborn"
    unborn.mkdir()
    git(unborn, "init", "--quiet")
    (unborn / "first.txt").write_text("first")
    assert points.record(unborn, "up")
    assert shown(unborn, "first.txt") == b"first"
    git(work, "checkout", "--quiet", "-b", "side")
    (work / "main.py").write_text("side\n")
    git(work, "commit", "--quiet", "--all", "-m", "side")
    git(work, "checkout", "--quiet", BRANCH)
    (work / "main.py").write_text("mine\n")
    git(work, "commit", "--quiet", "--all", "-m", "mine")
    subprocess.run(["git", *WHO, "merge", "side"], cwd=work, capture_output=True, check=False)
    assert points.record(work, "up")
    assert b"<<<<<<<" in shown(work, "main.py")
    assert git(work, "status", "--porcelain").startswith("UU")


def test_names_and_bytes_that_are_no_text(work: Path) -> None:
    """Line ends are not converted, whatever the repository asks for, and any name will do."""
    (work / ".gitattributes").write_text("* text eol=lf ident working-tree-encoding=UTF-16\n")
    odd = [b'tab\tnew\nline\rquote"back\\slash', b"not \xff utf-8", b" lead", b"-n", b"$Id$"]
    for name in odd:
        Path(os.fsdecode(os.fsencode(work) + b"/" + name)).write_bytes(b"$Id$\r\n\0\xff" + name)
    points = GitPoints()
    points.record(work, "up")
    for name in odd:
        os.unlink(os.fsencode(work) + b"/" + name)
    points.record(work, "reset")
    points.go(work, 101, "undo")
    for name in odd:
        path = Path(os.fsdecode(os.fsencode(work) + b"/" + name))
        assert path.read_bytes() == b"$Id$\r\n\0\xff" + name


def test_what_cannot_be_read_is_named_and_left_alone(work: Path) -> None:
    """A pipe, a socket's like, and where git's own notes are spoilt."""
    os.mkfifo(work / "pipe")
    (work / "main.py").write_text("two\n")
    (work / ".git" / "index").write_bytes(b"spoilt")
    points = GitPoints()
    assert points.record(work, "up")
    assert shown(work, "main.py") == b"two\n"
    assert "pipe" not in held(work)


def test_points_are_thinned_out_and_keep_what_they_hold(work: Path) -> None:
    """Those between go, numbers and files of the others stay, and going back still works."""
    points = GitPoints()
    for number in range(5):
        (work / "main.py").write_text(f"{number}\n")
        points.record(work, "up")
    points.drop(work, [102, 104])
    assert [one.number for one in points.points(work)] == [105, 103, 101]
    assert points.record(work, "up") is None
    assert [back(points, work), (work / "main.py").read_text()] == [103, "2\n"]
    assert [back(points, work), (work / "main.py").read_text()] == [101, "0\n"]
    git(work, "fsck", "--connectivity-only")


def test_what_a_killed_command_left_is_in_nobodys_way(work: Path) -> None:
    """Neither git's own lock of the points nor an unfinished file."""
    points = GitPoints()
    points.record(work, "up")
    (work / "main.py").write_text("two\n")
    for left in (f"{REF}.lock", "sandbox/coming.unfinished"):
        (work / ".git" / left).write_text("left")
    assert points.record(work, "up")
    points.go(work, 101, "undo")
    assert (work / "main.py").read_text() == "one\n"


def test_a_commit_that_the_person_dropped_is_kept_by_the_points(work: Path) -> None:
    """As long as a point was made while it was there."""
    points = GitPoints()
    points.record(work, "up")
    (work / "main.py").write_text("two\n")
    git(work, "commit", "--quiet", "--all", "-m", "mine")
    lost = git(work, "rev-parse", "HEAD")
    points.record(work, "up")
    git(work, "reset", "--quiet", "--hard", "HEAD~1")
    git(work, "reflog", "expire", "--expire=now", "--all")
    git(work, "gc", "--quiet", "--prune=now")
    assert git(work, "show", f"{lost}:main.py") == "two"


def test_the_point_is_also_had_by_another_name(work: Path) -> None:
    """As `down` wants it; also where nothing changed since."""
    points = GitPoints()
    made = points.record(work, "up")
    points.record(work, "down", pin="refs/sandbox/kept/1")
    assert made is not None
    assert git(work, "rev-parse", "refs/sandbox/kept/1") == made.commit


def test_whether_something_is_to_be_recorded(work: Path) -> None:
    """Told without recording: another word for each further change, none for nothing."""
    points = GitPoints()
    assert points.mark(work)
    points.record(work, "up")
    assert points.mark(work) == ""
    (work / "main.py").write_text("two\n")
    first = points.mark(work)
    assert first == points.mark(work) != ""
    (work / "main.py").write_text("six\n")
    assert points.mark(work) not in ("", first)


def test_a_folder_that_is_no_repository_is_said(tmp_path: Path) -> None:
    """In the place of the workspace, or gone."""
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(SandboxError):
            GitPoints().record(folder, "up")
