"""Docker, as the verbs need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sandbox.model.builds.buildlimits import BUILD_LIMITS, BuildLimits
from sandbox.model.builds.origins import BaseImage
from sandbox.model.builds.plainbuild import PlainBuild
from sandbox.model.facts import (
    ContainerState,
    EngineFacts,
    ExecResult,
    ImageFacts,
    NetworkFacts,
    Usage,
)
from sandbox.model.observed import ObservedContainer, ObservedNetwork
from sandbox.model.proof.examined import Examined, ExaminedNetwork
from sandbox.model.stack import ContainerSpec
from sandbox.model.walls.confinement import Confinement

OnLine = Callable[[str], None]


class Conversation(Protocol):
    """A command inside a container that is written to and read from while it runs."""

    def write(self, data: bytes) -> None:
        """Waits while the command takes nothing. Raises WorkFailed where it has ended."""
        ...

    def read(self) -> bytes:
        """What it printed next, on either stream; nothing at its end."""
        ...


class Containers(Protocol):
    def containers(self, labels: Mapping[str, str]) -> list[ObservedContainer]:
        """Those that bear every label; an empty value matches any."""
        ...

    def state(self, name: str) -> ContainerState | None: ...
    def confinement(self, name: str) -> Confinement | None:
        """What the engine says that the container may; None where there is none."""
        ...

    def create(self, spec: ContainerSpec) -> None:
        """Raises Busy where the name is taken, ImageUnavailable where the image is gone, Refused
        where the engine gives it more than is wanted: it is gone then."""
        ...

    def start(self, name: str) -> None: ...
    def stop(self, name: str, *, seconds: int) -> None: ...
    def kill(self, name: str, signal: str) -> None:
        """Nothing happens where it does not run."""
        ...

    def pause(self, name: str) -> bool:
        """Its processes wait until `unpause`; False where it does not run."""
        ...

    def unpause(self, name: str) -> None:
        """Nothing happens where it does not wait."""
        ...

    def limit(self, spec: ContainerSpec) -> None:
        """Give the container of that name the limits in `spec`, while it runs."""
        ...

    def rename(self, name: str, to: str) -> None: ...
    def remove(self, name: str) -> bool:
        """By force, with its anonymous volumes; False where there is none."""
        ...

    def wait(self, name: str, *, seconds: float) -> int:
        """The exit code. Raises TimeoutError."""
        ...

    def logs(self, name: str, *, lines: int) -> str: ...
    def follow(self, name: str, *, lines: int) -> Iterator[str]: ...
    def put_file(self, name: str, path: str, content: bytes) -> None: ...
    def get_file(self, name: str, path: str) -> bytes | None: ...
    def execute(
        self,
        name: str,
        command: tuple[str, ...],
        *,
        user: str = "",
        stdin: Iterable[bytes] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> ExecResult: ...
    def stream(self, name: str, command: tuple[str, ...], *, user: str = "") -> Iterator[bytes]:
        """Standard output as it comes. Raises WorkFailed where the command fails."""
        ...

    def converse(
        self, name: str, command: tuple[str, ...], *, user: str = ""
    ) -> AbstractContextManager[Conversation]:
        """The command ends, or is left to its end, with the context."""
        ...

    def execute_detached(self, name: str, command: tuple[str, ...], *, user: str = "") -> None: ...
    def usage(self, names: Iterable[str]) -> dict[str, Usage]: ...


class Networks(Protocol):
    def networks(self, labels: Mapping[str, str]) -> list[ObservedNetwork]: ...
    def create_isolated(self, name: str, labels: Mapping[str, str]) -> None:
        """A network without a way out and without a route to the host; kept if there.

        Raises Refused where the engine makes it open: it is gone then.
        """
        ...

    def network(self, name: str) -> NetworkFacts | None: ...
    def shut_out_host(self, network: str) -> bool | None:
        """The engine's machine takes nothing in from sandboxes' networks, this one among them.

        False where that is not so and this process may not see to it, None where the engine's
        machine is another one.
        """
        ...

    def let_host_in(self) -> bool:
        """As if there had never been a sandbox; False where this process may not see to it."""
        ...

    def shut_out_host_by(self, image: str) -> None:
        """By a container in the machine's own network. Raises Refused."""
        ...

    def let_host_in_by(self, image: str) -> None:
        """The same. Raises Refused."""
        ...

    def create_outer(self, name: str, labels: Mapping[str, str]) -> str:
        """The gateway's outer network; the address (IPv4) that its one member is to take."""
        ...

    def create_way_out(self, name: str, labels: Mapping[str, str]) -> None:
        """A network through which its member reaches the outside; kept if there."""
        ...

    def connect(self, network: str, container: str, aliases: tuple[str, ...]) -> None: ...
    def disconnect(self, network: str, container: str) -> None: ...
    def remove_network(self, name: str) -> bool: ...
    def create_volume(self, name: str, labels: Mapping[str, str]) -> None: ...
    def remove_volume(self, name: str) -> bool:
        """False where there is none."""
        ...


class Images(Protocol):
    def image(self, tag: str) -> ImageFacts | None: ...
    def base_image(self, tag: str) -> BaseImage | None:
        """Where an image of this machine is from, and what it brings along."""
        ...

    def images(self, labels: Mapping[str, str]) -> list[ImageFacts]: ...
    def own_sizes(self) -> Mapping[str, int]:
        """Bytes that go with each image, by id: layers shared with others left out. Slow."""
        ...

    def pull(self, source: str, tag: str, on_line: OnLine) -> None:
        """Raises ImageUnavailable."""
        ...

    def build(
        self,
        tag: str,
        context: Path,
        dockerfile: str,
        *,
        labels: Mapping[str, str],
        on_line: OnLine,
        text: str | None = None,
        limits: BuildLimits = BUILD_LIMITS,
    ) -> None:
        """text: the Dockerfile's, where it was read already; limits: of which BuildKit holds time
        and size. Raises BuildFailed with the build's own last words."""
        ...

    def build_held(
        self,
        tag: str,
        context: Path,
        build: PlainBuild,
        *,
        labels: Mapping[str, str],
        network: str,
        arguments: Mapping[str, str],
        limits: BuildLimits,
        on_line: OnLine,
    ) -> None:
        """By the engine's own builder. network: of what runs in it, "none" or "container:NAME".

        Raises BuildFailed with the build's own last words, or with the limit it ran into.
        """
        ...

    def commit(self, container: str, tag: str, changes: tuple[str, ...]) -> None: ...
    def remove_image(self, tag: str) -> bool: ...


class Examination(Protocol):
    """What there really is, for comparing it with what there should be."""

    def examine(self, name: str) -> Examined | None: ...
    def examine_network(self, name: str) -> ExaminedNetwork | None: ...
    def beside(
        self,
        container: str,
        image: str,
        name: str,
        command: tuple[str, ...],
        *,
        user: str,
        labels: Mapping[str, str],
        env: Mapping[str, str],
    ) -> AbstractContextManager[Callable[[Iterable[bytes]], ExecResult]]:
        """Run a program of `image` in the network and among the processes of a running container,
        without any right. user: "uid:gid".

        It waits for its standard input: what is given here gives it, and waits until it has ended.
        Commands run in it until then. Raises NotFound, ImageUnavailable, Busy, WorkFailed.
        """
        ...


class Engine(Containers, Networks, Images, Examination, Protocol):
    """Docker."""

    def facts(self) -> EngineFacts:
        """Raises EngineDown."""
        ...

    def plugins(self) -> Mapping[str, bool]:
        """Whether Docker's client has buildx and compose."""
        ...

    def start_gateway(self, image: str, port: int, version: str) -> None:
        """Raises PortTaken."""
        ...

    def attach(self, name: str, command: tuple[str, ...], *, interactive: bool) -> int:
        """Runs with the person's terminal; the exit code."""
        ...
