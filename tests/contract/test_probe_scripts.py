"""What goes into a container to try its walls: two scripts with the same answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.model.proof import wire
from sandbox.model.proof.attempts import ping, tcp, udp
from sandbox.model.proof.place import field
from sandbox.model.proof.rights import CALLS, CAPABILITIES
from tests.contract.conftest import Case
from tests.scenarios import engine

SCRIPTS = Path(__file__).parents[2] / "compose" / "prove"
PYTHON, PERL = "probe.py", "probe.pl"
WITH = {PYTHON: ("python3", "-ISc"), PERL: ("perl", "-e")}
SECONDS = "0.4"
IMAGE = "python:3.11-slim"  # has both

DNS = wire.dns("nobody.example")
QUESTIONS = (
    tcp("192.0.2.1", 443),
    tcp("fd00:ec2::254", 80),
    tcp("127.0.0.1", 1),
    tcp("::ffff:127.0.0.1", 1),
    tcp("127.0.0.1", 1, device="none0"),
    tcp("192.0.2.1", 443, device="*"),
    udp("192.0.2.1", 53, DNS, device="*"),
    udp("192.0.2.1", 53, DNS),
    udp("127.0.0.1", 1, b"x"),
    udp("127.0.0.11", 53, DNS),
    ping("192.0.2.1"),
    ("socket", "2", "1", "0"),
    ("socket", "2", "3", "255"),
    ("socket", "17", "3", "768"),
    ("socket", "99", "1", "0"),
    ("exists", "/etc/hosts", "/nothing", "/root/.ssh"),
    ("exists", "/nothing", "/etc/hosts/nothing"),
    ("exists", "/.dockerenv"),  # an empty file
    ("read", "8", "/etc/passwd"),
    ("read", "8", "/nothing", "/etc/passwd"),
    ("read", "8", "/nothing"),
    ("read", "8", "/etc/shadow"),
    ("read", "8", "/etc"),
    ("write", "/proc/self/comm"),
    ("write", "/proc/sys/kernel/core_pattern"),
    ("write", "/nothing/at/all"),
    *(("call", name) for name in (*CALLS, "oneself", "nonsense")),
    ("devices", "/dev"),
    ("devices", "/nothing"),
    ("nonsense",),
)


class Box:
    """A running container that both scripts can run in."""

    def __init__(
        self, case: Case, *, user: str = "10001:10001", capabilities: tuple[str, ...] = ()
    ) -> None:
        self.engine = case.engine
        self.name = case.name()
        network = case.network()
        spec = case.spec(network=network, image=IMAGE)
        self.engine.create(replace(spec, user=user, capabilities=capabilities))
        self.engine.start(self.name)

    def ask(self, script: str, *questions: tuple[str, ...]) -> dict[str, tuple[str, str]]:
        """The answers by the question, written as one text."""
        ids = {str(number): " ".join(one) for number, one in enumerate(questions)}
        lines = "".join(
            "\t".join((str(number), *one)) + "\n" for number, one in enumerate(questions)
        )
        command = (*WITH[script], (SCRIPTS / script).read_text(), SECONDS)
        result = self.engine.execute(self.name, command, stdin=[lines.encode()])
        assert result.errors == ""
        answers = (line.split("\t") for line in result.output.splitlines())
        return {ids[number]: (word, detail) for number, word, detail in answers}


@pytest.fixture
def box(docker_case: Case) -> Box:
    return Box(docker_case)


def test_both_scripts_give_the_same_answers(box: Box) -> None:
    """To every kind of question, word for word."""
    python, perl = (box.ask(script, *QUESTIONS) for script in (PYTHON, PERL))
    assert len(python) == len(QUESTIONS)
    assert python == perl


@pytest.mark.parametrize("script", [PYTHON, PERL])
def test_what_is_closed_and_what_is_open_differ(box: Box, script: str) -> None:
    """Each kind of question has an answer of its own for an open door."""
    status = ("read", "4096", "/proc/self/status")
    said = box.ask(script, *QUESTIONS, status)
    words = {question: word for question, (word, _) in said.items()}
    assert words[" ".join(tcp("192.0.2.1", 443))] == "unreachable"
    assert words[" ".join(tcp("127.0.0.1", 1))] == "refused"
    assert words[" ".join(udp("127.0.0.11", 53, DNS))] == "answered"
    assert words[" ".join(udp("192.0.2.1", 53, DNS, device="*"))] == "sent"
    assert words["socket 2 1 0"] == "allowed"
    assert words["socket 17 3 768"] == "denied"
    assert words["exists /etc/hosts /nothing /root/.ssh"] == "found"
    assert words["exists /nothing /etc/hosts/nothing"] == "absent"
    assert words["exists /.dockerenv"] == "absent"
    assert words["write /proc/self/comm"] == "allowed"
    assert words["write /proc/sys/kernel/core_pattern"] == "denied"
    assert words["call oneself"] == "allowed"
    assert {words[f"call {name}"] for name in CALLS} == {"denied"}
    assert words["nonsense"] == "error"
    text = bytes.fromhex(said[" ".join(status)][1]).decode()
    assert {field(text, name) for name in CAPABILITIES} == {"0" * 16}


@pytest.mark.parametrize("script", [PYTHON, PERL])
def test_a_right_too_many_is_seen(docker_case: Case, script: str) -> None:
    """A container that may make raw packets, devices and a new root says so."""
    rights = ("NET_RAW", "SYS_CHROOT", "MKNOD", "SYS_ADMIN")
    box = Box(docker_case, user="0:0", capabilities=rights)
    asked = (("socket", "17", "3", "768"), *(("call", name) for name in CALLS))
    words = {question: word for question, (word, _) in box.ask(script, *asked).items()}
    assert words == {
        "socket 17 3 768": "allowed",
        "call mount": "allowed",
        "call mknod": "allowed",
        "call unshare": "allowed",
        "call root": "allowed",
        "call chroot": "allowed",
        "call hostname": "allowed",
    }


@pytest.mark.parametrize("script", [PYTHON, PERL])
def test_an_open_port_answers(box: Box, script: str) -> None:
    """What listens is reached, and what it says comes back."""
    server = (
        "import socket\n"
        "one = socket.create_server(('127.0.0.1', 4000))\n"
        "open('/tmp/ready', 'w').close()\n"
        "while True:\n"
        "    line, _ = one.accept()\n"
        "    if line.recv(8) == b'hello': line.send(b'good day')\n"
        "    line.close()\n"
    )
    box.engine.execute_detached(box.name, ("python3", "-c", server))
    wait = "until [ -e /tmp/ready ]; do sleep 0.02; done"
    box.engine.execute(box.name, ("sh", "-c", wait))
    bare, said = tcp("127.0.0.1", 4000), tcp("127.0.0.1", 4000, b"hello")
    assert box.ask(script, bare) == {" ".join(bare): ("open", "")}
    assert box.ask(script, said) == {" ".join(said): ("open", b"good day".hex())}


@pytest.mark.parametrize("script", [PYTHON, PERL])
def test_past_the_routes_goes_into_the_sandboxs_own_network(docker_case: Case, script: str) -> None:
    """Also where a second network brings a route to everywhere, which comes first in the table."""
    box = Box(docker_case)
    neighbour, far = docker_case.name("database"), f"{docker_case.base}-far"
    network = f"{docker_case.base}-network"
    spec = docker_case.spec("database", network=network, image=IMAGE)
    server = (
        "import socket\n"
        "one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "one.bind(('', 4000))\n"
        "open('/tmp/ready', 'w').close()\n"
        "while True: one.sendto(*one.recvfrom(9))\n"
    )
    box.engine.create(replace(spec, command=("python3", "-c", server)))
    box.engine.start(neighbour)
    box.engine.execute(neighbour, ("sh", "-c", "until [ -e /tmp/ready ]; do sleep 0.02; done"))
    labels = [f"--label={key}={value}" for key, value in docker_case.labels.items()]
    engine.docker("network", "create", *labels, far)
    engine.docker("network", "connect", far, box.name)
    address = engine.address_of(neighbour, network)
    asked = udp(address, 4000, b"hello", device="*")
    assert box.ask(script, asked) == {" ".join(asked): ("answered", b"hello".hex())}
