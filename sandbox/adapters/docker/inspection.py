"""What the engine says of a container, as its rights and limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.model.facts import EngineFacts
from sandbox.model.walls import volumes
from sandbox.model.walls.confinement import NO_NEW_RIGHTS, Confinement, Limit

NANO = 1_000_000_000
ANONYMOUS = re.compile(r"[0-9a-f]{64}")
# What is compared on its own, or says nothing about rights.
COMPARED = """Binds Mounts LogConfig NetworkMode PortBindings RestartPolicy CapAdd CapDrop Dns
DnsOptions IpcMode PidMode UTSMode UsernsMode Privileged ReadonlyRootfs SecurityOpt Tmpfs ShmSize
Runtime Memory NanoCpus Devices MemorySwap PidsLimit Ulimits MaskedPaths ReadonlyPaths"""
HARMLESS = "ContainerIDFile ConsoleSize CgroupnsMode Init Isolation"
KNOWN = frozenset(f"{COMPARED} {HARMLESS}".split())
LOOPBACK = "127.0.0.1"
NAMESPACES = {"PidMode": "processes", "UTSMode": "its name", "UsernsMode": "users"}
OWN_IPC = ("", "private", "shareable", "none")


def confinement(
    one: Mapping[str, Any], *, inherited: frozenset[str], facts: EngineFacts
) -> Confinement:
    """one: the engine's document of the container; inherited: the environment of its image."""
    host, config = one["HostConfig"], one["Config"]
    log = host.get("LogConfig") or {}
    return Confinement(
        image=config.get("Image", ""),
        user=config.get("User", ""),
        command=tuple(config.get("Cmd") or ()),
        environment=frozenset(config.get("Env") or ()),
        inherited=inherited,
        privileged=bool(host.get("Privileged")),
        added=frozenset(one.removeprefix("CAP_") for one in host.get("CapAdd") or ()),
        dropped=frozenset(one.removeprefix("CAP_") for one in host.get("CapDrop") or ()),
        security=frozenset(_security(one)),
        mounts=frozenset(_mounts(one)),
        tmpfs=frozenset(_tmpfs(one)),
        networks=frozenset(one["NetworkSettings"]["Networks"] or {}) - {"none"},
        resolvers=tuple(host.get("Dns") or ()),
        published=frozenset(_published(host)),
        limit=_limit(host, facts),
        shm=int(host.get("ShmSize") or 0),
        read_only_root=bool(host.get("ReadonlyRootfs")),
        runtime=_runtime(host, facts),
        log=(log.get("Type", ""), tuple(sorted((log.get("Config") or {}).items()))),
        namespaces=frozenset(_namespaces(host)),
        ulimits=frozenset((u["Name"], u["Soft"], u["Hard"]) for u in host.get("Ulimits") or ()),
        devices=frozenset(one.get("PathOnHost", "") for one in host.get("Devices") or ()),
        restart=(host.get("RestartPolicy") or {}).get("Name", "no") not in ("", "no"),
        more=frozenset(_more(host)),
    )


def _security(one: Mapping[str, Any]) -> Iterator[str]:
    for option in one["HostConfig"].get("SecurityOpt") or ():
        plain = option in (NO_NEW_RIGHTS, f"{NO_NEW_RIGHTS}:true", f"{NO_NEW_RIGHTS}=true")
        yield NO_NEW_RIGHTS if plain else option
    if one.get("AppArmorProfile") == "unconfined":
        yield "apparmor=unconfined"


def _mounts(one: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Folders of the host by the names they were given: the engine may know them by others."""
    binds = [str(bind).split(":") for bind in one["HostConfig"].get("Binds") or ()]
    given = {parts[1]: parts[0] for parts in binds if len(parts) > 1}
    for mount in one.get("Mounts") or ():
        target = mount["Destination"]
        named = given.get(target) or mount.get("Name") or mount.get("Source", "")
        own = mount["Type"] == "volume" and target not in given and ANONYMOUS.fullmatch(named)
        if not own:
            yield named, target, not mount.get("RW", True)
    for mount in one["HostConfig"].get("Mounts") or ():
        if mount.get("Type") == "tmpfs":
            yield "memory", mount["Target"], bool(mount.get("ReadOnly"))


def _tmpfs(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """But for those in place of what the image wanted on the host's disk."""
    asked = one["Config"].get("Volumes") or {}
    for target, options in (one["HostConfig"].get("Tmpfs") or {}).items():
        if options != volumes.OPTIONS or target not in {path.rstrip("/") for path in asked}:
            yield target, options


def _published(host: Mapping[str, Any]) -> Iterator[str]:
    for port, places in (host.get("PortBindings") or {}).items():
        for place in places or ():
            where, number = place.get("HostIp") or "", place.get("HostPort") or port
            yield number if where == LOOPBACK else f"{where or '0.0.0.0'}:{number}"


def _limit(host: Mapping[str, Any], facts: EngineFacts) -> Limit:
    def held(word: str, value: float) -> float | None:
        return None if word in facts.lacks else value

    processes = held("processes", host.get("PidsLimit") or 0)
    memory = held("memory", host.get("Memory") or 0)
    swap = held("swap", host.get("MemorySwap") or 0)
    return Limit(
        memory=None if memory is None else int(memory),
        swap=None if swap is None else int(swap),
        cpus=held("processors", (host.get("NanoCpus") or 0) / NANO),
        processes=None if processes is None else int(processes),
    )


def _runtime(host: Mapping[str, Any], facts: EngineFacts) -> str:
    runtime = str(host.get("Runtime") or "")
    return "" if runtime == facts.runtimes[0] else runtime


def _namespaces(host: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, word in NAMESPACES.items():
        if host.get(key):
            yield word, host[key]
    if host.get("IpcMode", "") not in OWN_IPC:
        yield "memory", host["IpcMode"]
    mode = str(host.get("NetworkMode") or "")
    if mode == "host" or mode.startswith("container:"):
        yield "the network", mode


def _more(host: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Whatever else is set. The engine's own walls around /proc count as a setting if they lack."""
    for key, value in host.items():
        if value and key not in KNOWN:
            yield key, str(dict(sorted(value.items())) if isinstance(value, dict) else value)
    if "/proc/sys" not in (host.get("ReadonlyPaths") or ()):
        yield "ReadonlyPaths", "without /proc/sys"
    if "/proc/kcore" not in (host.get("MaskedPaths") or ()):
        yield "MaskedPaths", "without /proc/kcore"
