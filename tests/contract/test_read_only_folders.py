"""Folders that are read only: moved and removed by who owns them, refused before where nobody may.

Root may do everything, so that the tests go on as somebody else.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import errors, wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.adapters.files.host import UNPRIVILEGED, HostFiles
from sandbox.model.records import SandboxRecord
from sandbox.model.stack import ContainerSpec
from sandbox.verbs.down import down


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of somebody who is not root."""
    folder = Path(tempfile.mkdtemp(prefix="sandbox-test-", dir="/tmp")).resolve()
    if os.getuid() == 0:
        os.chown(folder, UNPRIVILEGED, UNPRIVILEGED)
    yield folder
    for base, folders, _ in os.walk(folder):
        for name in folders:
            (Path(base) / name).chmod(0o755)
    shutil.rmtree(folder)


def as_somebody(work: Callable[[], None]) -> None:
    """In a process of its own, as no root. Raises AssertionError with what failed there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
                os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
            work()
            code = 0
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(code)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    assert status == 0, os.read(reading, 1 << 16).decode()
    os.close(reading)


def workspace(place: Path) -> Path:
    folder = place / "workspaces" / "shop-anna"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "mine.txt").write_text("mine")
    for one in (folder / "deep", folder):
        one.chmod(0o555)
    return folder


def test_a_read_only_folder_is_moved_as_it_is(place: Path) -> None:
    """Its contents are there, and it is as read only as before."""

    def work() -> None:
        folder, target = workspace(place), place / "kept" / "workspace"
        assert HostFiles().is_movable(folder)
        HostFiles().move(folder, target)
        assert not folder.exists()
        assert (target / "deep" / "mine.txt").read_text() == "mine"
        assert target.stat().st_mode & 0o777 == 0o555

    as_somebody(work)


def test_a_read_only_folder_is_removed(place: Path) -> None:
    """With all that is in it."""

    def work() -> None:
        folder = workspace(place)
        HostFiles().remove(folder)
        assert not folder.exists()

    as_somebody(work)


def test_down_stops_before_it_removed_anything(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder cannot be moved the sandbox runs on, and what to do is said."""
    monkeypatch.setenv("SANDBOX_HOME", str(place / "home"))

    def work() -> None:
        folder = workspace(place)
        folder.parent.chmod(0o555)
        engine = FakeEngine(images=("app",))
        ports = replace(wiring.wire("anna"), engine=engine)
        labels = (("sandbox.name", "shop-anna"), ("sandbox.user", "anna"))
        engine.create(ContainerSpec(name="shop-anna-app", role="app", image="app", labels=labels))
        record = SandboxRecord(
            name="shop-anna",
            app="shop",
            user="anna",
            label=None,
            source="",
            workspace=str(folder),
            branch="sandbox/anna/work",
        )
        ports.registry.save(record)
        with pytest.raises(errors.ToolMissing, match="cannot be put away") as refused:
            down("shop-anna", place, ports, lambda event: None)
        assert str(folder.parent) in str(refused.value.hint)
        assert "Nothing was removed" in str(refused.value.kept)
        assert engine.state("shop-anna-app") is not None
        assert ports.registry.get("shop-anna") == record
        assert ports.registry.kept() == []

    as_somebody(work)
