"""Which scenario a sandbox is said to have, where a reset did not end well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.errors import AppUnhealthy
from sandbox.model.plan import Plan, Step
from sandbox.model.records import SandboxRecord
from sandbox.model.stack import SPARE
from sandbox.model.steps import SwapData, WaitUntilHealthy
from sandbox.verbs import converge, reset
from tests.unit.model.samples import WANTED

SWAP = SwapData(stack=WANTED, incoming=SPARE, why="you asked for it")
WAIT = WaitUntilHealthy(
    container=WANTED.app.name,
    host=WANTED.name.host,
    path="/",
    seconds=1,
    why="it takes a moment",
    needs=("swap data",),
)


@pytest.mark.parametrize(("fails", "recorded"), [(WAIT.key, "awkward"), (SWAP.key, None)])
def test_the_scenario_on_record_is_that_of_the_live_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, recorded: str | None
) -> None:
    """Also where the app did not come up after the swap; not where the swap itself failed."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    ports = replace(wiring.wire("anna"), engine=FakeEngine())
    before = SandboxRecord(
        name="shop-anna", app="shop", user="anna", label=None, source="", workspace="", branch=""
    )
    ports.registry.save(before)

    def perform(step: Step) -> str | None:
        if step.key == fails:
            raise AppUnhealthy("the app did not start")
        return None

    monkeypatch.setattr(converge, "performer", lambda ports, emit: perform)
    with pytest.raises(AppUnhealthy):
        reset._carried_out(
            Plan(steps=(SWAP, WAIT)),
            replace(before, scenario="awkward"),
            None,
            ports,
            lambda event: None,
        )
    found = ports.registry.get("shop-anna")
    assert found is not None
    assert found.scenario == recorded
