"""What there is, as found by labels; the only input of a decision beside what is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.model.stack import GOLDEN, LIVE, SPARE, UNDO
from sandbox.model.walls.guard import Difference

# Of one-shot containers: jobs, what they need, and what a build needs.
LEFTOVERS = ("job", "job-database", "job-door", "job-proxy")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedContainer:
    """state: Docker's word (created, running, paused, restarting, exited, dead).

    started: Unix seconds, 0 if never; networks: names.
    """

    id: str
    name: str
    role: str
    state: str
    image: str
    spec_hash: str
    labels: dict[str, str] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    created: float = 0.0

    @property
    def running(self) -> bool:
        return self.state == "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedNetwork:
    """subnet: in CIDR notation."""

    id: str
    name: str
    labels: dict[str, str]
    subnet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseState:
    """The databases in a sandbox's server and what each is of.

    golden: hash of the golden data, by database name; migrations: hash of the schema, likewise;
    migrating: whether a migration was begun and neither ended nor taken back;
    live_open: whether the live one lets anybody in, which a killed reset may have left undone.
    """

    golden: dict[str, str]
    migrations: dict[str, str]
    live_open: bool = True
    migrating: bool = False

    def has(self, database: str) -> bool:
        return database in self.golden

    @property
    def ready_to_reset(self) -> bool:
        return self.has(SPARE) and self.golden[SPARE] == self.golden.get(GOLDEN)

    @property
    def can_undo(self) -> bool:
        return self.has(UNDO)

    @property
    def live_migrations(self) -> str | None:
        return self.migrations.get(LIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What of a sandbox exists. images: those of the wanted tags that are there.

    database_state: None where the server does not run; database_limits: of its container;
    drift: by role, how what runs is other than it was made; open_network: what is wrong with the
    sandbox's network, which is then not among `networks`; gateway_drift: how the gateway is other
    than it was made; where it has to be made anew it counts as one that does not run.
    """

    containers: tuple[ObservedContainer, ...] = ()
    networks: tuple[ObservedNetwork, ...] = ()
    images: frozenset[str] = frozenset()
    database_state: DatabaseState | None = None
    database_limits: tuple[int, float, int] | None = None
    engine_cpus: int = 0
    gateway_running: bool = False
    gateway_networks: tuple[str, ...] = ()
    routes: frozenset[str] = frozenset()
    drift: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)
    open_network: tuple[Difference, ...] = ()
    gateway_drift: tuple[Difference, ...] = ()

    def drifted(self, role: str) -> tuple[Difference, ...]:
        return self.drift.get(role, ())

    def limited(self, wanted: tuple[int, float, int]) -> bool:
        """Whether the database has the limits that are wanted, as far as the machine has them."""
        if self.database_limits is None:
            return True
        memory, cpus, processes = wanted
        here = min(cpus, self.engine_cpus) if self.engine_cpus else cpus
        return self.database_limits == (memory, here, processes)

    @property
    def empty(self) -> bool:
        return not self.containers and not self.networks

    def container(self, role: str) -> ObservedContainer | None:
        return next((one for one in self.containers if one.role == role), None)

    def network(self, name: str) -> ObservedNetwork | None:
        return next((one for one in self.networks if one.name == name), None)

    @property
    def leftovers(self) -> tuple[ObservedContainer, ...]:
        """One-shot containers of a command that was killed."""
        return tuple(one for one in self.containers if one.role in LEFTOVERS)
