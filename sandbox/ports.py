"""The narrow protocols that the verbs need of the outside world."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sandbox.model.facts import (
    Answer,
    ContainerState,
    EngineFacts,
    ExecResult,
    ImageFacts,
    Usage,
)
from sandbox.model.observed import ObservedContainer, ObservedNetwork
from sandbox.model.records import KeptRecord, SandboxRecord, Work
from sandbox.model.spec import RepositoryView
from sandbox.model.stack import ContainerSpec

if TYPE_CHECKING:
    from sandbox.seeding.schemas.schema import Schema, Table
    from sandbox.seeding.values.named_rules import NamedRule

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
    def create(self, spec: ContainerSpec) -> None:
        """Raises Busy where the name is taken, ImageUnavailable where the image is gone."""
        ...

    def start(self, name: str) -> None: ...
    def stop(self, name: str, *, seconds: int) -> None: ...
    def kill(self, name: str, signal: str) -> None:
        """Nothing happens where it does not run."""
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
        """A network without a way out and without a route to the host; kept if there."""
        ...

    def create_outer(self, name: str, labels: Mapping[str, str]) -> str:
        """The gateway's outer network; the address (IPv4) that its one member is to take."""
        ...

    def connect(self, network: str, container: str, aliases: tuple[str, ...]) -> None: ...
    def disconnect(self, network: str, container: str) -> None: ...
    def remove_network(self, name: str) -> bool: ...


class Images(Protocol):
    def image(self, tag: str) -> ImageFacts | None: ...
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
    ) -> None:
        """Raises BuildFailed with the build's own last words."""
        ...

    def commit(self, container: str, tag: str, changes: tuple[str, ...]) -> None: ...
    def remove_image(self, tag: str) -> bool: ...


class Engine(Containers, Networks, Images, Protocol):
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


class Repositories(Protocol):
    """git."""

    def top(self, folder: Path) -> Path | None: ...
    def clone(
        self, source: str, target: Path, *, branch: str, base: str | None, on_line: OnLine
    ) -> None: ...
    def view(self, folder: Path, wanted: Callable[[str], bool]) -> RepositoryView: ...
    def digests(self, folder: Path, paths: Iterable[str]) -> dict[str, str]: ...
    def work(self, folder: Path) -> Work: ...
    def keep(self, folder: Path, ref: str, message: str) -> str | None: ...
    def create_demo(self, example: Path, repository: Path, remote: Path) -> None: ...
    def version(self) -> str: ...


class Registry(Protocol):
    def get(self, name: str) -> SandboxRecord | None: ...
    def all(self) -> list[SandboxRecord]: ...
    def save(self, record: SandboxRecord) -> None: ...
    def remove(self, name: str) -> None: ...
    def keep(self, record: KeptRecord) -> None: ...
    def kept(self, name: str | None = None) -> list[KeptRecord]:
        """Newest first."""
        ...

    def forget(self, kept_id: str) -> None: ...
    def setting(self, key: str) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...
    def note(self, name: str, verb: str, outcome: str) -> None:
        """One line of the journal."""
        ...


class Locks(Protocol):
    def hold(self, name: str, *, seconds: float, doing: str) -> AbstractContextManager[None]:
        """Raises Busy where another process holds it longer than `seconds`."""
        ...


class Files(Protocol):
    """The host's files and its network front, as far as the verbs need them."""

    def home(self) -> Path: ...
    def workspace(self, name: str) -> Path: ...
    def kept(self, name: str, at: str) -> Path: ...
    def identity(self) -> str:
        """ "uid:gid" that containers write the workspace as."""
        ...

    def holds(self, folder: Path, inside: str) -> bool:
        """Whether the relative path leads to something in the folder, and over no link."""
        ...

    def share(self, folder: Path) -> None:
        """Let that identity write in the folder."""
        ...

    def move(self, source: Path, target: Path) -> None: ...
    def remove(self, folder: Path) -> None: ...
    def is_absent(self, folder: Path) -> bool:
        """Whether nothing is there, or a folder that holds nothing but empty folders: Docker puts
        one in the place of what a container mounts and somebody deleted."""
        ...

    def clear(self, folder: Path) -> None:
        """Such a folder out of the way, whoever owns it."""
        ...

    def write_stream(self, path: Path, chunks: Iterable[bytes]) -> int: ...
    def read_stream(self, path: Path) -> Iterator[bytes]: ...
    def free_bytes(self, folder: str) -> int: ...
    def free_port(self, preferred: int) -> int: ...
    def port_is_free(self, port: int) -> bool: ...
    def resource(self, name: str) -> Path: ...
    def ask(self, port: int, host: str, path: str, *, seconds: float = 5) -> Answer | None: ...


class Session(Protocol):
    """One connection to one database. Each call is one statement, a DO block or a COPY.

    Raises StatementRefused, after which the session can be used on; WorkFailed where the
    connection is lost.
    """

    def ask(self, sql: str) -> str:
        """The text of the one cell that the query answers; "" for NULL or no row."""
        ...

    def run(self, sql: str) -> None: ...
    def copy(self, statement: str, chunks: Iterable[bytes]) -> None:
        """`statement` is a COPY … FROM STDIN; chunks: whole lines of its text format.

        All rows or none; what `chunks` raises is raised, and no row is kept.
        """
        ...


class Database(Protocol):
    """A database that this process can open sessions to, several at once."""

    def session(self) -> AbstractContextManager[Session]:
        """Raises WorkFailed where there is no way to it."""
        ...


class Catalogue(Protocol):
    """The questions about a database's schema; each is answered by one row of JSON text."""

    def schema_query(self) -> str: ...
    def existing_query(self, schema: Schema) -> str: ...
    def rows_query(self, schema: Schema, table: Table) -> str:
        """As `existing_query`, of one table."""
        ...


class Databases(Protocol):
    """Databases that this machine reaches by an address."""

    def at(self, address: str) -> Database:
        """Raises UsageError where it is no PostgreSQL address, ToolMissing without a driver."""
        ...

    def hosts(self, address: str) -> tuple[str, ...]:
        """The servers that the address names, without those of this machine's own socket."""
        ...

    def numbers(self, host: str) -> frozenset[str]:
        """The network addresses of the host; none where its name leads nowhere."""
        ...


class ValueRules(Protocol):
    """Rules for values that installed packages bring."""

    def packages(self) -> tuple[str, ...]:
        """Name and version of each such package; takes a moment only."""
        ...

    def load(self) -> tuple[NamedRule, ...]:
        """Raises UsageError where one cannot be loaded."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All of them, as wired; stop is set once the person has pressed Ctrl-C."""

    engine: Engine
    repositories: Repositories
    registry: Registry
    locks: Locks
    files: Files
    catalogue: Catalogue
    databases: Databases
    rules: ValueRules
    stop: threading.Event
    user: str
    port: int | None = None
    min_free: int = 1 << 30
