"""While the tool works in a workspace, the app swaps a folder there for a link out of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.adapters.beneath import DEEPEST, MOST_TEXT, Folder
from sandbox.adapters.docker.context import archived
from sandbox.adapters.files.host import HostFiles
from sandbox.adapters.git import hiding
from sandbox.adapters.git.repositories import GitRepositories
from sandbox.errors import WorkFailed
from tests.contract.test_git import git

TRIES = 300
OWN, FOREIGN = "the own", "foreign"  # as long as each other: only what is read tells them apart
NAMES = [f"f{number}.txt" for number in range(10)]
SWAP = """
import ctypes, os, sys
swap = ctypes.CDLL(None).renameat2
one, other = (os.fsencode(path) for path in sys.argv[1:])
print(swap(-100, one, -100, other, 2), flush=True)
parent = os.getppid()
while os.getppid() == parent:
    swap(-100, one, -100, other, 2)
"""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(FOREIGN)
        (folder / name).chmod(0o600)
    return folder


@pytest.fixture
def workspace(tmp_path: Path, outside: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "swapped").mkdir(parents=True)
    git(folder, "init", "--quiet")
    for name in NAMES:
        (folder / "swapped" / name).write_text(OWN)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "first")
    (folder / "link").symlink_to(outside)
    return folder


@contextmanager
def swapping(workspace: Path) -> Iterator[None]:
    """By a process of its own, as fast as it can."""
    paths = (str(workspace / "swapped"), str(workspace / "link"))
    with subprocess.Popen([sys.executable, "-c", SWAP, *paths], stdout=subprocess.PIPE) as app:
        try:
            assert app.stdout is not None
            assert app.stdout.readline() == b"0\n"
            yield
        finally:
            app.kill()


def facts(folder: Path) -> list[tuple[int, int, int, str]]:
    found = [(folder / name, (folder / name).stat()) for name in NAMES]
    return [(one.st_uid, one.st_gid, one.st_mode, path.read_text()) for path, one in found]


def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests run as somebody else, its part is played without changing owners."""
    if os.getuid() != 0:
        monkeypatch.setattr(os, "getuid", lambda: 0)
        monkeypatch.setattr(os, "fchown", lambda *_: None)
        monkeypatch.setattr(os, "chown", lambda *_: None)


def test_sharing_changes_nothing_outside(
    workspace: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However fast a folder and a link change places while rights are given."""
    as_root(monkeypatch)
    before, files = facts(outside), HostFiles()
    with swapping(workspace):
        for _ in range(TRIES):
            files.share(workspace)
    assert facts(outside) == before


def test_the_archive_of_a_build_holds_nothing_from_outside(workspace: Path) -> None:
    """However fast a folder and a link change places while it is written."""
    found: set[bytes] = set()
    with swapping(workspace):
        for _ in range(TRIES):
            with archived(workspace, [], {}) as file, tarfile.open(fileobj=file) as archive:
                members = [one for one in archive if one.name.endswith(".txt")]
                contents = [archive.extractfile(one) for one in members]
                found |= {one.read() for one in contents if one is not None}
    assert found == {OWN.encode()}


def test_what_is_read_of_the_code_is_the_codes(workspace: Path) -> None:
    """However fast a folder and a link change places while files are listed and read."""
    paths = [f"{folder}/{name}" for folder in ("swapped", "link") for name in NAMES]
    texts: set[str] = set()
    digests: set[str] = set()
    with swapping(workspace):
        for _ in range(TRIES):
            with Folder(workspace) as top:
                found = [path for path in paths if top.is_file(path)]
                texts |= {text for path in found if (text := top.read_text(path)) is not None}
            digests |= set(GitRepositories().digests(workspace, paths).values())
        for _ in range(20):
            view = GitRepositories().view(workspace, lambda path: path.endswith(".txt"))
            texts |= set(view.texts.values())
    assert texts == {OWN}
    assert len(digests) == 1


def test_hiding_writes_nothing_outside(workspace: Path, outside: Path) -> None:
    """However fast a folder and a link change places while placeholders are put in."""
    before = facts(outside)
    with swapping(workspace):
        for number in range(TRIES * 10):
            with Folder(workspace) as top:
                for text in (FOREIGN, OWN):
                    try:
                        hiding._replace(top, f"swapped/{NAMES[number % 10]}", [(text, text[::-1])])
                    except FileNotFoundError:
                        continue
    assert facts(outside) == before


def test_notes_are_not_written_through_a_link(workspace: Path, outside: Path) -> None:
    """The app puts one in the place of a file that the tool writes in its own corner."""
    room = workspace / ".git" / "sandbox"
    room.mkdir()
    (room / "looked").symlink_to(outside / NAMES[0])
    (room / "hidden.json").symlink_to(outside / NAMES[0])
    before = facts(outside)
    with pytest.raises(WorkFailed, match="looked"):
        GitRepositories().note_looked(workspace, "1")
    with pytest.raises(WorkFailed, match=r"hidden\.json"):
        GitRepositories().hide(workspace, [OWN], [f"swapped/{NAMES[0]}"])
    assert facts(outside) == before


def test_a_large_file_is_not_read_as_a_text(workspace: Path) -> None:
    """A sparse file costs its writer nothing; it is listed, and its text left out."""
    with (workspace / "requirements-big.txt").open("wb") as file:
        file.truncate(MOST_TEXT + 1)
    view = GitRepositories().view(workspace, lambda path: True)
    assert "requirements-big.txt" in view.paths
    assert "requirements-big.txt" not in view.texts
    assert view.texts[f"swapped/{NAMES[0]}"] == OWN


def test_a_file_with_a_second_name_keeps_its_rights(
    workspace: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one may be outside: packages are installed that way from a common store."""
    as_root(monkeypatch)
    (workspace / "swapped" / "linked").hardlink_to(outside / NAMES[0])
    before = facts(outside)
    HostFiles().share(workspace)
    assert facts(outside) == before
    assert (workspace / "swapped" / NAMES[0]).stat().st_mode & 0o060 == 0o060


def test_a_pipe_is_not_waited_for(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor a path out of the folder opened, nor folders without an end gone down."""
    as_root(monkeypatch)
    os.mkfifo(workspace / "requirements.txt")
    deep = workspace
    for _ in range(DEEPEST + 5):
        deep /= "d"
    deep.mkdir(parents=True)
    HostFiles().share(workspace)
    with archived(workspace, [], {}) as file, tarfile.open(fileobj=file) as archive:
        names = archive.getnames()
    assert "requirements.txt" not in names
    assert "/".join("d" * DEEPEST) in names
    paths = ["requirements.txt", "../outside/f0.txt", "/etc/hostname", "swapped/f0.txt"]
    assert list(GitRepositories().digests(workspace, paths)) == ["swapped/f0.txt"]


def test_an_ignore_file_that_is_a_link_stops_the_build(workspace: Path, outside: Path) -> None:
    """Without what it says, secrets would get into the image."""
    (workspace / ".dockerignore").symlink_to(outside / NAMES[0])
    with pytest.raises(WorkFailed, match="dockerignore"), archived(workspace, [], {}):
        pass


def test_a_text_is_not_read_through_a_link(workspace: Path, outside: Path) -> None:
    """A Dockerfile that is one would show the first lines of any file where it is refused."""
    (workspace / "Dockerfile").symlink_to(outside / NAMES[0])
    files = HostFiles()
    assert files.read_text(workspace, "Dockerfile") is None
    assert files.read_text(workspace, f"link/{NAMES[0]}") is None
    assert files.read_text(workspace, f"swapped/{NAMES[0]}") == OWN
