"""Files that were quiet for a while are recorded by the way; on real git, with a clock of ours."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.errors import EngineDown
from sandbox.model.observed import ObservedContainer
from sandbox.ports import Ports
from sandbox.verbs.watch import Watch
from tests.contract.test_git import app
from tests.unit.cli.test_history import NAME, work

__all__ = ["app", "work"]
QUIET = 60


class Engine(FakeEngine):
    """One that knows whether the sandbox runs, or does not answer (None)."""

    running: bool | None = True

    def containers(self, labels: object) -> list[ObservedContainer]:
        if self.running is None:
            raise EngineDown("away")
        return [_container()] if self.running else []


def _container() -> ObservedContainer:
    return ObservedContainer(
        name=f"{NAME}-app",
        role="app",
        image="",
        state="running",
        spec_hash="",
        labels={"sandbox.name": NAME},
        networks=(),
        created=0.0,
    )


@dataclass
class Time:
    """Passes when one sleeps; what happens meanwhile is what `then` does, once a sleep."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ports(work: Path) -> Ports:
    return replace(wiring.wire(), engine=Engine())


def made(ports: Ports, work: Path) -> list[str]:
    return [one.verb for one in ports.points.points(work)]


def test_what_is_quiet_for_a_minute_is_recorded_once(ports: Ports, work: Path) -> None:
    """Not while it still changes, and not again."""
    time = Time()
    watch = Watch(ports, QUIET, clock=time)
    records = ports.registry.all()
    for second in range(4):
        (work / "main.py").write_text(f"{second}\n")
        time.now += QUIET - 1
        watch.look(records)
    assert made(ports, work) == ["up"]
    for _ in range(4):
        time.now += QUIET
        watch.look(records)
    assert made(ports, work) == ["watch", "up"]


def test_what_is_never_quiet_is_recorded_all_the_same(ports: Ports, work: Path) -> None:
    """A file that something writes to all day does not keep the others from being kept."""
    time = Time()
    watch = Watch(ports, QUIET, clock=time)
    for second in range(60):
        (work / "main.py").write_text(f"{second}\n")
        time.now += QUIET / 4
        watch.look(ports.registry.all())
    assert made(ports, work)[0] == "watch"


def test_it_ends_with_the_last_sandbox(ports: Ports) -> None:
    """Put away, or not running, which is asked for a second time after a while."""
    time = Time()

    def sleep(seconds: float) -> None:
        time.now += 61

    ports.engine.running = False  # type: ignore[attr-defined]
    Watch(ports, QUIET, clock=time, sleep=sleep).run()
    assert time.now == 1061
    ports.registry.remove(NAME)
    Watch(ports, QUIET, clock=time, sleep=sleep).run()
    assert time.now == 1061


def test_it_ends_with_the_home_and_survives_errors(
    ports: Ports, work: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Docker that is away and a workspace that cannot be read are no reason to stop."""
    ports.engine.running = None  # type: ignore[attr-defined]
    time, sleeps = Time(), []

    def sleep(seconds: float) -> None:
        time.now += 61
        sleeps.append(seconds)
        if len(sleeps) == 1:
            (work / ".git").rename(work / "away")
        if len(sleeps) == 3:
            (work / "away").rename(work / ".git")
            (work / "main.py").write_text("two\n")
        if len(sleeps) == 6:
            assert made(ports, work)[0] == "watch"
            shutil.rmtree(home)

    Watch(ports, QUIET, clock=time, sleep=sleep).run()
    assert len(sleeps) == 6
    assert not home.exists()
