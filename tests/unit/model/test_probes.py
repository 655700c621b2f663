"""How what a probe met is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.model.proof.everything import Looked, inside_probes, outside_probes
from sandbox.model.proof.examined import Examined, ExaminedNetwork
from sandbox.model.proof.place import Place
from sandbox.model.proof.probes import Answer, Probe, Proof, Proven, Question, judge
from sandbox.model.proof.secrets import CREDENTIAL
from sandbox.model.proof.surroundings import Neighbour, Surroundings
from sandbox.model.proof.wire import no_name
from sandbox.model.stack import Bind
from sandbox.model.walls.mountinfo import strange_mounts
from tests.unit.model.samples import stack

STACK = stack()
AROUND = Surroundings(
    machine=("192.0.2.7", "2001:db8::7"),
    gateways=("172.17.0.1",),
    resolvers=("192.0.2.53",),
    port=40000,
    published=8700,
    mark=b"12345678",
    database="10.213.0.3",
    inner="10.213.0.2",
    outer="10.213.9.2",
    neighbours=(
        Neighbour(
            name="other", host="other.localhost", addresses=(("other-app", "10.213.1.4", 8000),)
        ),
    ),
    production=(("db.example.com", ("198.51.100.4",)),),
    unknown="k3j.sandbox-probe.example",
)
PLACE = Place(origin="app", spec=STACK.app, image=frozenset({"PATH"}), homes=("/root",))
GOOD = Examined(
    id="1" * 64,
    running=True,
    options=("no-new-privileges:true",),
    binds=tuple((bind.source, bind.target) for bind in STACK.app.binds),
    environment=frozenset(name for name, _ in STACK.app.env),
    networks={STACK.name.network: "10.213.0.4"},
    resolvers=("127.0.0.1",),
)
NETWORK = ExaminedNetwork(
    internal=True, ipv6=False, addressless=True, subnet="10.213.0.0/28", gateway="", members={}
)


def inside() -> tuple[Probe, ...]:
    return inside_probes(PLACE, AROUND)


def looked(app: Examined = GOOD, network: ExaminedNetwork = NETWORK) -> Looked:
    database = replace(GOOD, binds=(), environment=frozenset())
    return Looked(
        containers={"app": app, "database": database},
        network=network,
        gateway=Examined(id="2", running=True, networks={}, published=("127.0.0.1:8700",)),
        members=(),
        networks=(STACK.name.network,),
    )


def found_by_docker(app: Examined = GOOD, network: ExaminedNetwork = NETWORK) -> list[str]:
    """What of it is wrong, in words."""
    probes = [one for one in outside_probes(STACK, looked(app, network)) if one.known]
    proven = [judge(one, {}) for one in probes]
    return [one.observed for one in proven if not one.ok]


def open_answers(probe: Probe) -> dict[Question, Answer]:
    """Where the door of its control is open, as it should be."""
    assert probe.control is not None
    return {probe.control.question: OPEN[probe.control.question[0]]}


DATABASE = b"\0\7\x81\x80\0\1\0\1" + b"\0" * 8
OPEN = {
    "tcp": Answer(word="open"),
    "udp": Answer(word="answered", detail=DATABASE.hex()),
    "ping": Answer(word="answered"),
    "socket": Answer(word="allowed"),
    "call": Answer(word="allowed"),
    "write": Answer(word="allowed"),
}


def test_there_are_more_than_forty_from_each_container() -> None:
    """And no two of them are the same."""
    probes = inside()
    assert len(probes) > 40
    assert len({(one.tried, one.target, one.question) for one in probes}) == len(probes)


def test_every_probe_would_see_an_open_door() -> None:
    """Each rule refuses the answer that an open door would give."""
    probes = (*inside(), *outside_probes(STACK, looked()))
    assert [one.tried for one in probes if one.rule.met(one.rule.door)] == []


def test_every_probe_from_inside_has_a_control() -> None:
    """Of the same kind as its question."""
    for one in inside():
        assert one.control is not None, one.tried
        assert one.control.question[0] == one.question[0]


def test_no_answer_is_a_failure() -> None:
    """What could not be tried proves nothing, whatever its control says."""
    for one in inside():
        proven = judge(one, {}, "the container is gone")
        assert not proven.ok
        assert proven.observed == "it could not be tried: the container is gone"


def test_what_cannot_be_tried_from_here_has_failed() -> None:
    """Docker on another machine: nothing of ours listens there, so that silence shows nothing."""
    probes = inside_probes(PLACE, replace(AROUND, elsewhere=True))
    near = [one for one in probes if one.group == "This machine"]
    assert len(near) == 2
    for one in near:
        shut = {one.question: Answer(word="unreachable"), **open_answers(one)}
        proven = judge(one, shut)
        assert not proven.ok
        assert "Docker runs on another machine" in proven.observed
        assert "run `sandbox` there" in proven.observed
    assert len({(one.tried, one.target) for one in near}) == 2


@pytest.mark.parametrize("kind", OPEN)
def test_a_control_that_fails_is_a_failure(kind: str) -> None:
    """Where even an open door looks closed, a closed one shows nothing."""
    closed = {
        "tcp": Answer(word="timeout"),
        "udp": Answer(word="sent"),
        "ping": Answer(word="sent"),
    }.get(kind, Answer(word="denied"))
    probe = next(one for one in inside() if one.question[0] == kind)
    assert judge(probe, {probe.question: closed, **open_answers(probe)}).ok
    assert probe.control is not None
    refused = judge(probe, {probe.question: closed, probe.control.question: closed})
    assert not refused.ok
    assert "where a door is open it met the same" in refused.observed


def test_being_turned_away_outside_is_being_there() -> None:
    """A server that refuses a connection was reached by it."""
    probe = next(one for one in inside() if one.group == "The internet")
    refused = {probe.question: Answer(word="refused"), **open_answers(probe)}
    assert not judge(probe, refused).ok


@pytest.mark.parametrize(
    ("code", "count", "right"), [(2, 0, True), (5, 0, True), (3, 0, False), (0, 1, False)]
)
def test_only_a_name_server_that_asked_nobody_is_right(code: int, count: int, right: bool) -> None:
    """ "No such name" was said by somebody outside."""
    reply = bytes([0, 7, 0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0])
    assert no_name(Answer(word="answered", detail=reply.hex())) is right


def test_a_variable_is_named_and_its_value_is_not() -> None:
    """What nobody listed is reported without what it says."""
    probe = next(one for one in inside() if one.target == "environment")
    environ = "PATH=/bin\0SANDBOX_PROBE=1\0AWS_SECRET=hunter2\0"
    answer = Answer(word="value", detail=environ.encode().hex())
    assert probe.control
    proven = judge(probe, {probe.question: answer, probe.control.question: answer})
    assert not proven.ok
    assert proven.observed == "FOUND AWS_SECRET"


MOUNTS = """\
475 388 0:127 / / rw - overlay overlay rw
476 475 0:133 / /proc rw - proc proc rw
477 475 0:134 / /dev rw - tmpfs tmpfs rw
486 477 0:137 / /dev/pts rw - devpts devpts rw
487 475 0:138 / /sys ro - sysfs sysfs ro
496 492 0:29 /docker/37 /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu
534 475 254:0 /usr/bin/tini-static /usr/sbin/docker-init ro - ext4 /dev/vda rw
538 475 254:0 /var/lib/docker/containers/3/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda rw
394 476 0:134 /null /proc/keys rw - tmpfs tmpfs rw
396 487 0:160 / /sys/firmware ro - tmpfs tmpfs ro
"""
DATA = f"/var/lib/docker/volumes/{'a' * 64}/_data /var/lib/postgresql/data"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("536 475 254:0 /srv/work /code rw - ext4 /dev/vda rw", []),
        (f"536 475 254:0 {DATA} rw - ext4 /dev/vda rw", []),
        ("536 475 254:0 /home/anna /secrets rw - ext4 /dev/vda rw", ["/secrets"]),
        ("536 475 0:25 /docker.sock /run/docker.sock rw - tmpfs tmpfs rw", ["/run/docker.sock"]),
        ("536 475 0:25 /user/1000 /dev/shm rw - tmpfs tmpfs rw", ["/dev/shm"]),
        ("536 475 0:6 / /dev rw - devtmpfs udev rw", ["/dev"]),
        ("536 475 0:20 / /host/proc rw - proc proc rw", ["/host/proc"]),
    ],
)
def test_only_what_was_asked_for_is_mounted(line: str, found: list[str]) -> None:
    """The kernel's own and the engine's files are; anything else is named."""
    spec = replace(STACK.app, binds=(Bind(source="/srv/work", target="/code"),))
    assert strange_mounts(MOUNTS + line, spec) == found


@pytest.mark.parametrize(
    "text",
    [
        "url = https://anna:secret@git.example.com/app.git",
        "url = https://ghp_16C7e42F292c6912E7@git.example.com/app.git",
        "extraheader = AUTHORIZATION: basic c2VjcmV0",
        "\thelper = store",
    ],
)
def test_a_token_in_the_codes_address_is_seen(text: str) -> None:
    """However git is told of it."""
    assert CREDENTIAL.search(f'[remote "origin"]\n\t{text}\n')


@pytest.mark.parametrize("url", ["https://git.example.com/app.git", "/srv/app.git"])
def test_a_plain_address_is_no_token(url: str) -> None:
    """Nor is the name of a branch or a person."""
    text = f'[remote "origin"]\n\turl = {url}\n[user]\n\temail = anna@example.org\n'
    assert not CREDENTIAL.search(text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"privileged": True}, "FOUND privileged"),
        ({"capabilities": ("NET_RAW",)}, "FOUND NET_RAW"),
        ({"keeps_default_capabilities": True}, "FOUND the usual rights"),
        ({"options": ()}, "FOUND may gain rights"),
        (
            {"options": ("no-new-privileges", "seccomp=unconfined")},
            "FOUND seccomp=unconfined",
        ),
        ({"shared": ("PidMode host",)}, "FOUND PidMode host"),
        ({"devices": ("/dev/kvm",)}, "FOUND /dev/kvm"),
        ({"published": ("0.0.0.0:8000",)}, "FOUND 0.0.0.0:8000"),
        ({"resolvers": ()}, "FOUND the machine's own"),
        ({"known_hosts": ("prod:10.0.0.1",)}, "FOUND prod:10.0.0.1"),
        ({"binds": (("/run/docker.sock", "/s"),)}, "FOUND /run/docker.sock at /s"),
        ({"networks": {"bridge": ""}}, "FOUND bridge"),
        ({"environment": frozenset({"TOKEN"})}, "FOUND TOKEN"),
    ],
)
def test_what_docker_says_of_a_container_is_compared(change: dict[str, object], said: str) -> None:
    """Each of its rights, folders, networks, ports and variables."""
    assert found_by_docker() == []
    assert found_by_docker(replace(GOOD, **change)) == [said]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"internal": False}, "FOUND a way out"),
        ({"ipv6": True}, "FOUND IPv6"),
        ({"addressless": False, "gateway": "10.213.0.1"}, "FOUND 10.213.0.1"),
        ({"members": {"stranger": "10.213.0.9"}}, "FOUND stranger"),
    ],
)
def test_what_docker_says_of_the_network_is_compared(change: dict[str, object], said: str) -> None:
    """A network that is open, that the machine is in, or a stranger."""
    assert found_by_docker(network=replace(NETWORK, **change)) == [said]  # type: ignore[arg-type]


def test_a_proof_without_probes_proves_nothing() -> None:
    """And one that failed spoils it."""
    one = Proven(group="", tried="", target="", origin="app", expected="", observed="", ok=True)
    proof = Proof(name="a", at=0, seconds=0, probes=(one, replace(one, ok=False)), on={})
    assert not replace(proof, probes=()).ok
    assert not proof.ok
    assert proof.summary == "1 of 2 attempts to get out failed"
    assert replace(proof, probes=(one,)).ok
