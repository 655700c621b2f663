"""What the app wrote in its copy leads the tool nowhere, and runs nothing on the host."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from sandbox.adapters.beneath import DEEPEST
from sandbox.adapters.files.host import HostFiles
from sandbox.adapters.git.repositories import GitRepositories
from sandbox.errors import Refused, SandboxError, UsageError
from sandbox.ports import Ports
from sandbox.verbs.production import settings_here
from sandbox.verbs.recipefile import recipe_text
from tests.contract.test_beneath import FOREIGN, NAMES, OWN, facts, outside, swapping, workspace
from tests.contract.test_git import git

__all__ = ["outside", "workspace"]
KEPT = "refs/sandbox/kept/1"
CHANGED = "its own"  # as long as what is outside


def test_what_is_kept_is_the_codes(workspace: Path) -> None:
    """However fast a folder and a link change places while the work is recorded."""
    repositories = GitRepositories()
    for name in NAMES:
        (workspace / "swapped" / name).write_text(CHANGED)
    with swapping(workspace):
        for _ in range(25):
            repositories.keep(workspace, KEPT, "as it was")
    words = ["git", "cat-file", "--batch-all-objects", "--batch"]
    stored = subprocess.run(words, cwd=workspace, capture_output=True, check=True).stdout
    assert CHANGED.encode() in stored
    assert FOREIGN.encode() not in stored
    repositories.keep(workspace, KEPT, "as it was")
    tree = git(workspace, "ls-tree", "-r", KEPT)
    assert "120000" in tree, "a link is recorded as a link"


def test_nothing_beneath_a_link_is_looked_through(workspace: Path, outside: Path) -> None:
    """A folder that git knows, and that the app replaced by a link to somebody's own."""
    assert GitRepositories().suspects(workspace, "the own")
    (workspace / "swapped").rename(workspace / "away")
    (workspace / "swapped").symlink_to(outside)
    assert GitRepositories().suspects(workspace, FOREIGN) == []
    GitRepositories().keep(workspace, KEPT, "as it was")
    names = git(workspace, "ls-tree", "-r", "--name-only", KEPT).split()
    assert [one for one in names if one.startswith("swapped")] == ["swapped"]


@pytest.mark.parametrize("form", ["file", "link"])
def test_another_history_in_place_of_the_own_is_refused(
    workspace: Path, tmp_path: Path, form: str
) -> None:
    """git would follow it, and run the programs that are named in its settings."""
    marker, foreign = tmp_path / "ran", workspace / "history"
    (workspace / ".git").rename(foreign)
    git(workspace, f"--git-dir={foreign}", "config", "core.fsmonitor", f"touch {marker}; false")
    git(workspace, f"--git-dir={foreign}", "config", "filter.x.clean", f"touch {marker}; cat")
    git(workspace, f"--git-dir={foreign}", "config", "core.bare", "false")
    (workspace / ".gitattributes").write_text("* filter=x\n")
    if form == "file":
        (workspace / ".git").write_text(f"gitdir: {foreign}\n")
    else:
        (workspace / ".git").symlink_to(foreign)
    (workspace / "swapped" / NAMES[0]).write_text(CHANGED)
    repositories = GitRepositories()
    for look in (
        lambda: repositories.view(workspace, lambda _: True),
        lambda: repositories.work(workspace),
        lambda: repositories.keep(workspace, KEPT, "as it was"),
        lambda: repositories.suspects(workspace, "own"),
        lambda: repositories.hide(workspace, ["own"], [f"swapped/{NAMES[0]}"]),
        lambda: repositories.deepen(workspace),
    ):
        with pytest.raises(Refused, match=r"place of the folder \.git"):
            look()
    assert not marker.exists()
    git(workspace, "status")  # the trap is a real one
    assert marker.exists()


def test_a_history_around_the_copy_is_not_taken_for_its_own(workspace: Path) -> None:
    """The person keeps a folder above in git; what is in the copy is not recorded there."""
    git(workspace.parent, "init", "--quiet")
    git(workspace.parent, "commit", "--quiet", "--allow-empty", "-m", "the person's own")
    (workspace / ".git" / "HEAD").unlink()
    with pytest.raises(SandboxError):
        GitRepositories().keep(workspace, KEPT, "as it was")
    assert git(workspace.parent, "for-each-ref", "refs/sandbox") == ""


def test_pipes_and_huge_files_hold_nothing_up(workspace: Path) -> None:
    """Nothing waits for a writer; a file without an end is left where it is, and named."""
    (workspace / "swapped" / NAMES[0]).unlink()
    os.mkfifo(workspace / "swapped" / NAMES[0])
    os.mkfifo(workspace / "new")
    with (workspace / "swapped" / NAMES[1]).open("wb") as file:
        file.truncate(1 << 40)
    repositories = GitRepositories()
    assert repositories.suspects(workspace, "the own")
    repositories.keep(workspace, KEPT, "as it was")
    assert NAMES[1] in git(workspace, "log", "-1", "--format=%b", KEPT)
    assert git(workspace, "show", f"{KEPT}:swapped/{NAMES[1]}") == "the own"
    names = git(workspace, "ls-tree", "-r", "--name-only", KEPT)
    assert NAMES[0] not in names
    assert "new" not in names


def test_removing_takes_nothing_outside(workspace: Path, outside: Path) -> None:
    """However fast a folder and a link change places; folders without an end go too."""
    before, files = facts(outside), HostFiles()
    for number in range(30):
        deep = workspace / "deep"
        for _ in range(DEEPEST + 50 if number == 0 else 3):
            deep /= "d"
        deep.mkdir(parents=True)
        (deep / "file").write_text("x")
        (workspace / "closed" / "inner").mkdir(parents=True)
        (workspace / "closed").chmod(0)
        (workspace / "swapped").mkdir(exist_ok=True)
        (workspace / "link").unlink(missing_ok=True)
        (workspace / "link").symlink_to(outside)
        with swapping(workspace):
            files.remove(workspace)
        files.remove(workspace)
        assert not workspace.exists()
    assert facts(outside) == before


def test_clearing_takes_nothing_outside(workspace: Path, outside: Path) -> None:
    """Empty folders of others stay; a link is something, however empty what it leads to is."""
    files, bare = HostFiles(), workspace.parent / "bare"
    (outside / "empty").mkdir()
    (bare / "swapped" / "in").mkdir(parents=True)
    assert files.is_absent(bare)
    (bare / "link").symlink_to(outside)
    assert not files.is_absent(bare)
    with swapping(bare):
        files.clear(bare)
    assert (outside / "empty").is_dir()
    assert not bare.exists()


def test_a_folder_is_not_mounted_over_a_link(workspace: Path, outside: Path) -> None:
    """Neither where it is one nor where one leads there; one that is not there yet is made."""
    files = HostFiles()
    (outside / "inner").mkdir()
    assert files.holds(workspace, ".")
    assert files.holds(workspace, "swapped")
    assert files.holds(workspace, "swapped/new")
    assert not files.holds(workspace, "link")
    assert not files.holds(workspace, "link/inner")
    assert not files.holds(workspace, "../outside")


def test_a_recipe_in_the_copy_is_not_read_through_a_link(workspace: Path, outside: Path) -> None:
    """What is no recipe is shown; so a link that the app put there would show any file."""
    record = SimpleNamespace(workspace=str(workspace))
    ports = cast(
        Ports, SimpleNamespace(files=HostFiles(), registry=SimpleNamespace(all=lambda: [record]))
    )
    (workspace / "seeds.toml").symlink_to(outside / NAMES[0])
    os.mkfifo(workspace / "pipe.toml")
    for name in ("seeds.toml", f"link/{NAMES[0]}", "pipe.toml", f"swapped/../link/{NAMES[0]}"):
        with pytest.raises(UsageError, match="link"):
            recipe_text(workspace, name, ports)
    assert recipe_text(workspace / "swapped", NAMES[0], ports) == OWN
    assert recipe_text(workspace, str(outside / NAMES[0]), ports) == FOREIGN
    (workspace / "sandbox.toml").symlink_to(outside / NAMES[0])
    with pytest.raises(UsageError, match="plain file"):
        settings_here(workspace / "swapped", ports)
