"""The folder is made anew while nothing puts empty folders into its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.model.facts import ContainerState
from sandbox.model.records import SandboxRecord
from sandbox.verbs import workspace
from tests.unit.model.samples import WANTED


class Restarting(FakeEngine):
    """In which an app that stops again and again seems to run whenever somebody looks."""

    restarts = 0

    def state(self, name: str) -> ContainerState | None:
        found = super().state(name)
        return replace(found, restarts=self.restarts) if found else None


@pytest.mark.parametrize(("restarts", "state"), [(3, "exited"), (0, "running")])
def test_an_app_that_is_restarted_stands_still_while_the_code_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, restarts: int, state: str
) -> None:
    """Also where it seems to run in that moment; one that really does goes on."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    engine = Restarting(images=(WANTED.app.image,))
    ports = replace(wiring.wire("anna"), engine=engine)
    labels = (("sandbox.name", str(WANTED.name)), ("sandbox.role", "app"), ("sandbox.user", "anna"))
    engine.create(replace(WANTED.app, network=None, labels=labels))
    engine.start(WANTED.app.name)
    engine.restarts = restarts
    record = SandboxRecord(
        name=str(WANTED.name),
        app="shop",
        user="anna",
        label=None,
        source="",
        workspace=str(tmp_path / "gone"),
        branch="",
    )
    seen: list[str] = []

    def copied(*_: object) -> tuple[()]:
        seen.append(engine.boxes[WANTED.app.name].state)
        return ()

    monkeypatch.setattr(workspace, "carry_out", copied)
    workspace.fetch_workspace(record, ports, lambda _: None)
    assert seen == [state]
