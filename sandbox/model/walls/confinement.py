"""What a container may, in one shape for what is wanted and for what the engine says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sandbox.model.stack import NOBODY, ContainerSpec
from sandbox.model.walls.mark import binds_of

MIB = 1 << 20
ADDRESSES = "_ADDRESSES"  # how the names of such variables of ours end
NO_NEW_RIGHTS = "no-new-privileges"
LOG_DRIVER = "local"  # json-file, the usual one, grows without bound
NO_FORWARDING = {"net.ipv4.ip_forward": "0"}
LOG_OPTIONS = (("max-file", "2"), ("max-size", "10m"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a container may use up. memory, swap: bytes, swap is memory and swap together.

    None for what the engine cannot limit.
    """

    memory: int | None
    swap: int | None
    cpus: float | None
    processes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """The rights and limits of one container.

    image: "" where any will do; user, command: as given, empty for the image's; environment:
    NAME=VALUE; inherited: those of them that the image brings; mounts: (source on the host or name
    of the volume, target, whether it is read-only); tmpfs: (target, options); networks: names;
    resolvers: whom it asks for names; published: ports that the host listens on; shm: bytes;
    runtime: "" for the engine's usual one; log: (driver, its options); namespaces: (kind, whose);
    ulimits: (name, soft, hard); more: (setting of the engine's, its value) for whatever else is
    set.
    """

    image: str
    user: str
    command: tuple[str, ...]
    environment: frozenset[str]
    inherited: frozenset[str] = frozenset()
    privileged: bool = False
    added: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset({"ALL"})
    security: frozenset[str] = frozenset({NO_NEW_RIGHTS})
    mounts: frozenset[tuple[str, str, bool]] = frozenset()
    tmpfs: frozenset[tuple[str, str]] = frozenset()
    networks: frozenset[str] = frozenset()
    resolvers: tuple[str, ...] = (NOBODY,)
    published: frozenset[str] = frozenset()
    limit: Limit
    shm: int
    read_only_root: bool = False
    runtime: str = ""
    log: tuple[str, tuple[tuple[str, str], ...]] = (LOG_DRIVER, LOG_OPTIONS)
    namespaces: frozenset[tuple[str, str]] = frozenset()
    ulimits: frozenset[tuple[str, int, int]] = frozenset()
    devices: frozenset[str] = frozenset()
    restart: bool = True
    more: frozenset[tuple[str, str]] = frozenset()


def confinement_of(spec: ContainerSpec, *, cpus: int) -> Confinement:
    """What `spec` asks for on an engine with that many processors.

    A database's image counts for nothing: newer golden data is brought into the running server.
    """
    return Confinement(
        image="" if "database" in spec.role else spec.image,
        user=spec.user,
        command=spec.command,
        environment=frozenset(f"{name}={value}" for name, value in spec.env),
        added=frozenset(spec.capabilities),
        mounts=frozenset((bind.source, bind.target, bind.read_only) for bind in binds_of(spec)),
        tmpfs=frozenset(spec.tmpfs),
        networks=frozenset(filter(None, (spec.network, spec.outer))),
        resolvers=(spec.resolver,) if spec.resolver else (),
        limit=Limit(
            memory=spec.memory_mb * MIB,
            swap=spec.memory_mb * MIB,
            cpus=min(spec.cpus, cpus),
            processes=spec.processes,
        ),
        shm=spec.shm_mb * MIB,
        read_only_root=spec.read_only_root,
        runtime=spec.runtime,
        ulimits=frozenset(ulimits(spec)),
        restart=spec.restart,
        more=frozenset() if spec.forwards else frozenset({("Sysctls", str(NO_FORWARDING))}),
    )


def without_addresses(found: Confinement) -> Confinement:
    """Without what names led to when the container was made: it may be another today."""
    lasting = (one for one in found.environment if not one.partition("=")[0].endswith(ADDRESSES))
    return replace(found, environment=frozenset(lasting))


def ulimits(spec: ContainerSpec) -> tuple[tuple[str, int, int], ...]:
    """(name, soft, hard) of what each process may use; sizes in bytes. No core files, which may
    hold anything."""
    held = [("core", 0), ("nofile", spec.open_files)]
    if spec.file_mb:
        held.append(("fsize", spec.file_mb * MIB))
    return tuple((name, limit, limit) for name, limit in held)
