"""An engine in memory, for trying plans and effects without Docker.

The contract tests run against this and against Docker itself. What programs do inside containers
is scripted: `runs` for a container's own command, `answers` for commands executed inside.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network

from sandbox import errors
from sandbox.adapters.docker.fakeimages import FakeImages
from sandbox.model.facts import ContainerState, EngineFacts, ExecResult, Usage
from sandbox.model.observed import ObservedContainer, ObservedNetwork
from sandbox.model.routes import GATEWAY, OUTER
from sandbox.model.stack import ContainerSpec
from sandbox.model.subnets import free_subnet


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeNetwork(ObservedNetwork):
    """members: names of containers."""

    members: tuple[str, ...] = ()


@dataclass
class FakeConversation:
    """Says what is scripted, whatever is written."""

    said: list[bytes]

    def write(self, data: bytes) -> None:
        pass

    def read(self) -> bytes:
        return self.said.pop(0) if self.said else b""


class FakeEngine(FakeImages):
    """Implements `sandbox.ports.Engine`.

    runs: (exit code, output) by command, for those that end by themselves; all others run on.
    answers: result by command; a command that is not scripted succeeds and prints nothing.
    executed: (container, command, standard input) of every command, in order.
    """

    def __init__(self, images: Iterable[str] = ()) -> None:
        super().__init__(images)
        self.runs: dict[tuple[str, ...], tuple[int, str]] = {}
        self.answers: dict[tuple[str, ...], ExecResult] = {}
        self.executed: list[tuple[str, tuple[str, ...], bytes]] = []
        self.boxes: dict[str, FakeContainer] = {}
        self.nets: dict[str, FakeNetwork] = {}
        self._lock = threading.RLock()
        self._ids = itertools.count(1)

    def facts(self) -> EngineFacts:
        return EngineFacts(version=(26, 1), api="1.45", cpus=2, memory=4 << 30, root="")

    def plugins(self) -> Mapping[str, bool]:
        return {"buildx": True, "compose": True}

    # containers

    def containers(self, labels: Mapping[str, str]) -> list[ObservedContainer]:
        with self._lock:
            return [self._seen(n, b) for n, b in self.boxes.items() if _bears(b.labels, labels)]

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

    def _id(self) -> str:
        return f"{next(self._ids):064x}"

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

    # networks

    def networks(self, labels: Mapping[str, str]) -> list[ObservedNetwork]:
        with self._lock:
            running = {n for n, box in self.boxes.items() if box.state == "running"}
            return [
                replace(one, members=tuple(sorted(m for m in one.members if m in running)))
                for one in self.nets.values()
                if _bears(one.labels, labels)
            ]

    def create_isolated(self, name: str, labels: Mapping[str, str]) -> None:
        with self._lock:
            if name in self.nets:
                return
            subnet = free_subnet(one.subnet for one in self.nets.values())
            if subnet is None:
                raise errors.WorkFailed("no free network is left for another sandbox")
            self.nets[name] = FakeNetwork(
                id=self._id(), name=name, labels=dict(labels), subnet=subnet
            )

    def create_outer(self, name: str, labels: Mapping[str, str]) -> str:
        self.create_isolated(name, labels)
        return str(IPv4Network(self.nets[name].subnet).network_address + 2)

    def connect(self, network: str, container: str, aliases: tuple[str, ...]) -> None:
        self._box(container)
        self._join(network, container)

    def _join(self, network: str, container: str) -> None:
        with self._lock:
            if network not in self.nets:
                raise errors.NotFound("something the sandbox is made of is gone")
            one = self.nets[network]
            if container not in one.members:
                self.nets[network] = replace(one, members=(*one.members, container))

    def _leave(self, network: str, container: str) -> None:
        one = self.nets[network]
        members = tuple(member for member in one.members if member != container)
        self.nets[network] = replace(one, members=members)

    def disconnect(self, network: str, container: str) -> None:
        with self._lock:
            if network in self.nets:
                self._leave(network, container)

    def remove_network(self, name: str) -> bool:
        with self._lock:
            return self.nets.pop(name, None) is not None

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


def _bears(labels: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(key in labels and value in ("", labels[key]) for key, value in wanted.items())
