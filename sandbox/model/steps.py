"""The steps that plans are made of, each exactly one effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sandbox.model.builds.buildlimits import BUILD_LIMITS, BuildLimits
from sandbox.model.names import SandboxName
from sandbox.model.observed import DatabaseState
from sandbox.model.plan import Step
from sandbox.model.settings.spec import AppSpec, Outside
from sandbox.model.stack import ContainerSpec, Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneWorkspace(Step):
    """source: git address or folder; workspace: absolute folder; base: branch or None."""

    word: ClassVar[str] = "clone"
    thing: ClassVar[str] = "workspace"
    title: ClassVar[str] = "your own copy of the code"
    doing: ClassVar[str] = "copying the code"
    shown: ClassVar[bool] = True
    source: str
    workspace: str
    branch: str
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContainer(Step):
    word: ClassVar[str] = "remove"
    title: ClassVar[str] = "clearing away"
    doing: ClassVar[str] = "clearing away"
    name: str

    @property
    def subject(self) -> str:
        return f"container {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNetwork(Step):
    word: ClassVar[str] = "remove"
    title: ClassVar[str] = "clearing away"
    doing: ClassVar[str] = "clearing away"
    name: str

    @property
    def subject(self) -> str:
        return f"network {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchImage(Step):
    """source: where it comes from, the image's own name or a mirror's."""

    word: ClassVar[str] = "fetch"
    title: ClassVar[str] = "base image fetched"
    doing: ClassVar[str] = "fetching a base image"
    shown: ClassVar[bool] = True
    image: str
    source: str

    @property
    def subject(self) -> str:
        return f"image {self.image}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildImage(Step):
    """context: absolute folder; name: whose build; outside: what it may reach; limits: and use."""

    word: ClassVar[str] = "build"
    title: ClassVar[str] = "app built"
    doing: ClassVar[str] = "building the app"
    shown: ClassVar[bool] = True
    tag: str
    context: str
    dockerfile: str
    name: SandboxName
    outside: Outside
    limits: BuildLimits = BUILD_LIMITS
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def subject(self) -> str:
        return f"image {self.tag.split('/', 1)[-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeGolden(Step):
    """Migrate and fill an empty database and keep it as an image."""

    word: ClassVar[str] = "golden"
    title: ClassVar[str] = "database migrated and filled"
    doing: ClassVar[str] = "migrating and filling the database"
    shown: ClassVar[bool] = True
    tag: str
    stack: Stack
    spec: AppSpec

    @property
    def subject(self) -> str:
        return f"database {self.tag.split('/', 1)[-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateNetwork(Step):
    word: ClassVar[str] = "create"
    thing: ClassVar[str] = "network"
    title: ClassVar[str] = "network without a way out"
    doing: ClassVar[str] = "making a network without a way out"
    name: str
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartGateway(Step):
    word: ClassVar[str] = "start"
    thing: ClassVar[str] = "gateway"
    title: ClassVar[str] = "the way in from your browser"
    doing: ClassVar[str] = "opening the way in from your browser"
    shown: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StartDatabase(Step):
    """Create the container where it is missing, start it, wait until it takes queries."""

    word: ClassVar[str] = "start"
    thing: ClassVar[str] = "database"
    title: ClassVar[str] = "database started"
    doing: ClassVar[str] = "starting the database"
    container: ContainerSpec
    stack: Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceDatabase(Step):
    """A container as it is wanted in place of the present one, with the data as they lie there."""

    word: ClassVar[str] = "replace"
    thing: ClassVar[str] = "database"
    title: ClassVar[str] = "database behind its walls again"
    doing: ClassVar[str] = "putting the database behind its walls again"
    shown: ClassVar[bool] = True
    container: ContainerSpec
    stack: Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnect(Step):
    word: ClassVar[str] = "disconnect"
    title: ClassVar[str] = "way out closed"
    doing: ClassVar[str] = "closing a way out"
    shown: ClassVar[bool] = True
    network: str
    container: str

    @property
    def subject(self) -> str:
        return f"network {self.network}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitDatabase(Step):
    """Give the running database the limits that are wanted."""

    word: ClassVar[str] = "limit"
    thing: ClassVar[str] = "database"
    title: ClassVar[str] = "database limited"
    doing: ClassVar[str] = "limiting the database"
    container: ContainerSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class StopApp(Step):
    word: ClassVar[str] = "stop"
    thing: ClassVar[str] = "app"
    title: ClassVar[str] = "app stopped"
    doing: ClassVar[str] = "stopping the app"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Step):
    """Keep the app's present container, stopped, until the new one answers."""

    word: ClassVar[str] = "keep"
    thing: ClassVar[str] = "previous app"
    title: ClassVar[str] = "previous app set aside"
    doing: ClassVar[str] = "setting the previous app aside"
    name: str
    aside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrateData(Step):
    """Keep the data as it stands under another name, then run the new migrations on it."""

    word: ClassVar[str] = "migrate"
    thing: ClassVar[str] = "data"
    title: ClassVar[str] = "your data changed to the new tables"
    doing: ClassVar[str] = "changing your data to the new tables"
    shown: ClassVar[bool] = True
    stack: Stack
    spec: AppSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshGolden(Step):
    """Bring newer golden data into the running server, for the next reset."""

    word: ClassVar[str] = "refresh"
    thing: ClassVar[str] = "golden data"
    title: ClassVar[str] = "fresh data for the next reset"
    doing: ClassVar[str] = "making fresh data for the next reset"
    shown: ClassVar[bool] = True
    stack: Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapData(Step):
    """Another database of the server goes live; what was live is kept to go back to."""

    word: ClassVar[str] = "swap"
    thing: ClassVar[str] = "data"
    title: ClassVar[str] = "data swapped"
    doing: ClassVar[str] = "swapping the data"
    shown: ClassVar[bool] = True
    stack: Stack
    incoming: str
    state: DatabaseState | None = None  # as observed, where no earlier step changes it


@dataclass(frozen=True, slots=True, kw_only=True)
class StartApp(Step):
    word: ClassVar[str] = "start"
    thing: ClassVar[str] = "app"
    title: ClassVar[str] = "app started"
    doing: ClassVar[str] = "starting the app"
    container: ContainerSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class StartEgress(Step):
    """The container through which the app reaches what it may, and its network outside."""

    word: ClassVar[str] = "start"
    thing: ClassVar[str] = "egress"
    title: ClassVar[str] = "the app's way out"
    doing: ClassVar[str] = "opening what the app may reach"
    container: ContainerSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit(Step):
    """Let the gateway into the sandbox's network, and write its route."""

    word: ClassVar[str] = "admit"
    thing: ClassVar[str] = "gateway"
    title: ClassVar[str] = "address opened"
    doing: ClassVar[str] = "opening the address"
    network: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitUntilHealthy(Step):
    """path: what has to answer; seconds: how long it may take."""

    word: ClassVar[str] = "wait"
    thing: ClassVar[str] = "app"
    title: ClassVar[str] = "running"
    doing: ClassVar[str] = "waiting until the app answers"
    shown: ClassVar[bool] = True
    container: str
    host: str
    path: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeSpare(Step):
    """Ask the server for the next spare copy; it is made behind the person's back."""

    word: ClassVar[str] = "spare"
    thing: ClassVar[str] = "data"
    title: ClassVar[str] = "spare copy"
    doing: ClassVar[str] = "asking for a spare copy"
    container: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepServer(Step):
    """Keep a server that does not answer as an image, before it is replaced. name: sandbox's."""

    word: ClassVar[str] = "keep"
    thing: ClassVar[str] = "server"
    title: ClassVar[str] = "the old server kept"
    doing: ClassVar[str] = "keeping the old server"
    shown: ClassVar[bool] = True
    container: str
    name: str
