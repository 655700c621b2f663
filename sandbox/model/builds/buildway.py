"""The two containers that a build reaches its package mirrors through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sandbox.model.names import SandboxName
from sandbox.model.outside.egress import Way, way_of, ways_of
from sandbox.model.outside.production import names_of, production_of
from sandbox.model.outside.squid import ParentProxy, Policy, squid_configuration
from sandbox.model.settings.spec import Outside
from sandbox.model.stack import PROXY_USER, Bind, ContainerSpec

DOOR, PROXY = "job-door", "job-proxy"
PLACE = "/run/way"


def build_policy(outside: Outside, mirrors: Iterable[str], parent: ParentProxy | None) -> Policy:
    """mirrors: "HOST:PORT", as this machine's own tools use them; one in production is left out."""
    own = [way for one in mirrors if (way := _way(one)) is not None]
    return Policy(
        ways=ways_of(outside.build),
        mirrors=tuple(
            dict.fromkeys(one for one in own if not production_of(one.host, outside.production))
        ),
        production=outside.production,
        parent=parent,
    )


def _way(entry: str) -> Way | None:
    """None for what no proxy can lead to, such as a mirror on the machine itself."""
    try:
        return way_of(entry)
    except ValueError:
        return None


def door_of(name: SandboxName, image: str) -> ContainerSpec:
    """Has no network but loopback; the build's commands run in it."""
    return _container(name, DOOR, image)


def proxy_of(name: SandboxName, image: str, policy: Policy, *, resolver: str) -> ContainerSpec:
    """Has a way out, and no network in common with the build."""
    names = [one for one in names_of(policy.production) if "*" not in one]
    return replace(
        _container(name, PROXY, image),
        env=(
            ("PRODUCTION_NAMES", " ".join(names)),
            ("PROXY_CONFIGURATION", squid_configuration(policy)),
        ),
        network=name.build_network,
        resolver=resolver,
        forwards=False,
        memory_mb=256,
    )


def _container(name: SandboxName, role: str, image: str) -> ContainerSpec:
    return ContainerSpec(
        name=name.container(role),
        role=role,
        image=image,
        command=("way", "door" if role == DOOR else "build"),
        binds=(Bind(source=name.build_volume, target=PLACE),),
        user=PROXY_USER,
        tmpfs=(("/tmp", "size=16m,mode=1777"),),
        read_only_root=True,
        memory_mb=64,
        cpus=1.0,
        processes=256,
        restart=False,
        labels=tuple(sorted(name.labels(role).items())),
    )
