"""An engine in memory, for trying plans and effects without Docker.

The contract tests run against this and against Docker itself. What programs do inside containers
is scripted: `runs` for a container's own command, `answers` for commands executed inside.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network

from sandbox import errors
from sandbox.adapters.docker.fakeimages import FakeImages
from sandbox.adapters.docker.fakenetworks import FakeNetworks, bears
from sandbox.model.facts import ContainerState, EngineFacts, ExecResult, Usage
from sandbox.model.observed import ObservedContainer
from sandbox.model.routes import GATEWAY, OUTER
from sandbox.model.stack import ContainerSpec
from sandbox.model.walls.confinement import Confinement, confinement_of
from sandbox.model.walls.gateway import gateway_confinement


@dataclass(kw_only=True)
class FakeContainer:
    """One container; files: contents by path, as put there."""

    id: str
    spec: ContainerSpec
    labels: dict[str, str]
    state: str = "created"
    code: int = 0
    said: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class FakeConversation:
    """Says what is scripted, whatever is written."""

    said: list[bytes]

    def write(self, data: bytes) -> None:
        pass

    def read(self) -> bytes:
        return self.said.pop(0) if self.said else b""


class FakeEngine(FakeNetworks, FakeImages):
    """Implements `sandbox.ports.Engine`.

    runs: (exit code, output) by command, for those that end by themselves; all others run on.
    answers: result by command; a command that is not scripted succeeds and prints nothing.
    executed: (container, command, standard input) of every command, in order.
    """

    def __init__(self, images: Iterable[str] = ()) -> None:
        FakeImages.__init__(self, images)
        FakeNetworks.__init__(self)
        self.runs: dict[tuple[str, ...], tuple[int, str]] = {}
        self.answers: dict[tuple[str, ...], ExecResult] = {}
        self.executed: list[tuple[str, tuple[str, ...], bytes]] = []
        self.boxes: dict[str, FakeContainer] = {}

    def facts(self) -> EngineFacts:
        return EngineFacts(version=(26, 1), api="1.45", cpus=2, memory=4 << 30, root="")

    def plugins(self) -> Mapping[str, bool]:
        return {"buildx": True, "compose": True}

    # containers

    def containers(self, labels: Mapping[str, str]) -> list[ObservedContainer]:
        with self._lock:
            return [self._seen(n, b) for n, b in self.boxes.items() if bears(b.labels, labels)]

    def _seen(self, name: str, box: FakeContainer) -> ObservedContainer:
        return ObservedContainer(
            id=box.id,
            name=name,
            role=box.labels.get("sandbox.role", ""),
            state=box.state,
            image=box.spec.image,
            spec_hash=box.labels.get("sandbox.spec", ""),
            labels=dict(box.labels),
            networks=tuple(sorted(n for n, one in self.nets.items() if name in one.members)),
            created=1.0,
        )

    def state(self, name: str) -> ContainerState | None:
        with self._lock:
            box = self.boxes.get(name)
            if box is None:
                return None
            address = {
                net: str(IPv4Network(one.subnet).network_address + 2 + one.members.index(name))
                for net, one in self.nets.items()
                if name in one.members
            }
            running = box.state == "running"
            spec = box.spec
            return ContainerState(
                state=box.state,
                code=box.code,
                restarts=0,
                address=address if running else dict.fromkeys(address, ""),
                limits=spec.limits,
            )

    def confinement(self, name: str) -> Confinement | None:
        with self._lock:
            box = self.boxes.get(name)
            if box is None:
                return None
            joined = frozenset(n for n, one in self.nets.items() if name in one.members)
            if name == GATEWAY:
                return gateway_confinement(box.labels["sandbox.port"], joined)
            return replace(confinement_of(box.spec, cpus=self.facts().cpus), networks=joined)

    def limit(self, spec: ContainerSpec) -> None:
        with self._lock:
            box = self._box(spec.name)
            memory, cpus, processes = spec.limits
            box.spec = replace(box.spec, memory_mb=memory, cpus=cpus, processes=processes)

    def create(self, spec: ContainerSpec) -> None:
        with self._lock:
            self.require_image(spec.image)
            if spec.name in self.boxes:
                raise errors.Busy("Docker is busy with the same thing", "try again")
            labels = {
                **dict(spec.labels),
                "sandbox.spec": spec.spec_hash,
                "sandbox.created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            }
            self.boxes[spec.name] = FakeContainer(id=self._id(), spec=spec, labels=labels)
            if spec.network:
                self._join(spec.network, spec.name)

    def start(self, name: str) -> None:
        with self._lock:
            box = self._box(name)
            if box.spec.command in self.runs:
                box.code, box.said = self.runs[box.spec.command]
                box.state = "exited"
            else:
                box.state = "running"

    def stop(self, name: str, *, seconds: int) -> None:
        self._end(self._box(name), 143)

    def kill(self, name: str, signal: str) -> None:
        with self._lock:
            box = self.boxes.get(name)
            if box and signal in ("SIGKILL", "SIGTERM", "KILL", "TERM"):
                self._end(box, 137 if "KILL" in signal else 143)

    def _end(self, box: FakeContainer, code: int) -> None:
        if box.state == "running":
            box.state, box.code = "exited", code

    def pause(self, name: str) -> bool:
        with self._lock:
            box = self.boxes.get(name)
            if box is None or box.state != "running":
                return False
            box.state = "paused"
            return True

    def unpause(self, name: str) -> None:
        with self._lock:
            box = self.boxes.get(name)
            if box and box.state == "paused":
                box.state = "running"

    def rename(self, name: str, to: str) -> None:
        with self._lock:
            box = self._box(name)
            if to in self.boxes:
                raise errors.Busy("Docker is busy with the same thing", "try again")
            self.boxes[to] = self.boxes.pop(name)
            box.spec = replace(box.spec, name=to)
            for net, one in self.nets.items():
                members = tuple(to if member == name else member for member in one.members)
                self.nets[net] = replace(one, members=members)

    def remove(self, name: str) -> bool:
        with self._lock:
            for net in self.nets:
                self._leave(net, name)
            return self.boxes.pop(name, None) is not None

    def wait(self, name: str, *, seconds: float) -> int:
        deadline = time.monotonic() + seconds
        while self._box(name).state == "running":
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.01)
        return self._box(name).code

    def logs(self, name: str, *, lines: int) -> str:
        box = self.boxes.get(name)
        return "".join(box.said.splitlines(keepends=True)[-lines:]) if box else ""

    def follow(self, name: str, *, lines: int) -> Iterator[str]:
        yield from self.logs(name, lines=lines).splitlines()

    def put_file(self, name: str, path: str, content: bytes) -> None:
        self._box(name).files[path] = content

    def get_file(self, name: str, path: str) -> bytes | None:
        box = self.boxes.get(name)
        return box.files.get(path) if box else None

    def usage(self, names: Iterable[str]) -> dict[str, Usage]:
        running = {one.name for one in self.containers({}) if one.running}
        return {name: Usage(memory=(1 << 20) * (name in running), disk=0) for name in names}

    def _box(self, name: str) -> FakeContainer:
        with self._lock:
            if name not in self.boxes:
                raise errors.NotFound(
                    "something the sandbox is made of is gone", "run `sandbox up`"
                )
            return self.boxes[name]

    def _running(self) -> set[str]:
        return {name for name, box in self.boxes.items() if box.state == "running"}

    # commands inside

    def execute(
        self,
        name: str,
        command: tuple[str, ...],
        *,
        user: str = "",
        stdin: Iterable[bytes] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> ExecResult:
        if self._box(name).state != "running":
            raise errors.Busy("Docker is busy with the same thing", "try again")
        given = b"".join(stdin or ())
        self.executed.append((name, command, given))
        return self.answers.get(command, ExecResult(code=0, output="", errors=""))

    def stream(self, name: str, command: tuple[str, ...], *, user: str = "") -> Iterator[bytes]:
        result = self.execute(name, command, user=user)
        yield result.output.encode()
        if result.code:
            raise errors.WorkFailed(f"`{command[0]}` failed in {name}", detail=result.errors)

    @contextmanager
    def converse(
        self, name: str, command: tuple[str, ...], *, user: str = ""
    ) -> Iterator[FakeConversation]:
        result = self.execute(name, command, user=user)
        yield FakeConversation([(result.output + result.errors).encode()])

    def execute_detached(self, name: str, command: tuple[str, ...], *, user: str = "") -> None:
        self.execute(name, command, user=user)

    def attach(self, name: str, command: tuple[str, ...], *, interactive: bool) -> int:
        return self.execute(name, command).code

    # the gateway

    def start_gateway(self, image: str, port: int, version: str) -> None:
        labels = {"sandbox.role": "gateway", "sandbox.port": str(port), "sandbox.spec": version}
        self.create_outer(OUTER, {"sandbox.role": "outer"})
        if GATEWAY not in self.boxes:
            spec = ContainerSpec(name=GATEWAY, role="gateway", image=image, network=OUTER)
            self.create(spec)
            self.boxes[GATEWAY].labels = labels
        self.start(GATEWAY)

    # images made of containers

    def commit(self, container: str, tag: str, changes: tuple[str, ...]) -> None:
        self.keep_commit(self._box(container).labels, tag, changes)
