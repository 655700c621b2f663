"""A program of ours beside a running container, on Docker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.errors import NotFound, WorkFailed
from tests.contract.conftest import IMAGE, Case
from tests.scenarios.engine import docker, inspect

OTHER = "65533:65533"
LOOK = ("sh", "-c", 'read -r line; echo "$line $(id -u) $WORD"; cat /proc/1/comm; exit 3')


@pytest.fixture
def case() -> Iterator[Case]:
    made = Case(DockerEngine())
    yield made
    for name in (made.name(), made.name("beside")):
        made.engine.remove(name)


def test_a_program_beside_a_container_lives_among_its_processes(case: Case) -> None:
    """As another user, with what it is told; others run in it as long as it waits, then it goes."""
    container, name = case.running(), case.name("beside")
    with case.engine.beside(
        container, IMAGE, name, LOOK, user=OTHER, labels=case.labels, env={"WORD": "word"}
    ) as finish:
        assert case.engine.execute(name, ("id", "-u"), user="65532").output == "65532\n"
        result = finish([b"hello\n"])
    first = case.engine.execute(container, ("cat", "/proc/1/comm")).output
    assert (result.code, result.output) == (3, f"hello 65533 word\n{first}")
    assert case.engine.state(name) is None


def test_nothing_runs_beside_what_is_not_there(case: Case) -> None:
    """And nothing is left of it."""
    name = case.name("beside")
    beside = case.engine.beside(
        "nothing-there", IMAGE, name, LOOK, user=OTHER, labels=case.labels, env={}
    )
    with pytest.raises((NotFound, WorkFailed)), beside:
        pass
    assert case.engine.state(name) is None


def test_the_volumes_that_its_image_asks_for_go_with_it(case: Case) -> None:
    """Two a proof would fill the disk in time."""
    container, name = case.running(), case.name("beside")
    with case.engine.beside(
        container, "postgres:15", name, LOOK, user=OTHER, labels=case.labels, env={}
    ) as finish:
        mounts = inspect(name)["Mounts"]
        finish([b"hello\n"])
    (volume,) = [one["Name"] for one in mounts if one["Type"] == "volume"]
    assert volume not in docker("volume", "ls", "--quiet").split()
