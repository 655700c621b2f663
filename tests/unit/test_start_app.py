"""What is mounted into the app's container is looked at once more when it starts."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.effects.app import start_app
from sandbox.effects.jobs import run_migrations
from sandbox.errors import Refused
from sandbox.model.builds.dockerfile import facts
from sandbox.model.mounts import mounts_of
from sandbox.model.records import SandboxRecord
from sandbox.model.stack import Bind
from sandbox.model.steps import StartApp
from sandbox.ports import Ports
from tests.unit.model.samples import SPEC, WANTED


def registered(tmp_path: Path, engine: FakeEngine) -> tuple[Ports, Path]:
    """The ports of somebody who has the sandbox, and its workspace."""
    workspace = tmp_path / "workspace"
    (workspace / "src" / "static").mkdir(parents=True)
    ports = replace(wiring.wire("anna"), engine=engine)
    ports.registry.save(
        SandboxRecord(
            name=str(WANTED.name),
            app="shop",
            user="anna",
            label=None,
            source="",
            workspace=str(workspace),
            branch="",
        )
    )
    return ports, workspace


class Watched(FakeEngine):
    """Remembers what state the app was in when a job was started."""

    def start(self, name: str) -> None:
        if name.endswith("--job"):
            self.seen = self.boxes[WANTED.app.name].state
        super().start(name)


def test_the_app_stands_still_while_a_migrations_folders_are_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot put a link in a folder's place in that moment, and goes on afterwards."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    engine = Watched(images=(WANTED.app.image,))
    ports, workspace = registered(tmp_path, engine)
    binds = (Bind(source=f"{workspace}/src/static", target="/srv/static"),)
    stack = replace(WANTED, app=replace(WANTED.app, binds=binds, network=None))
    engine.create(stack.app)
    engine.start(stack.app.name)
    engine.runs[SPEC.database.migrate] = (0, "done")
    engine.create_isolated("job", {})
    run_migrations(ports, stack, SPEC, network="job", database="golden")
    assert engine.seen == "paused"
    assert engine.boxes[stack.app.name].state == "running"
    shutil.rmtree(workspace / "src" / "static")
    os.symlink("/etc", workspace / "src" / "static")
    with pytest.raises(Refused, match="is a link out of its folder"):
        run_migrations(ports, stack, SPEC, network="job", database="golden")
    assert engine.boxes[stack.app.name].state == "running"


def test_a_folder_that_became_a_link_is_not_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app that still ran while the image was built cannot reach the host that way."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    engine = FakeEngine(images=(WANTED.app.image,))
    ports, workspace = registered(tmp_path, engine)
    binds = (Bind(source=f"{workspace}/src/static", target="/srv/static"),)
    container = replace(WANTED.app, binds=binds, network=None)
    step = StartApp(container=container, why="")
    start_app(step, ports, lambda _: None)
    engine.remove(container.name)
    shutil.rmtree(workspace / "src" / "static")
    os.symlink("/etc", workspace / "src" / "static")
    with pytest.raises(Refused, match="is a link out of its folder"):
        start_app(step, ports, lambda _: None)
    assert engine.state(container.name) is None


def test_what_lies_inside_a_mounted_folder_is_no_mount_of_its_own() -> None:
    """Code in the container could swap it for a link to a folder of the host."""
    text = "FROM x\nCOPY src /app/src\nCOPY src/static /srv/static\nCOPY srcs /srcs\n"
    paths = frozenset({"src/a.py", "src/static/a.css", "srcs/b.py"})
    found = mounts_of(facts(text), paths)
    assert [(one.source, one.target) for one in found] == [("src", "/app/src"), ("srcs", "/srcs")]
