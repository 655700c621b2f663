"""A repository in the workspace that the app may write: its settings never run on the host."""

from __future__ import annotations

import os
from pathlib import Path

from sandbox.adapters.git.repositories import GitRepositories
from tests.contract.test_git import app, git, work

__all__ = ["app", "work"]


def plant(work: Path, marker: Path, *, linked: bool) -> Path:
    """A nested repository whose filter says that it ran; linked: as a submodule is."""
    nested = work / "library"
    nested.mkdir()
    git(nested, "init", "--quiet")
    (nested / "code.txt").write_text("one\n")
    git(nested, "add", "--all")
    git(nested, "commit", "--quiet", "-m", "first")
    if linked:
        git(work, "add", "library")
        git(work, "commit", "--quiet", "-m", "A library")
    git(nested, "config", "filter.planted.clean", f"touch '{marker}'; cat")
    (nested / ".gitattributes").write_text("* filter=planted\n")
    (nested / "code.txt").write_text("two\n")  # as long as before: git has to read it
    os.utime(nested / "code.txt", (1, 1))
    (work / ".gitmodules").write_text('[submodule "library"]\n\tpath = library\n\tignore = none\n')
    return nested


def look_at(work: Path) -> None:
    """Whatever a command does with a workspace."""
    repositories = GitRepositories()
    (work / "main.py").write_text("changed\n")
    assert "main.py" in repositories.work(work).changed
    view = repositories.view(work, lambda path: path.endswith(".py"))
    assert "main.py" in view.paths
    assert repositories.digests(work, view.paths)
    assert repositories.keep(work, "refs/sandbox/kept/test", "kept")


def test_a_submodules_filter_does_not_run(work: Path, tmp_path: Path) -> None:
    """Not by looking at the work, and not by recording it."""
    marker = tmp_path / "ran"
    nested = plant(work, marker, linked=True)
    git(work, "status")  # what git does by itself: the trap is a real one
    assert marker.exists()
    marker.unlink()
    look_at(work)
    assert not marker.exists()
    git(nested, "commit", "--quiet", "--allow-empty", "-m", "second")
    marker.unlink(missing_ok=True)
    look_at(work)
    assert not marker.exists()


def test_the_filter_of_a_repository_that_nobody_added_does_not_run(
    work: Path, tmp_path: Path
) -> None:
    """As the app can make one at any time."""
    marker = tmp_path / "ran"
    plant(work, marker, linked=False)
    look_at(work)
    assert not marker.exists()
