"""Networks, on Docker and in memory."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network

import docker
import pytest

from sandbox.adapters.docker.networks import host_routes
from sandbox.errors import NotFound
from tests.contract.conftest import Case


def test_a_network_is_found_by_its_labels(case: Case) -> None:
    """With its name and its small subnet."""
    name = case.network()
    (found,) = case.engine.networks({**case.labels, "sandbox.role": ""})
    assert found.name == name
    assert IPv4Network(found.subnet).prefixlen == 28
    assert case.engine.networks({**case.labels, "sandbox.role": "job"}) == []


def test_a_network_made_twice_is_one(case: Case) -> None:
    """The second time it is kept as it is."""
    case.network()
    (before,) = case.engine.networks(case.labels)
    case.network()
    assert case.engine.networks(case.labels) == [before]


def test_a_network_made_at_once_is_one(case: Case) -> None:
    """Eight commands that make it all go on, with the same one."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: case.network(), range(8)))
    assert len(case.engine.networks(case.labels)) == 1


def test_networks_made_at_once_do_not_overlap(case: Case) -> None:
    """Each sandbox has addresses of its own."""
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: case.network(f"n{number}"), range(6)))
    subnets = [IPv4Network(one.subnet) for one in case.engine.networks(case.labels)]
    assert len(subnets) == 6
    assert not any(a.overlaps(b) for a in subnets for b in subnets if a is not b)


def test_members_are_those_that_run(case: Case) -> None:
    """And each knows its own address in the network."""
    network = case.network()
    name = case.running(network=network)
    (found,) = case.engine.networks(case.labels)
    state = case.engine.state(name)
    assert state is not None
    assert IPv4Address(state.address[network]) in IPv4Network(found.subnet)
    (container,) = case.engine.containers(case.labels)
    assert container.networks == (network,)


def test_a_network_goes_with_its_members_disconnected(case: Case) -> None:
    """The containers stay; a second removal says that there was nothing."""
    network = case.network()
    name = case.running(network=network)
    assert case.engine.remove_network(network) is True
    assert case.engine.networks(case.labels) == []
    state = case.engine.state(name)
    assert state is not None
    assert state.state == "running"
    assert network not in state.address
    assert case.engine.remove_network(network) is False


def test_removing_a_network_at_once_succeeds_for_everybody(case: Case) -> None:
    """Two `down` of the same sandbox."""
    network = case.network()
    case.running(network=network)
    with ThreadPoolExecutor(4) as pool:
        assert any(pool.map(case.engine.remove_network, [network] * 4))
    assert case.engine.networks(case.labels) == []


def joined(case: Case) -> set[str]:
    found = case.engine.state(case.name())
    return set(found.address) if found else set()


def test_a_container_is_let_in_and_out(case: Case) -> None:
    """Twice in and twice out are no failure."""
    outer, network = case.network("outer"), case.network()
    name = case.running(network=outer)
    for _ in range(2):
        case.engine.connect(network, name, ("door",))
        assert joined(case) == {outer, network}
    for _ in range(2):
        case.engine.disconnect(network, name)
        assert joined(case) == {outer}


def test_a_stopped_container_is_let_in_twice(case: Case) -> None:
    """It is a member once it runs."""
    outer, network = case.network("outer"), case.network()
    case.engine.create(case.spec(network=outer))
    for _ in range(2):
        case.engine.connect(network, case.name(), ())
    case.engine.start(case.name())
    assert joined(case) == {outer, network}


def test_letting_in_what_is_not_there_is_not_found(case: Case) -> None:
    """The container or the network; letting it out is no failure."""
    network, name = case.network(), case.running()
    with pytest.raises(NotFound):
        case.engine.connect(network, "nothing-there", ())
    with pytest.raises(NotFound):
        case.engine.connect(f"{network}-none", name, ())
    case.engine.disconnect(f"{network}-none", name)


def test_the_outer_network_says_its_members_address(case: Case) -> None:
    """Made twice it is the same."""
    name = f"{case.base}-outer"
    address = case.engine.create_outer(name, case.labels)
    assert case.engine.create_outer(name, case.labels) == address
    (found,) = case.engine.networks(case.labels)
    assert IPv4Address(address) in IPv4Network(found.subnet)


def test_a_sandboxs_network_has_no_way_out(docker_case: Case) -> None:
    """Internal, without IPv6, and the host has no address in it."""
    network = docker_case.network()
    seen = docker.from_env().api.inspect_network(network)
    assert seen["Internal"] is True
    assert seen["EnableIPv6"] is False
    name = docker_case.running(network=network)
    gateway = IPv4Network(seen["IPAM"]["Config"][0]["Subnet"]).network_address + 1
    with socket.socket() as one, pytest.raises(OSError, match="assign"):
        one.bind((str(gateway), 0))  # only an address that the host has can be listened at
    reached = docker_case.engine.execute(
        name, ("bash", "-c", f"timeout 2 bash -c 'echo > /dev/tcp/{gateway}/22'; echo $?")
    )
    assert "Connection refused" not in reached.errors
    assert reached.output.strip() != "0"


def test_containers_of_a_network_find_each_other_by_name(docker_case: Case) -> None:
    """By the alias that the app's configuration knows, and no other name is asked outside."""
    network = docker_case.network()
    docker_case.running("database", network=network)
    docker_case.engine.disconnect(network, docker_case.name("database"))
    docker_case.engine.connect(network, docker_case.name("database"), ("database", "db"))
    name = docker_case.running(network=network)
    found = docker_case.engine.execute(name, ("getent", "hosts", "db"))
    assert found.code == 0
    assert docker_case.engine.execute(name, ("getent", "hosts", "example.org")).code != 0


def test_a_container_has_no_rights_that_it_does_not_need(docker_case: Case) -> None:
    """No capabilities, none to be had, limits, and a first process that reaps."""
    name = docker_case.running()
    status = docker_case.engine.execute(name, ("cat", "/proc/self/status")).output
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert int(facts["CapEff"], 16) == 0
    assert int(facts["CapBnd"], 16) == 0
    assert facts["NoNewPrivs"] == "1"
    seen = docker.from_env().api.inspect_container(name)["HostConfig"]
    assert seen["Memory"] == seen["MemorySwap"] == 64 << 20
    assert seen["PidsLimit"] == 512
    assert seen["Init"] is True
    assert seen["Binds"] in (None, [])


def test_subnets_keep_out_of_the_hosts_routes(docker_case: Case) -> None:
    """No sandbox hides an address that this machine reaches by another way."""
    before = [IPv4Network(one, strict=False) for one in host_routes()]
    docker_case.network()
    (found,) = docker_case.engine.networks(docker_case.labels)
    assert not any(IPv4Network(found.subnet).overlaps(one) for one in before)
