"""Towards what is wanted, whatever others do meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.errors import ImageUnavailable
from sandbox.events import Emit
from sandbox.execute import StepOutcome
from sandbox.model.observed import Observed
from sandbox.model.plan import Plan
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.verbs import converge as verb
from sandbox.verbs.observe import Wanted
from tests.unit.model.samples import SPEC, WANTED

RECORD = SandboxRecord(
    name=str(WANTED.name),
    app="shop",
    user="anna",
    label=None,
    source="",
    workspace="/workspace",
    branch="",
)


@pytest.mark.parametrize("pruned", [True, False])
def test_an_image_that_somebodys_prune_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pruned: bool
) -> None:
    """It is built again; where another image is missing that helps nobody, and it is said."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path))
    images = {WANTED.app.image, WANTED.database.image}
    left = images - {WANTED.app.image} if pruned else images
    ports = replace(wiring.wire("anna"), engine=FakeEngine(images=left))
    seen = iter([Observed(images=frozenset(images)), Observed(images=frozenset(left))])
    plans: list[Plan] = []

    def carry_out(steps: Plan, ports: Ports, emit: Emit, name: str) -> tuple[StepOutcome, ...]:
        plans.append(steps)
        if len(plans) == 1:
            raise ImageUnavailable("an image is gone")
        return ()

    monkeypatch.setattr(verb, "observe", lambda wanted, ports: next(seen))
    monkeypatch.setattr(verb, "carry_out", carry_out)
    wanted = Wanted(spec=SPEC, stack=WANTED)
    if pruned:
        verb.converge(wanted, RECORD, ports, lambda event: None)
        built = [any(one.word == "build" for one in steps) for steps in plans]
        assert built == [False, True]
    else:
        with pytest.raises(ImageUnavailable):
            verb.converge(wanted, RECORD, ports, lambda event: None)
        assert len(plans) == 1
