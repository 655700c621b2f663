"""Changed behind our back: the next command sees it and closes it, and nothing typed in is lost."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.conftest import MakePerson
from tests.scenarios.person import Sandbox

USUAL = (
    *("--cap-drop", "ALL", "--security-opt", "no-new-privileges:true"),
    *("--dns", "127.0.0.1"),
)
MENDING = ("remove", "replace", "disconnect", "limit", "create")
SOCKET = "/var/run/docker.sock"


@pytest.fixture(scope="module")
def victim(
    make_person: MakePerson, tmp_path_factory: pytest.TempPathFactory, app_name: str
) -> Sandbox:
    return make_person().up(make_app(tmp_path_factory.mktemp("apps") / app_name))


@pytest.fixture(autouse=True)
def ends_closed(victim: Sandbox) -> Iterator[None]:
    """Every test ends with a sandbox that is as it should be, where the next one begins."""
    yield
    victim.person.up(victim.workspace)
    seen = victim.person.status(victim.name)
    assert "not closed" not in str(seen["problem"])
    assert not [one for one in seen["differs"] if one["step"].split()[0] in MENDING]


def up_again(sandbox: Sandbox) -> list[dict[str, Any]]:
    """The steps of another `up`."""
    steps: list[dict[str, Any]] = sandbox.person.up(sandbox.workspace).document["steps"]
    return steps


def why(steps: list[dict[str, Any]]) -> str:
    return "; ".join(f"{one['step']}: {one['why']}" for one in steps)


def recreated(container: str, *options: str, network: str) -> None:
    """The container once more under its name and with its labels, and with `options`."""
    seen = engine.inspect(container)
    config, host = seen["Config"], seen["HostConfig"]
    image, given = config["Image"], [*options]
    for label, value in config["Labels"].items():
        given += ["--label", f"{label}={value}"]
    for variable in config["Env"]:
        given += ["--env", variable]
    for bind in host["Binds"] or ():
        given += ["--volume", bind]
    engine.docker("rm", "--force", "--volumes", container)
    engine.docker(
        *("create", "--name", container, "--network", network, "--user", config["User"]),
        *("--workdir", config["WorkingDir"], *given, image, *config["Cmd"]),
    )
    # A machine that has not all rights itself cannot start what would have them all.
    engine.docker("start", container, check="--privileged" not in options)


def test_another_network_is_left(victim: Sandbox) -> None:
    """App and database, connected to Docker's usual network, are in the sandbox's only again; so
    is the gateway, which goes on as it is for everybody else."""
    victim.change("create table if not exists typed (word text)")
    gateway = engine.inspect("sandbox-gateway")["Id"]
    engine.docker("network", "connect", "bridge", "sandbox-gateway")
    for container in (victim.app, victim.database):
        engine.docker("network", "connect", "bridge", container)
        differs = str(victim.person.status(victim.name)["differs"])
        assert "it is connected to the network bridge" in differs
        up_again(victim)
        assert set(engine.inspect(container)["NetworkSettings"]["Networks"]) == {victim.network}
    assert victim.rows("select count(*) from typed") == [[0]]
    door = engine.inspect("sandbox-gateway")
    assert door["Id"] == gateway
    assert "bridge" not in door["NetworkSettings"]["Networks"]


def test_reset_refuses_while_it_is_open(victim: Sandbox) -> None:
    """With code 4, the cause and what to type; after `up` it goes."""
    engine.docker("network", "connect", "bridge", victim.app)
    refused = victim.person.sandbox("reset", victim.name, code=4)
    assert "network bridge" in refused.err
    assert "sandbox up" in refused.err
    up_again(victim)
    victim.person.sandbox("reset", victim.name)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--privileged",), "all rights"),
        ((*USUAL, "--volume", f"{SOCKET}:{SOCKET}"), SOCKET),
        ((*USUAL, "--publish", "127.0.0.1::8000"), "port"),
        ((*USUAL, "--pid", "host"), "processes with host"),
        ((*USUAL, "--security-opt", "seccomp=unconfined"), "seccomp=unconfined"),
    ],
    ids=["privileged", "socket", "port", "processes", "seccomp"],
)
def test_an_app_with_more_rights_is_replaced(
    victim: Sandbox, options: tuple[str, ...], said: str
) -> None:
    """Whatever was added under the same name and labels; the one that had it is gone at once."""
    recreated(victim.app, *options, network=victim.network)
    before = engine.inspect(victim.app)["Id"]
    steps = up_again(victim)
    assert said in why(steps)
    after = engine.inspect(victim.app)
    assert after["Id"] != before
    assert not after["HostConfig"]["Privileged"]
    assert not after["HostConfig"]["PidMode"]
    assert after["HostConfig"]["SecurityOpt"] == ["no-new-privileges:true"]
    assert SOCKET not in json.dumps(after["Mounts"])
    assert before not in engine.docker("ps", "-aq", "--no-trunc")


def test_limits_come_back(victim: Sandbox) -> None:
    """After `docker update` gave more memory, swap and processes to both, and to what is beside."""
    mail = f"{victim.name}-mail"
    engine.docker("update", "--memory", "3g", "--memory-swap", "4g", mail)
    for container in (victim.app, victim.database):
        before = engine.inspect(container)["HostConfig"]
        more = ("--memory", "3g", "--memory-swap", "4g", "--pids-limit", "9999")
        engine.docker("update", *more, container)
        assert "limit of memory" in why(up_again(victim)) or container == victim.database
        after = engine.inspect(container)["HostConfig"]
        for key in ("Memory", "MemorySwap", "PidsLimit", "NanoCpus"):
            assert after[key] == before[key]
        assert engine.inspect(mail)["HostConfig"]["Memory"] < 1 << 30


def test_a_network_that_was_replaced_is_closed_again(victim: Sandbox) -> None:
    """An ordinary one of the same name and labels, with everybody in it, is taken away."""
    network = victim.network
    labels = engine.inspect(network, "network")["Labels"]
    members = [*engine.containers_of(victim.name), engine.GATEWAY]
    for member in members:
        engine.docker("network", "disconnect", "--force", network, member)
    engine.docker("network", "rm", network)
    words = [word for key, value in labels.items() for word in ("--label", f"{key}={value}")]
    engine.docker("network", "create", *words, network)
    for member in members:
        engine.docker("network", "connect", network, member)
    assert "it has a way out" in why(up_again(victim))
    assert engine.inspect(network, "network")["Internal"]
    assert victim.browser().get().status == 200


def test_a_stranger_in_the_network_loses_its_way_in(victim: Sandbox) -> None:
    """A container that is none of the sandbox's was connected to its network."""
    stranger = f"stranger-of-{victim.name}"
    try:
        engine.docker(
            *("run", "-d", "--name", stranger, "--network", victim.network),
            *("--label", f"sandbox.user={victim.person.user}", "debian:bookworm-slim"),
            *("sleep", "600"),
        )
        assert stranger in why(up_again(victim))
        assert victim.network not in engine.inspect(stranger)["NetworkSettings"]["Networks"]
    finally:
        engine.docker("rm", "--force", "--volumes", stranger)


def test_a_database_with_more_rights_is_replaced_with_its_data(victim: Sandbox) -> None:
    """What was typed in is there; what the server was kept in goes with the sandbox."""
    victim.change("create table kept as select 'typed in' as words")
    image = f"tampered-{victim.name}"
    engine.docker("commit", victim.database, image)
    try:
        seen = engine.inspect(victim.database)["Config"]
        words = [f"--label={key}={value}" for key, value in seen["Labels"].items()]
        engine.docker("rm", "--force", "--volumes", victim.database)
        engine.docker(
            *("run", "-d", "--name", victim.database, "--network", victim.network, *words),
            *("--network-alias", "database", "--user", "postgres", "--cap-add", "NET_RAW"),
            *("--volume", f"{SOCKET}:{SOCKET}", image, *seen["Cmd"]),
        )
        steps = why(up_again(victim))
        assert "replace database: it has the right NET_RAW" in steps
        host = engine.inspect(victim.database)["HostConfig"]
        assert host["CapDrop"] == ["ALL"]
        assert not host["CapAdd"]
        assert not host["Binds"]
        assert victim.rows("select words from kept") == [["typed in"]]
    finally:
        subprocess.run(
            ["docker", "image", "rm", "--force", image], capture_output=True, check=False
        )
