"""Docker's checklist for containers (docs/docker-bench.md), asked of running ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios import engine
from tests.scenarios.person import Sandbox

SYSTEM = ("/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/var/run", "/run")


@pytest.fixture(scope="module", params=["app", "database", "gateway"])
def container(request: pytest.FixtureRequest, shared_tiny: Sandbox) -> dict[str, Any]:
    """What the engine says of one of them."""
    names = {"app": shared_tiny.app, "database": shared_tiny.database, "gateway": engine.GATEWAY}
    return engine.inspect(names[request.param])


def test_rights(container: dict[str, Any]) -> None:
    """5.2 to 5.5, 5.22, 5.26: no right, none to be gained, nothing unconfined."""
    host = container["HostConfig"]
    assert not host["Privileged"]
    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert [one for one in host["SecurityOpt"] if "no-new-privileges" in one]
    assert not [one for one in host["SecurityOpt"] if "unconfined" in one or "disable" in one]
    assert container["AppArmorProfile"] != "unconfined"
    assert container["Config"]["User"] not in ("", "root", "0", "0:0")


def test_namespaces(container: dict[str, Any]) -> None:
    """5.10, 5.16, 5.17, 5.21, 5.25, 5.30, 5.31: none of the host's, and not Docker's own bridge."""
    host = container["HostConfig"]
    assert "host" not in (host["PidMode"], host["IpcMode"], host["UTSMode"], host["UsernsMode"])
    assert host["NetworkMode"] not in ("host", "bridge", "default")
    assert not host["CgroupParent"]
    assert "bridge" not in container["NetworkSettings"]["Networks"]


def test_mounts_and_devices(container: dict[str, Any]) -> None:
    """5.6, 5.18, 5.20, 5.32: no folder of the system, no socket of Docker's, no device."""
    binds = [one for one in container["Mounts"] if one["Type"] == "bind"]
    assert not [one for one in binds if one["Source"] in SYSTEM or "docker" in one["Source"]]
    assert not [one for one in container["Mounts"] if "shared" in one.get("Propagation", "")]
    assert not container["HostConfig"]["Devices"]


def test_limits(container: dict[str, Any]) -> None:
    """5.11, 5.29: memory with swap, processes."""
    host = container["HostConfig"]
    assert 0 < host["Memory"] == host["MemorySwap"]
    assert 0 < host["PidsLimit"] <= 512


def test_ports(container: dict[str, Any]) -> None:
    """5.8, 5.9, 5.14: none but the gateway's, and that on loopback only."""
    bound = container["HostConfig"]["PortBindings"] or {}
    places = [place for one in bound.values() for place in one]
    assert len(places) <= (container["Name"] == f"/{engine.GATEWAY}") * 2
    assert all(place["HostIp"] == "127.0.0.1" for place in places)
    assert all(int(place["HostPort"]) >= 1024 for place in places)


def test_file_systems(container: dict[str, Any]) -> None:
    """5.13: read-only, but for the database, whose data lie in it."""
    database = container["Name"].endswith("-database")
    assert container["HostConfig"]["ReadonlyRootfs"] is not database
