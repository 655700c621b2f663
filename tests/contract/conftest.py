"""The same tests against Docker and against the engine in memory."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.model.facts import ExecResult
from sandbox.model.stack import ContainerSpec
from sandbox.ports import Engine

IMAGE = "debian:bookworm-slim"
USER = f"contract-test-{os.getpid()}"
SLEEP = ("sleep", "600")
_numbers = itertools.count(1)


class Case:
    """An engine, names of our own, and what programs do where they do not really run."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.base = f"{USER}-{next(_numbers)}"
        self.labels = {"sandbox.user": USER, "sandbox.name": self.base}

    def name(self, role: str = "app") -> str:
        return f"{self.base}-{role}"

    def spec(
        self,
        role: str = "app",
        *,
        command: tuple[str, ...] = SLEEP,
        network: str | None = None,
        image: str = IMAGE,
    ) -> ContainerSpec:
        return ContainerSpec(
            name=self.name(role),
            role=role,
            image=image,
            command=command,
            network=network,
            memory_mb=64,
            restart=False,
            labels=tuple({**self.labels, "sandbox.role": role}.items()),
        )

    def running(
        self, role: str = "app", *, command: tuple[str, ...] = SLEEP, network: str | None = None
    ) -> str:
        """The name of a started container."""
        self.engine.create(self.spec(role, command=command, network=network))
        self.engine.start(self.name(role))
        return self.name(role)

    def network(self, role: str = "network") -> str:
        name = f"{self.base}-{role}"
        self.engine.create_isolated(name, {**self.labels, "sandbox.role": role})
        return name

    def runs(self, command: tuple[str, ...], *, code: int = 0, said: str = "") -> tuple[str, ...]:
        """A container's command that ends by itself, and how."""
        if isinstance(self.engine, FakeEngine):
            self.engine.runs[command] = (code, said)
        return command

    def answers(
        self, command: tuple[str, ...], *, code: int = 0, output: str = "", errors: str = ""
    ) -> tuple[str, ...]:
        """A command inside, and what it answers."""
        if isinstance(self.engine, FakeEngine):
            self.engine.answers[command] = ExecResult(code=code, output=output, errors=errors)
        return command

    def clear(self) -> None:
        for container in self.engine.containers(self.labels):
            self.engine.remove(container.name)
        for network in self.engine.networks(self.labels):
            self.engine.remove_network(network.name)
        for image in self.engine.images({"sandbox.user": USER}):
            for tag in image.tags:
                self.engine.remove_image(tag)


ENGINES: dict[str, Callable[[], Engine]] = {
    "memory": lambda: FakeEngine(images=(IMAGE,)),
    "docker": DockerEngine,
}


@pytest.fixture(params=ENGINES)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    """Each test runs once on every engine; all it made is removed, whatever happened."""
    made = Case(ENGINES[request.param]())
    try:
        yield made
    finally:
        made.clear()


@pytest.fixture
def docker_case() -> Iterator[Case]:
    """Docker itself, for what only real containers can show."""
    made = Case(DockerEngine())
    try:
        yield made
    finally:
        made.clear()
