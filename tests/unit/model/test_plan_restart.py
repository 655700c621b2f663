"""The printed plan of an app that is started anew."""

from __future__ import annotations

from sandbox.model.restart import ILL, SILENT, plan_restart
from tests.unit.model.samples import SPEC, WANTED


def test_one_that_is_silent_is_ended_and_started() -> None:
    """A hung app never takes in what is mended: its container is started anew."""
    words = [step.key for step in plan_restart(SPEC, WANTED, why=SILENT)]
    assert words == ["stop app", "start app", "wait app"]


def test_one_that_answers_with_an_error_goes_on() -> None:
    """It is only waited for."""
    assert [step.key for step in plan_restart(SPEC, WANTED, why=ILL)] == ["wait app"]
