"""Takes away what somebody made, whatever state it is in, without the time that `down` takes to
keep what nobody wants here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import cast

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.adapters.files.host import HostFiles
from sandbox.adapters.files.locks import FileLocks
from sandbox.adapters.registry.store import RegistryStore
from sandbox.effects.gateway import close_gateway
from sandbox.ports import Ports
from sandbox.wiring import MACHINES_TEMP
from tests.scenarios import engine

# What has to go first comes first.
OPTIONS = {"container": ("--force", "--volumes"), "network": (), "volume": ("--force",)}


@dataclass(frozen=True, kw_only=True)
class Gatekeeping:
    """The ports that it takes to tell the gateway and the firewall who is gone."""

    engine: DockerEngine
    home: Path

    @property
    def locks(self) -> FileLocks:
        return FileLocks(self.home / "locks", MACHINES_TEMP / "sandbox-locks")

    @cached_property
    def files(self) -> HostFiles:
        return HostFiles()

    @cached_property
    def registry(self) -> RegistryStore:
        return RegistryStore(None, self.home)


@cache
def docker_engine() -> DockerEngine:
    return DockerEngine()


def remove_all_of(user: str, home: Path) -> None:
    """By label, and only what bears it. The gateway goes with the last sandbox, as after `down`."""
    left = engine.left_of(user)
    for kind in OPTIONS:
        names = [one.split(" ", 1)[1] for one in left if one.startswith(f"{kind} ")]
        if kind == "network":
            for network in names:
                _let_go(network)
        if names:
            engine.docker(kind, "rm", *OPTIONS[kind], *names, check=False)
    if left:
        close_gateway(cast(Ports, Gatekeeping(engine=docker_engine(), home=home)))


def _let_go(network: str) -> None:
    members = engine.inspect(network, "network").get("Containers") or {}
    for member in members:
        engine.docker("network", "disconnect", "--force", network, member, check=False)


def images_run_by(user: str) -> set[str]:
    """The images of the app's and its data that the user's containers run from."""
    form = ("--format", "{{.Image}}", "--filter", f"label=sandbox.user={user}")
    images = engine.docker("ps", "-a", *form).split()
    return {one for one in images if one.startswith(("sandbox-app/", "sandbox-golden/"))}
