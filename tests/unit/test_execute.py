"""Walking a plan."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import ClassVar

import pytest

from sandbox import execute as execution
from sandbox.events import Event, StepFailed, StepFinished, StepStarted
from sandbox.execute import execute
from sandbox.model.plan import Plan, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(Step):
    word: ClassVar[str] = "do"
    name: str

    @property
    def subject(self) -> str:
        return self.name


def do(name: str, *needs: str) -> Do:
    return Do(name=name, why="", needs=tuple(f"do {need}" for need in needs))


def never() -> None:
    raise AssertionError("nobody pressed Ctrl-C")


def silent(event: Event) -> None:
    pass


def test_steps_wait_for_what_they_need_wherever_they_stand() -> None:
    """The order of the plan does not matter, the needs do."""
    done: list[str] = []

    def perform(step: Step) -> None:
        done.append(step.subject)

    plan = Plan(steps=(do("c", "b"), do("b", "a"), do("a")))
    outcomes = execute(plan, perform, silent, interrupt=never)
    assert done == ["a", "b", "c"]
    assert [one.step.subject for one in outcomes] == ["a", "b", "c"]


def test_a_need_that_is_not_in_the_plan_is_already_met() -> None:
    """Plans hold only the missing steps."""
    assert (
        len(execute(Plan(steps=(do("a", "elsewhere"),)), lambda _: None, silent, interrupt=never))
        == 1
    )


def test_independent_steps_run_at_once() -> None:
    """Each waits for the other, which only works side by side."""
    both = threading.Barrier(2, timeout=5)

    def perform(step: Step) -> None:
        both.wait()

    assert len(execute(Plan(steps=(do("a"), do("b"))), perform, silent, interrupt=never)) == 2


def test_notes_and_seconds_come_back_and_are_told() -> None:
    """What a step says about itself is in its outcome and in its event."""
    events: list[Event] = []

    def perform(step: Step) -> str:
        time.sleep(0.02)
        return "14 tables"

    (outcome,) = execute(Plan(steps=(do("a"),)), perform, events.append, interrupt=never)
    assert outcome.note == "14 tables"
    assert outcome.seconds >= 0.02
    started, finished = events
    assert isinstance(started, StepStarted)
    assert isinstance(finished, StepFinished)
    assert (finished.key, finished.note) == ("do a", "14 tables")


def test_the_first_error_stops_new_steps_and_lets_running_ones_end() -> None:
    """Nothing begins behind a failure, and nothing is left half done."""
    events: list[Event] = []
    slow_began, slow_ended = threading.Event(), threading.Event()

    def perform(step: Step) -> None:
        if step.subject == "bad":
            slow_began.wait(5)
            raise RuntimeError("no")
        if step.subject == "slow":
            slow_began.set()
            time.sleep(0.1)
            slow_ended.set()

    plan = Plan(steps=(do("bad"), do("slow"), do("after", "bad"), do("later", "slow")))
    with pytest.raises(RuntimeError, match="no"):
        execute(plan, perform, events.append, interrupt=never)
    assert slow_ended.is_set()
    assert [one.key for one in events if isinstance(one, StepFailed)] == ["do bad"]
    started = {one.key for one in events if isinstance(one, StepStarted)}
    assert started == {"do bad", "do slow"}


def test_ctrl_c_asks_running_steps_to_stop_and_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """The running step is told, and ends before the command does."""
    told, ended = threading.Event(), threading.Event()

    def perform(step: Step) -> None:
        assert told.wait(5)
        ended.set()

    def pressed(*args: object, **options: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(execution, "wait", pressed)
    with pytest.raises(KeyboardInterrupt):
        execute(Plan(steps=(do("a"), do("b", "a"))), perform, silent, interrupt=told.set)
    assert ended.is_set()


def test_steps_that_need_each_other_are_refused() -> None:
    """Such a plan is our mistake and never begins in silence."""
    with pytest.raises(ValueError, match="do a, do b"):
        execute(Plan(steps=(do("a", "b"), do("b", "a"))), lambda _: None, silent, interrupt=never)


def test_an_empty_plan_is_done_at_once() -> None:
    """Nothing to do, nothing told."""
    events: list[Event] = []
    assert execute(Plan(), lambda _: None, events.append, interrupt=never) == ()
    assert events == []
