"""The containers and the network that a sandbox is made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from sandbox.model.data.firststart import first_start
from sandbox.model.names import SandboxName
from sandbox.model.outside.egress import PROXY_PORT, ROLE, proxy_variables, ways_of
from sandbox.model.outside.production import names_of
from sandbox.model.outside.squid import Policy, squid_configuration
from sandbox.model.settings.spec import AppSpec, Limits
from sandbox.model.walls.room import watch_size

IMAGES_VOLUME = "/var/lib/postgresql/data"
PGDATA = "/var/lib/sandbox/pgdata"  # outside the database image's volume, so that it is committed
APP_ROLE = "app"
READER_ROLE = "reader"
PASSWORD = "sandbox"  # opens nothing but a database that nobody outside can reach
LIVE, GOLDEN, SPARE, UNDO = "app", "golden", "spare", "undo"
POSTGRES_USER = "postgres"
# Of the operating system, in the database's container: who works there as the app's role. What
# breaks out of its program is still not the server's administrator.
PLAIN_USER = "65534:65534"
EMPTY_HISTORY = ".git/sandbox/empty"
PROXY_USER = "proxy"
NOBODY = "127.0.0.1"  # of a container: nothing listens there, so no question leaves it
PREVIOUS = "previous"  # an app's container that waits for its successor to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """A folder of the host in a container. source: absolute on the host."""

    source: str
    target: str
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerSpec:
    """One container as wanted. user: "uid:gid", a name, or "" for the image's; sizes in MiB."""

    name: str
    role: str
    image: str
    command: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    binds: tuple[Bind, ...] = ()
    user: str = ""
    workdir: str = ""
    network: str | None = None
    aliases: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    tmpfs: tuple[tuple[str, str], ...] = ()
    read_only_root: bool = False
    memory_mb: int = 1024
    cpus: float = 2.0
    processes: int = 512
    shm_mb: int = 64
    port: int = 0  # that it listens on, 0 for none
    restart: bool = True
    origins: tuple[str, ...] = ()  # others that its pages may talk to in the browser
    labels: tuple[tuple[str, str], ...] = ()
    runtime: str = ""  # the engine's name of it, "" for its usual one
    open_files: int = 8192  # of each process
    file_mb: int = 0  # the largest file that it may write, 0 for any
    outer: str = ""  # a second network, which has a way out
    resolver: str = NOBODY  # the name server for names that are not the network's own
    forwards: bool = True  # whether packets pass from one of its networks to another

    @property
    def limits(self) -> tuple[int, float, int]:
        """(memory in MiB, processors, processes)."""
        return self.memory_mb, self.cpus, self.processes

    @property
    def spec_hash(self) -> str:
        """Content hash (12 hex digits) of everything but the labels.

        Of a database neither image nor limits count: newer golden data is brought into the
        running server, and limits are changed while it runs.
        """
        content = asdict(self)
        content.pop("labels")
        if self.role == "egress":  # the addresses that names have today may be others tomorrow
            content["env"] = [pair for pair in self.env if not pair[0].endswith("_ADDRESSES")]
        if not self.origins:
            content.pop("origins")
        if self.role == "database":
            for key in ("image", "memory_mb", "cpus", "processes"):
                content.pop(key)
        text = json.dumps(content, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A sandbox as wanted. The hashes say which content the images and the data are of."""

    name: SandboxName
    app: ContainerSpec
    database: ContainerSpec
    image_hash: str
    golden_hash: str
    migrations_hash: str
    port: int
    start_seconds: int = 60
    egress: ContainerSpec | None = None

    mail: ContainerSpec | None = None

    @property
    def containers(self) -> tuple[ContainerSpec, ...]:
        ways_out = (self.egress,) if self.egress else ()
        return (self.database, *ways_out, self.app, *((self.mail,) if self.mail else ()))


def database_address(driver: str, database: str = LIVE, host: str = "database") -> str:
    """SQLAlchemy's address of the database as the app's role sees it."""
    scheme = f"postgresql+{driver}" if driver else "postgresql"
    return f"{scheme}://{APP_ROLE}:{PASSWORD}@{host}:5432/{database}"


def stack_of(
    name: SandboxName,
    spec: AppSpec,
    *,
    workspace: str,
    user: str,
    image_hash: str,
    golden_hash: str,
    migrations_hash: str,
    egress_image: str = "",
    mail: ContainerSpec | None = None,
) -> Stack:
    """The stack of sandbox `name`.

    workspace: absolute folder on the host; user: "uid:gid" that files are written as;
    egress_image: the proxy's, for an app that may reach something outside.
    """
    return Stack(
        name=name,
        app=_app(name, spec, workspace=workspace, user=user, image=name.image(image_hash)),
        database=_database(name, spec.limits, name.golden_image(golden_hash)),
        image_hash=image_hash,
        golden_hash=golden_hash,
        migrations_hash=migrations_hash,
        port=spec.port,
        start_seconds=spec.start_seconds,
        egress=egress_of(name, spec, egress_image) if spec.outside.allow else None,
        mail=mail,
    )


def app_environment(spec: AppSpec, database: str = LIVE) -> tuple[tuple[str, str], ...]:
    """The allow-list: what the configuration says and what a sandbox itself provides."""
    values = dict(spec.env)
    values[spec.database.url_variable] = database_address(spec.database.driver, database)
    values["HOME"] = "/tmp"
    values["PYTHONDONTWRITEBYTECODE"] = "1"  # leaves no __pycache__ in the person's folder
    values["PYTHONUNBUFFERED"] = "1"
    return tuple(sorted(values.items()))


def job_environment(spec: AppSpec, database: str = LIVE) -> tuple[tuple[str, str], ...]:
    """The same, and the way out: of the app, its migrations and its tests."""
    way_out = proxy_variables(ROLE) if spec.outside.allow else {}
    return (*app_environment(spec, database), *way_out.items())


def _app(
    name: SandboxName, spec: AppSpec, *, workspace: str, user: str, image: str
) -> ContainerSpec:
    return ContainerSpec(
        name=name.container("app"),
        role="app",
        image=image,
        command=spec.command,
        env=job_environment(spec),
        binds=workspace_binds(spec, workspace),
        user=user,
        workdir=spec.workdir,
        network=name.network,
        aliases=("app",),
        tmpfs=_scratch(user),
        read_only_root=spec.limits.read_only,
        memory_mb=spec.limits.memory_mb,
        cpus=spec.limits.cpus,
        processes=spec.limits.processes,
        file_mb=spec.limits.file_mb,
        runtime=spec.limits.runtime,
        port=spec.port,
        origins=spec.outside.pages,
        labels=(
            *sorted(name.labels("app").items()),
            ("sandbox.port", str(spec.port)),
            # Empty too: what is not said here is what the app's own image says.
            ("sandbox.browser", " ".join(spec.outside.pages)),
            ("sandbox.mail", "sent" if spec.sends_mail else ""),
        ),
    )


def _scratch(user: str) -> tuple[tuple[str, str], ...]:
    """Where programs expect to write; HOME is /tmp. Memory, so it goes with the container.

    Engines may give a folder the mode that it has in the image, so /run has to be the user's own.
    """
    uid, _, gid = user.partition(":")
    own = f",uid={uid},gid={gid or uid}" if uid.isdigit() else ""
    return (
        ("/run", f"size=16m,mode=0755{own}"),
        ("/tmp", "size=256m,mode=1777"),
        ("/var/tmp", "size=64m,mode=1777"),
    )


def workspace_binds(spec: AppSpec, workspace: str, *, read_only: bool = False) -> tuple[Bind, ...]:
    """The code, and over its `.git` the same once more, so that it can only be read.

    git runs on the host: what the app could write there (filters, hooks, another worktree) would
    run there too. A mount point can be neither renamed nor removed from inside. Where values were
    hidden in the files, an empty folder is there instead: the history holds them.
    """
    binds = [
        Bind(
            source=workspace if mount.source == "." else f"{workspace}/{mount.source}",
            target=mount.target,
            read_only=read_only,
        )
        for mount in spec.mounts
    ]
    history = EMPTY_HISTORY if spec.hides else ".git"
    whole = [mount for mount in spec.mounts if mount.source == "."]
    binds += [
        Bind(source=f"{workspace}/{history}", target=f"{mount.target}/.git", read_only=True)
        for mount in whole
    ]
    return tuple(binds)


def _database(name: SandboxName, limits: Limits, image: str) -> ContainerSpec:
    return ContainerSpec(
        name=name.container("database"),
        role="database",
        image=image,
        command=server_command(limits.database_mb),
        user=POSTGRES_USER,
        network=name.network,
        aliases=("database", "db", "postgres"),
        tmpfs=(
            ("/tmp", "size=64m,mode=1777"),
            (IMAGES_VOLUME, "size=1m"),  # in place of a volume on the host's disk
            ("/var/run/postgresql", "size=1m,mode=1777"),
        ),
        memory_mb=limits.memory_mb,
        cpus=limits.cpus,
        processes=limits.processes,
        runtime=limits.runtime,
        shm_mb=256,
        labels=tuple(sorted(name.labels("database").items())),
    )


def egress_of(name: SandboxName, spec: AppSpec, image: str) -> ContainerSpec:
    """The proxy that lets through what is allowed: the sandbox's only container with a way out."""
    outside = spec.outside
    policy = Policy(ways=ways_of(outside.allow), production=outside.production)
    names = [one for one in names_of(outside.production) if "*" not in one]
    return ContainerSpec(
        name=name.container(ROLE),
        role=ROLE,
        image=image,
        env=(
            ("PRODUCTION_NAMES", " ".join(names)),
            ("PROXY_CONFIGURATION", squid_configuration(policy)),
        ),
        user=PROXY_USER,
        network=name.network,
        outer=name.outer_network,
        aliases=(ROLE,),
        resolver=outside.resolver,
        forwards=False,
        tmpfs=(("/tmp", "size=16m,mode=1777"),),
        read_only_root=True,
        memory_mb=128,
        cpus=1.0,
        processes=64,
        port=PROXY_PORT,
        labels=tuple(sorted(name.labels(ROLE).items())),
    )


def server_command(database_mb: int = 0) -> tuple[str, ...]:
    """Settings for data that can be made again: no waiting for the disk, a small log.

    Commits reach the host's memory at once, so a server that is killed loses nothing typed in.
    A container holds one server: what a killed one left of its lock is always stale, but would
    stop the next where another process has got its number.
    database_mb: how large the app's data may become, 0 for any size.
    """
    settings = {
        "fsync": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "min_wal_size": "4MB",
        "max_wal_size": "64MB",
        "shared_buffers": "64MB",
        "maintenance_work_mem": "64MB",
        "autovacuum_naptime": "10min",
        "jit": "off",
        **({"temp_file_limit": f"{database_mb}MB"} if database_mb else {}),
    }
    options = " ".join(f"-c {key}={value}" for key, value in settings.items())
    unlock = f"rm -f {PGDATA}/postmaster.pid; {first_start(PGDATA)}"
    start = f"{unlock}; exec docker-entrypoint.sh postgres {options}"
    if not database_mb:
        return ("sh", "-c", start)
    watch = watch_size(database_mb, folder=PGDATA, live=LIVE, role=APP_ROLE)
    return ("sh", "-c", f"({watch}) </dev/null >/dev/null 2>&1 &\n{start}")
