"""`sandbox doctor`: what is missing on this machine, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox import errors
from sandbox.effects.gateway import gateway_port
from sandbox.model.facts import EngineFacts
from sandbox.ports import Ports

OLDEST = (20, 10)
BASES = ("python:3.11-slim", "postgres:15", "debian:bookworm-slim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """ok: None where it is only a note; found: what was seen."""

    check: str
    ok: bool
    found: str
    hint: str | None = None


def doctor(ports: Ports) -> list[Check]:
    """Every check, in an order in which to mend them."""
    checks = [_git(ports)]
    try:
        facts = ports.engine.facts()
    except errors.EngineDown as error:
        return [*checks, Check(check="Docker", ok=False, found=error.message, hint=error.hint)]
    plugins = ports.engine.plugins()
    found: list[Callable[[], Check]] = [
        lambda: _version(facts),
        lambda: _plugin("builds of apps (Docker buildx)", present=plugins["buildx"]),
        lambda: _plugin("files of `render` (Docker Compose)", present=plugins["compose"]),
        lambda: _room("disk for Docker", facts.root, ports),
        lambda: _room("disk for your folders", str(ports.files.home()), ports),
        lambda: _memory(facts),
        lambda: _held(facts),
        lambda: _users(facts),
        lambda: _runtimes(facts),
        lambda: _address(ports),
        lambda: _builds(ports),
        *(lambda image=image: _base(image, ports) for image in BASES),
    ]
    return checks + [check() for check in found]


def _git(ports: Ports) -> Check:
    try:
        return Check(check="git", ok=True, found=ports.repositories.version())
    except errors.ToolMissing as error:
        return Check(check="git", ok=False, found=error.message, hint=error.hint)


def _version(facts: EngineFacts) -> Check:
    number = ".".join(str(part) for part in facts.version)
    ok = facts.version >= OLDEST
    hint = None if ok else "update Docker to 20.10 or newer"
    return Check(check="Docker", ok=ok, found=f"version {number} answers", hint=hint)


def _plugin(name: str, *, present: bool) -> Check:
    hint = None if present else "install the plugin (Debian: docker-buildx, docker-compose)"
    return Check(check=name, ok=present, found="there" if present else "missing", hint=hint)


def _room(check: str, folder: str, ports: Ports) -> Check:
    free = ports.files.free_bytes(folder)
    ok = free >= ports.min_free
    hint = None if ok else "free some room; `sandbox prune` removes what no sandbox needs"
    return Check(check=check, ok=ok, found=f"{free / 2**30:.0f} GB free", hint=hint)


def _memory(facts: EngineFacts) -> Check:
    ok = facts.memory >= 1 << 30
    found = f"{facts.memory / 2**30:.0f} GB, {facts.cpus} processors"
    return Check(check="memory", ok=ok, found=found, hint=None if ok else "1 GB is needed")


def _address(ports: Ports) -> Check:
    port = gateway_port(ports)
    running = bool(ports.engine.containers({"sandbox.role": "gateway"}))
    ok = running or ports.files.port_is_free(port)
    found = f"port {port} is {'ours' if running else 'free' if ok else 'in use by another program'}"
    hint = None if ok else "nothing to do: the next free port is taken"
    return Check(check="address", ok=True, found=found, hint=hint)


def _held(facts: EngineFacts) -> Check:
    lacks = ", ".join(sorted(facts.lacks))
    found = f"Docker cannot limit {lacks}" if lacks else "memory, swap, processors and processes"
    hint = "an app can take more than its share: have the machine's cgroups enabled"
    return Check(check="limits", ok=not lacks, found=found, hint=hint if lacks else None)


def _users(facts: EngineFacts) -> Check:
    there = facts.user_namespaces
    found = "root inside is nobody outside" if there else "none; nothing runs as root inside anyway"
    return Check(check="user namespaces", ok=True, found=found)


def _runtimes(facts: EngineFacts) -> Check:
    there = "runsc" in facts.runtimes
    found = "runsc is there" if there else f"{', '.join(facts.runtimes)}; no runsc"
    hint = None if there else 'only for `runtime = "runsc"`: gVisor\'s own pages say how to add it'
    return Check(check="runtimes", ok=True, found=found, hint=hint)


def _builds(ports: Ports) -> Check:
    """What an app's build may reach; by the engine's own builder every engine can hold that."""
    hosts = ports.sources.mirrors().hosts
    if not hosts:
        return Check(
            check="builds",
            ok=False,
            found="held back from everything: no package mirror of this machine is known",
            hint="install pip or npm here, or name the mirrors in sandbox.toml: [build] allow",
        )
    named = ", ".join(one.rpartition(":")[0] for one in hosts)
    return Check(check="builds", ok=True, found=f"reach only {named}")


def _base(image: str, ports: Ports) -> Check:
    present = ports.engine.image(image) is not None
    found = "on this machine" if present else "not here yet"
    hint = (
        None
        if present
        else "it is fetched when it is needed; without a registry, `make images` builds it"
    )
    return Check(check=f"base image {image}", ok=True, found=found, hint=hint)
