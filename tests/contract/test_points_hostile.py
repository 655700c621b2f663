"""Points of a workspace that somebody tampered with: nothing of it runs, nothing leads out."""

from __future__ import annotations

from pathlib import Path

from sandbox.adapters.git.points import GitPoints
from tests.contract.test_git import app, git, work
from tests.contract.test_points import held, shown

__all__ = ["app", "work"]


def test_files_of_a_repository_within_are_recorded_and_its_settings_do_not_run(
    work: Path, tmp_path: Path
) -> None:
    """Of a submodule and of one that nobody added."""
    marker = tmp_path / "ran"
    for name in ("linked", "loose"):
        nested = work / name
        nested.mkdir()
        git(nested, "init", "--quiet")
        (nested / "code.txt").write_text("one\n")
        git(nested, "add", "--all")
        git(nested, "commit", "--quiet", "-m", "first")
        git(nested, "config", "filter.planted.clean", f"touch '{marker}'; cat")
        git(nested, "config", "core.fsmonitor", f"touch '{marker}'")
        (nested / ".gitattributes").write_text("* filter=planted\n")
    git(work, "add", "linked")
    points = GitPoints()
    points.record(work, "up")
    (work / "linked" / "code.txt").write_text("two\n")
    (work / "loose" / "more.txt").write_text("more\n")
    points.record(work, "reset")
    assert shown(work, "linked/code.txt") == b"two\n"
    assert shown(work, "loose/more.txt") == b"more\n"
    points.go(work, 101, "undo")
    assert (work / "linked" / "code.txt").read_text() == "one\n"
    assert not (work / "loose" / "more.txt").exists()
    assert not marker.exists()


def test_programs_that_the_repositorys_settings_name_do_not_run(work: Path, tmp_path: Path) -> None:
    """Filters, hooks and watchers of the workspace itself."""
    marker = tmp_path / "ran"
    for key in ("filter.planted.clean", "filter.planted.smudge", "core.fsmonitor"):
        git(work, "config", key, f"touch '{marker}'; cat")
    for hook in ("reference-transaction", "post-index-change", "pre-auto-gc"):
        path = work / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
        path.chmod(0o755)
    (work / ".gitattributes").write_text("* filter=planted\n")
    points = GitPoints()
    points.record(work, "up")
    (work / "main.py").write_text("two\n")
    points.record(work, "up")
    points.go(work, 101, "undo")
    points.drop(work, [102])
    assert not marker.exists()
    assert (work / "main.py").read_text() == "one\n"


def test_a_link_that_takes_a_folders_place_leads_nowhere(work: Path, tmp_path: Path) -> None:
    """Not out of the workspace, neither when it is recorded nor when files come back."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    (work / "folder").mkdir()
    (work / "folder" / "secret").write_text("mine")
    git(work, "add", "--all")
    points = GitPoints()
    points.record(work, "up")
    (work / "folder" / "secret").unlink()
    (work / "folder").rmdir()
    (work / "folder").symlink_to(outside)
    points.record(work, "up")
    assert held(work) >= {"folder"}
    assert "folder/secret" not in held(work)
    points.go(work, 101, "undo")
    assert (work / "folder" / "secret").read_text() == "mine"
    assert (outside / "secret").read_text() == "secret"
