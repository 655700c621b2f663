"""What is found of a container or a network that was tampered with, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.model.facts import NetworkFacts
from sandbox.model.walls.confinement import Confinement, Limit, confinement_of
from sandbox.model.walls.guard import (
    DISCONNECT,
    LIMIT,
    RECREATE,
    differences,
    in_words,
    open_walls,
)
from tests.unit.model.samples import NAME, WANTED

APP = confinement_of(WANTED.app, cpus=2)
WITHOUT_GIT = frozenset(one for one in APP.mounts if not one[1].endswith(".git"))
WITHOUT_CORE = frozenset(one for one in APP.ulimits if one[0] != "core")
OPEN_LIMIT = Limit(memory=0, swap=0, cpus=0, processes=0)

# (what was changed, what is said of it, how it is mended, whether it lets something in or out)
TAMPERED: list[tuple[dict[str, Any], str, str, bool]] = [
    ({"privileged": True}, "has all rights on this machine", RECREATE, True),
    ({"added": frozenset({"NET_RAW"})}, "has the right NET_RAW", RECREATE, True),
    ({"dropped": frozenset()}, "has rights that no sandbox needs", RECREATE, True),
    ({"security": frozenset()}, "lacks no-new-privileges", RECREATE, True),
    (
        {"security": APP.security | {"seccomp=unconfined"}},
        "runs with seccomp=unconfined",
        RECREATE,
        True,
    ),
    ({"user": ""}, "runs as its image says", RECREATE, True),
    ({"user": "root"}, "runs as root", RECREATE, True),
    (
        {"networks": APP.networks | {"bridge"}},
        "is connected to the network bridge",
        DISCONNECT,
        True,
    ),
    ({"resolvers": ("8.8.8.8",)}, "asks 8.8.8.8 for names", RECREATE, True),
    ({"published": frozenset({"8000"})}, "is reached at port 8000", RECREATE, True),
    (
        {"namespaces": frozenset({("processes", "host")})},
        "shares processes with host",
        RECREATE,
        True,
    ),
    ({"devices": frozenset({"/dev/sda"})}, "has the device /dev/sda", RECREATE, True),
    (
        {"mounts": APP.mounts | {("/var/run/docker.sock", "/s", False)}},
        "has /var/run/docker.sock of this machine at /s",
        RECREATE,
        True,
    ),
    ({"mounts": WITHOUT_GIT}, "lacks its folder /app/.git", RECREATE, True),
    ({"tmpfs": frozenset()}, "has other folders in memory", RECREATE, True),
    ({"image": "other"}, "runs from the image other", RECREATE, True),
    ({"command": ("sh",)}, "runs another command", RECREATE, True),
    (
        {"environment": APP.environment | {"AWS_SECRET_ACCESS_KEY=abc"}},
        "has another value of AWS_SECRET_ACCESS_KEY",
        RECREATE,
        True,
    ),
    ({"runtime": "other"}, "runs under other", RECREATE, True),
    (
        {"more": frozenset({("ExtraHosts", "['a:1.2.3.4']")})},
        "has the setting ExtraHosts",
        RECREATE,
        True,
    ),
    ({"limit": replace(APP.limit, memory=0)}, "has another limit of memory", LIMIT, False),
    ({"limit": replace(APP.limit, swap=-1)}, "has another limit of swap", LIMIT, False),
    ({"limit": replace(APP.limit, cpus=0.0)}, "has another limit of processors", LIMIT, False),
    ({"limit": replace(APP.limit, processes=0)}, "has another limit of processes", LIMIT, False),
    ({"log": ("json-file", ())}, "keeps its output without a bound", RECREATE, False),
    ({"shm": 1 << 40}, "has another size of shared memory", RECREATE, False),
    ({"ulimits": WITHOUT_CORE}, "lacks its limit of core", RECREATE, False),
    ({"read_only_root": False}, "can write in all of its file system", RECREATE, True),
    ({"restart": False}, "starts again in other cases", RECREATE, False),
]


@pytest.mark.parametrize(
    ("change", "what", "mend", "wall"), TAMPERED, ids=[one[1] for one in TAMPERED]
)
def test_one_change_is_one_difference(
    change: dict[str, Any], what: str, mend: str, wall: bool
) -> None:
    """Said in words, with the way to mend it; nothing else is said."""
    (found,) = differences(APP, replace(APP, **change))
    assert what in found.what
    assert (found.mend, found.wall) == (mend, wall)


def test_as_wanted_there_is_no_difference() -> None:
    """Nor where the image brings variables of its own, or the engine cannot hold a limit."""
    inherited = frozenset({"PATH=/bin"})
    found = replace(APP, environment=APP.environment | inherited, inherited=inherited)
    unlimited = replace(found.limit, memory=None, swap=None, cpus=None, processes=None)
    assert differences(APP, APP) == ()
    assert differences(APP, replace(found, limit=unlimited)) == ()


def test_every_field_is_compared() -> None:
    """A container about which everything is wrong: no field of it goes unnoticed."""
    compared = {name for change, *_ in TAMPERED for name in change}
    assert compared | {"inherited"} == set(Confinement.__dataclass_fields__)


def test_values_of_the_environment_are_not_said() -> None:
    """They may be secrets."""
    found = replace(APP, environment=APP.environment | {"TOKEN=s3cret"})
    assert "s3cret" not in in_words(differences(APP, found))


def test_more_processors_than_there_are_are_no_difference() -> None:
    """What is wanted is cut to what the machine has."""
    many = replace(WANTED.app, cpus=64.0)
    assert differences(confinement_of(many, cpus=2), APP) == ()


def test_a_container_of_another_version_is_asked_for_its_rights_only() -> None:
    """Other settings are wanted by now; they come with the next one."""
    found = replace(APP, image="older", command=("older",), mounts=frozenset())
    assert differences(APP, found, changed=True) == ()
    (right,) = differences(APP, replace(found, privileged=True), changed=True)
    assert right.what == "has all rights on this machine"


def test_walls_are_named_before_limits() -> None:
    """And the others are counted."""
    found = replace(APP, limit=OPEN_LIMIT, published=frozenset({"80"}))
    assert in_words(differences(APP, found)) == (
        "it is reached at port 80 of this machine, and 4 more"
    )


NETWORK = NetworkFacts(
    driver="bridge",
    internal=True,
    ipv6=False,
    name_of_bridge="sbx-0123456789a",
    host_addresses=(),
    members=frozenset({NAME.container("app")}),
)
OPEN: list[tuple[dict[str, Any], str]] = [
    ({"driver": "macvlan"}, "is of the kind macvlan"),
    ({"internal": False}, "has a way out"),
    ({"ipv6": True}, "has IPv6"),
    ({"name_of_bridge": "br-0123"}, "has a bridge that this machine listens on"),
    ({"host_addresses": ("10.0.0.1",)}, "reaches this machine at 10.0.0.1"),
    ({"members": NETWORK.members | {"stranger"}}, "has stranger in it"),
]


@pytest.mark.parametrize(("change", "what"), OPEN, ids=[one[1] for one in OPEN])
def test_an_open_network_is_seen(change: dict[str, Any], what: str) -> None:
    """By what it is like, not by the options it was made with."""
    (found,) = open_walls(replace(NETWORK, **change), NETWORK.members)
    assert found.what == what


def test_a_closed_network_is_closed() -> None:
    """Whoever may be in it does not have to be."""
    assert open_walls(NETWORK, NETWORK.members | {"sandbox-gateway"}) == ()
