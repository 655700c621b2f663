"""What needs no route: datagrams sent to the machine as to a neighbour, and to everybody."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.adapters.docker import hostwall
from sandbox.adapters.docker.engine import DockerEngine
from sandbox.errors import SandboxError
from sandbox.model.walls import mark
from tests.contract.conftest import Case, docker_case
from tests.scenarios import engine
from tests.scenarios.person import Sandbox
from tests.scenarios.test_isolation import host_addresses

__all__ = ["docker_case"]
ROOT = Path(__file__).parents[2]
# Sends WORD to PORT at each address: by the usual way, bound to the interface, and to it alone.
SEND = """
import socket, sys
word, port, *targets = sys.argv[1:]
for target in targets:
    for bound in (False, True):
        for lone in (False, True):
            line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            if bound:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"eth0")
            if lone:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_DONTROUTE, 1)
            try:
                line.sendto(f"{word} {target}".encode(), (target, int(port)))
            except OSError:
                pass
"""
TO_EVERYBODY = ("255.255.255.255", "224.0.0.1", "224.0.0.251")


@pytest.fixture
def ear() -> Iterator[socket.socket]:
    """Takes datagrams on all addresses of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("0.0.0.0", 0))
        listening.settimeout(1)
        yield listening


def heard(ear: socket.socket) -> set[str]:
    words = set()
    try:
        while True:
            words.add(ear.recv(200).decode())
    except TimeoutError:
        return words


def test_no_datagram_reaches_the_machine(shared_tiny: Sandbox, ear: socket.socket) -> None:
    """Neither from the app nor from the database; from an ordinary network every one arrives."""
    port = str(ear.getsockname()[1])
    targets = (*host_addresses(), *TO_EVERYBODY)
    image = engine.inspect(shared_tiny.app)["Config"]["Image"]
    for container in (shared_tiny.app, shared_tiny.database):
        helper = ("run", "--rm", "--network", f"container:{container}", "--cap-drop", "ALL")
        engine.docker(*helper, image, "python", "-c", SEND, "inside", port, *targets)
    assert heard(ear) == set()
    network = f"ordinary-{secrets.token_hex(3)}"
    engine.docker("network", "create", network)
    try:
        ordinary = ("run", "--rm", "--network", network, "--cap-drop", "ALL", image)
        engine.docker(*ordinary, "python", "-c", SEND, "outside", port, *targets)
    finally:
        engine.docker("network", "rm", network)
    assert {f"outside {one}" for one in host_addresses()} <= heard(ear)


def test_the_machines_side_has_no_address(shared_tiny: Sandbox) -> None:
    """Of the bridge that the sandbox's network is: neither IPv4 nor IPv6 but the kernel's own."""
    options = engine.inspect(shared_tiny.network, "network")["Options"]
    bridge = options["com.docker.network.bridge.name"]
    shown = subprocess.run(["ip", "-json", "addr", "show", bridge], capture_output=True, check=True)
    (interface,) = json.loads(shown.stdout)
    assert [one["scope"] for one in interface["addr_info"]] in ([], ["link"])


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    """(prefix of interfaces, folder) of a wall that no sandbox stands behind."""
    prefix = f"sw{secrets.token_hex(2)}-"
    folder = Path(f"/dev/shm/{prefix}test")
    rule = ("INPUT", "-i", f"{prefix}+", "-j", "DROP")
    monkeypatch.setattr(mark, "MARK", replace(mark.MARK, source=str(folder)))
    monkeypatch.setattr(hostwall, "RULE", rule)
    monkeypatch.setattr(hostwall, "BRIDGE_PREFIX", prefix)
    yield prefix, folder
    for tool in ("iptables", "ip6tables"):
        subprocess.run([tool, "-D", *rule], capture_output=True, check=False)
    if folder.exists():
        folder.rmdir()


def rules(prefix: str) -> list[int]:
    """How often there is one of that prefix, for IPv4 and IPv6."""
    words = [[tool, "-S", "INPUT"] for tool in ("iptables", "ip6tables")]
    said = [subprocess.run(one, capture_output=True, text=True, check=True) for one in words]
    return [one.stdout.count(f"{prefix}+") for one in said]


def test_a_container_can_shut_the_machine_off(wall: tuple[str, Path]) -> None:
    """Where the person may not: once however often it is done, and it is taken away again."""
    prefix, folder = wall
    image, docker = f"wall-test:{secrets.token_hex(3)}", DockerEngine()
    built = ["docker", "build", "-q", "-t", image, str(ROOT / "compose" / "wall")]
    subprocess.run(built, capture_output=True, check=True)
    try:
        for _ in range(2):
            docker.shut_out_host_by(image)
        assert rules(prefix) == [1, 1]
        assert folder.is_dir()
        docker.let_host_in_by(image)
        assert rules(prefix) == [0, 0]
        assert not folder.exists()
        docker.let_host_in_by(image)
    finally:
        engine.remove_images(image)


def test_nothing_of_a_sandbox_starts_before_the_machine_is_shut_off(
    wall: tuple[str, Path], docker_case: Case
) -> None:
    """As after the machine was started anew: Docker brings up what it was told to, and cannot."""
    prefix, folder = wall
    docker, network = docker_case.engine, docker_case.network()
    spec = replace(docker_case.spec(network=network), restart=True)
    assert docker.shut_out_host(network)
    assert rules(prefix) == [1, 1]
    docker.create(spec)
    docker.start(spec.name)
    docker.stop(spec.name, seconds=0)
    assert docker.let_host_in()
    assert rules(prefix) == [0, 0]
    with pytest.raises(SandboxError):
        docker.start(spec.name)
    assert not folder.exists()
    assert docker.shut_out_host(network)
    docker.start(spec.name)
    assert docker.containers(docker_case.labels)[0].running
