"""What an app is, with everything that `sandbox.toml` leaves out found in the repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.model.builds.buildlimits import BUILD_LIMITS, BuildLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryView:
    """What detection may look at. paths: tracked files, relative; texts: contents by path."""

    paths: frozenset[str]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A folder of the workspace in the app's container. source: relative, "." is all of it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSpec:
    """url_variable: its name; driver: SQLAlchemy's, "" for none; migrate: () for no migrations."""

    image: str
    url_variable: str
    driver: str
    migrate: tuple[str, ...]
    migrations: tuple[str, ...]
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedSpec:
    """recipe: its text (TOML), "" for none; rows: of an ordinary table, None for the default.

    ours: the recipe came along with the tool and is passed over where it does not fit.
    scenario: its name, "" for the usual data. file: what the recipe is called, for messages.
    """

    recipe: str
    rows: int | None = None
    ours: bool = False
    scenario: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """runtime: the engine's name of it, "" for its usual one; file_mb: of the largest file that the
    app may write; database_mb: of its data; read_only: whether it writes in its folder and in
    memory only.
    """

    memory_mb: int = 1024
    cpus: float = 2.0
    processes: int = 512
    file_mb: int = 1024
    database_mb: int = 4096
    read_only: bool = True
    runtime: str = ""

    def within(self, most: Limits) -> Limits:
        """These where they are stricter; the runtime is `most`'s."""
        return Limits(
            memory_mb=min(self.memory_mb, most.memory_mb),
            cpus=min(self.cpus, most.cpus),
            processes=min(self.processes, most.processes),
            file_mb=min(self.file_mb, most.file_mb),
            database_mb=min(self.database_mb, most.database_mb),
            read_only=self.read_only or most.read_only,
            runtime=most.runtime,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What of the outside may be reached, as its maintainers say.

    allow: by the app; build: by its build beside the machine's own registries; build_open: the
    build is not held back; production: patterns of hosts that never are; resolver: "" for the
    machine's own; pages: origins that the app's pages may talk to in the browser; images: those
    that Docker may fetch, or use, wherever they are from.
    """

    allow: tuple[str, ...] = ()
    build: tuple[str, ...] = ()
    build_open: bool = False
    production: tuple[str, ...] = ()
    resolver: str = ""
    pages: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSpec:
    """The app's specification. env: (name, value) pairs; images: (name, mirror) pairs.

    mail: whether a catcher is wanted; sends_mail: whether the app looks as if it needed one.

    hides: whether values were hidden in the workspace; its history still holds them.
    """

    app: str
    dockerfile: str
    bases: tuple[str, ...]
    port: int
    health: str
    command: tuple[str, ...]
    mounts: tuple[Mount, ...]
    workdir: str
    database: DatabaseSpec
    seed: SeedSpec
    env: tuple[tuple[str, str], ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    limits: Limits = Limits()
    build_limits: BuildLimits = BUILD_LIMITS
    start_seconds: int = 60
    reconnects: bool = False
    mail: bool = True
    sends_mail: bool = False
    build_inputs: tuple[str, ...] = ()
    hides: bool = False
    outside: Outside = Outside()
