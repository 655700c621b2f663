"""From the inside: nothing but the sandbox itself can be reached, and no right is left over."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from sandbox.model.outside.mail import VARIABLES
from sandbox.model.walls.mark import MARK
from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.conftest import MakePerson
from tests.scenarios.person import Sandbox

# Prints what of the given HOST:PORT lets itself be connected to.
CONNECT = """
import json, socket, sys
reached = []
for target in sys.argv[1:]:
    host, port = target.rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
        reached.append(target)
    except OSError:
        pass
print(json.dumps(reached))
"""
RESOLVE = """
import json, socket, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = socket.gethostbyname(name)
    except OSError:
        pass
print(json.dumps(found))
"""
ASK = """
import http.client, sys
try:
    line = http.client.HTTPConnection(sys.argv[1], int(sys.argv[2]), timeout=2)
    line.request("GET", "/", headers={"Host": sys.argv[3]})
    print(line.getresponse().read().decode())
except OSError as error:
    print(type(error).__name__)
"""


@pytest.fixture(scope="module")
def neighbours(
    make_person: MakePerson, tmp_path_factory: pytest.TempPathFactory, app_name: str
) -> tuple[Sandbox, Sandbox]:
    """Two people's sandboxes of the same app; the first was made with secrets in the air."""
    folder = make_app(tmp_path_factory.mktemp("apps") / app_name)
    secrets = {"HOST_SECRET": "do-not-leak", "AWS_SECRET_ACCESS_KEY": "do-not-leak"}
    return make_person().up(folder, env=secrets), make_person().up(folder)


@pytest.fixture
def host_service() -> Iterator[int]:
    """The port of a service on this machine that listens on all its addresses."""
    with socket.create_server(("0.0.0.0", 0)) as listener:
        listener.settimeout(0.2)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    listener.accept()[0].close()
                except TimeoutError:
                    continue

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        done.set()
        thread.join()


def host_addresses() -> list[str]:
    """Every IPv4 address of this machine, Docker's own among them."""
    run = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True)
    return [one for one in run.stdout.split() if ":" not in one]


def reached(sandbox: Sandbox, *targets: str) -> list[str]:
    found: list[str] = json.loads(sandbox.inside("python", "-c", CONNECT, *targets))
    return found


def test_the_host_cannot_be_reached(neighbours: tuple[Sandbox, Sandbox], host_service: int) -> None:
    """A service on all of the machine's addresses answers the machine, and no sandbox."""
    own = neighbours[0]
    addresses = host_addresses()
    for address in addresses:
        socket.create_connection((address, host_service), timeout=2).close()
    pools = [
        pool
        for network in ("bridge", own.network, neighbours[1].network, "sandbox-outer")
        for pool in engine.inspect(network, "network")["IPAM"]["Config"]
    ]
    gateways = [pool["Gateway"] for pool in pools if "Gateway" in pool]
    firsts = [str(next(IPv4Network(pool["Subnet"]).hosts())) for pool in pools]
    targets = {f"{one}:{host_service}" for one in (*addresses, *gateways, *firsts)}
    assert len(targets) >= 3
    assert reached(own, *sorted(targets)) == []


def is_the_hosts(address: str) -> bool:
    """Whether this machine answers at an address: it can be listened at then."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.bind((address, 0))
        except OSError:
            return False
        return True


def test_the_internet_cannot_be_reached(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """No address of the outside answers, nor the metadata address; the own database does."""
    outside = ("1.1.1.1:443", "8.8.8.8:53", "93.184.215.14:80", "169.254.169.254:80")
    assert reached(neighbours[0], *outside, "database:5432") == ["database:5432"]
    subnet = IPv4Network(engine.subnet_of(neighbours[0].network))
    # Older engines leave a route there; the host answers at none of the network's addresses.
    assert not any(is_the_hosts(str(address)) for address in subnet)
    assert is_the_hosts("127.0.0.1")


def test_names_of_the_outside_do_not_resolve(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """The resolver knows the sandbox's own names only."""
    other = neighbours[1]
    outside = ("example.org", "localhost.example.org", "host.docker.internal", socket.gethostname())
    names = (*outside, other.app, other.database, engine.GATEWAY + ".example.org")
    found = json.loads(neighbours[0].inside("python", "-c", RESOLVE, *names, "database"))
    assert list(found) == ["database"]


def test_another_persons_sandbox_cannot_be_reached(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """Neither by address nor by name, in either direction; from the host both answer."""
    for own, other in (neighbours, neighbours[::-1]):
        targets = (
            f"{engine.address_of(other.app, other.network)}:8000",
            f"{engine.address_of(other.database, other.network)}:5432",
            f"{other.app}:8000",
            f"{other.database}:5432",
        )
        assert reached(own, *targets) == []
        assert other.browser().get().status == 200


def test_the_gateway_is_no_way_to_another_sandbox(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """On none of its addresses does the gateway hand one sandbox's page to another."""
    own, other = neighbours
    networks = engine.inspect(engine.GATEWAY)["NetworkSettings"]["Networks"]
    near = (own.network, other.network, "sandbox-outer")
    addresses = [networks[name]["IPAddress"] for name in near]
    for address in addresses:
        said = own.inside("python", "-c", ASK, address, "8080", f"{other.name}.localhost")
        assert "tiny says" not in said


def test_a_process_inside_has_no_rights(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """Not root, no capability, none to be gained, no raw frames; app and database alike."""
    own = neighbours[0]
    for container in (own.app, own.database):
        status = dict(
            line.split(":\t", 1)
            for line in engine.docker("exec", container, "cat", "/proc/self/status").splitlines()
            if ":\t" in line
        )
        assert int(status["CapEff"], 16) == 0
        assert int(status["CapBnd"], 16) == 0
        assert status["NoNewPrivs"] == "1"
        assert "0" not in status["Uid"].split()
    raw = "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)"
    own.person.sandbox("run", "--name", own.name, "--", "python", "-c", raw, code=1)


def test_limits_hold(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """Memory with swap, processors, processes and logs have a limit in every container."""
    for container in (neighbours[0].app, neighbours[0].database):
        host = engine.inspect(container)["HostConfig"]
        assert 0 < host["Memory"] == host["MemorySwap"]
        assert 0 < host["PidsLimit"] <= 512
        assert host["NanoCpus"] > 0
        assert host["LogConfig"]["Config"]["max-size"]
        assert host["CapDrop"] == ["ALL"]
        assert not host["Privileged"]


def test_only_the_workspace_is_mounted(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """No folder of the host but the workspace, whose `.git` can only be read, and an empty one; no
    Docker socket."""
    own = neighbours[0]
    binds = [one for name in (own.app, own.database) for one in engine.inspect(name)["Mounts"]]
    found = {(one["Source"], one["RW"]) for one in binds if one["Type"] == "bind"}
    code = {(str(own.workspace), True), (f"{own.workspace}/.git", False)}
    assert found == code | {(MARK.source, False)}
    assert list(Path(MARK.source).iterdir()) == []
    sockets = "import glob; print(glob.glob('/run/docker*') + glob.glob('/var/run/docker*'))"
    assert own.inside("python", "-c", sockets).strip() == "[]"


def test_the_environment_comes_from_the_allow_list(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """What was exported in the shell of `up` is not inside; what the app's example names is."""
    own = neighbours[0]
    environment = own.inside("env")
    assert "do-not-leak" not in environment
    assert "GREETING=hello" in environment.splitlines()
    names = {line.split("=")[0] for line in environment.splitlines()}
    own_names = {"GREETING", "DATABASE_URL", "HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    image = json.loads(engine.docker("image", "inspect", engine.inspect(own.app)["Image"]))[0]
    of_image = {one.split("=")[0] for one in image["Config"]["Env"]}
    own_names |= VARIABLES.keys()
    assert names <= own_names | of_image | {"HOSTNAME", "PWD", "OLDPWD", "SHLVL", "_"}
    documents = [engine.docker("inspect", one) for one in (own.app, own.database)]
    assert not any("do-not-leak" in document for document in documents)


def test_the_apps_database_role_is_nobody_special(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """The role that the app and its migrations use is no superuser and may make no role."""
    sql = (
        "select current_user::text, rolsuper, rolcreaterole, rolreplication, rolbypassrls "
        "from pg_roles where rolname = current_user"
    )
    assert neighbours[0].rows(sql, "--write") == [["app", False, False, False, False]]


def test_the_network_has_no_way_out(neighbours: tuple[Sandbox, Sandbox]) -> None:
    """The network is internal and small, and only the sandbox's own containers and the gateway
    are in it."""
    own = neighbours[0]
    network = engine.inspect(own.network, "network")
    assert network["Internal"]
    assert not network["EnableIPv6"]
    assert IPv4Network(network["IPAM"]["Config"][0]["Subnet"]).prefixlen >= 28
    members = {one["Name"] for one in network["Containers"].values()}
    assert members == {*own.containers, engine.GATEWAY}
