"""Walks a plan, in parallel where its steps allow, and emits events. It decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from sandbox.events import Emit, StepFailed, StepFinished, StepStarted
from sandbox.model.plan import Plan, Step

WORKERS = 8  # more threads gain nothing with one engine
Perform = Callable[[Step], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOutcome:
    """seconds: wall time; note: one fact worth showing."""

    step: Step
    seconds: float
    note: str | None


def execute(
    plan: Plan, perform: Perform, emit: Emit, *, interrupt: Callable[[], None]
) -> tuple[StepOutcome, ...]:
    """Carry out every step once what it needs is done; the outcomes in order of completion.

    perform: does one step and returns a note; interrupt: asks running steps to stop early.
    The first error stops new steps and is raised once the running ones are through, and so is
    KeyboardInterrupt.
    """
    waiting = {step.key: step for step in plan}
    running: dict[Future[StepOutcome], Step] = {}
    outcomes: list[StepOutcome] = []
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        while waiting or running:
            for step in _ready(waiting, running):
                del waiting[step.key]
                running[pool.submit(_carry_out, step, perform, emit)] = step
            try:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
            except KeyboardInterrupt:
                interrupt()
                raise
            for future in done:
                del running[future]
                outcomes.append(future.result())
    return tuple(outcomes)


def _ready(waiting: dict[str, Step], running: dict[Future[StepOutcome], Step]) -> list[Step]:
    unfinished = set(waiting) | {step.key for step in running.values()}
    ready = [step for step in waiting.values() if not unfinished.intersection(step.needs)]
    if not ready and not running:
        raise ValueError(f"steps need each other: {', '.join(waiting)}")
    return ready


def _carry_out(step: Step, perform: Perform, emit: Emit) -> StepOutcome:
    emit(StepStarted(key=step.key, doing=step.doing, shown=step.shown))
    began = time.monotonic()
    try:
        note = perform(step)
    except BaseException:
        emit(StepFailed(key=step.key, title=step.doing))
        raise
    seconds = time.monotonic() - began
    emit(StepFinished(key=step.key, title=step.title, seconds=seconds, note=note, shown=step.shown))
    return StepOutcome(step=step, seconds=seconds, note=note)
