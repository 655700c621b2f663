"""What is inside a container: no secret of the person, no right, no way to gain one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox.model.mountinfo import strange_mounts
from sandbox.model.probes import Answer, Control, Probe, Question, Rule, words
from sandbox.model.stack import ContainerSpec

MIB = 1 << 20
CANARY = "SANDBOX_PROBE"  # set for the probe itself, so that it is seen to see variables
OWN_NAMES = frozenset({CANARY, "HOME", "HOSTNAME", "OLDPWD", "PATH", "PWD", "SHLVL", "TERM", "_"})
ENGINE_SOCKETS = (
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/crio/crio.sock",
)
AGENT_SOCKETS = ("/ssh-agent", "/run/host-services/ssh-auth.sock", "/run/ssh-agent.sock")
SECRETS = {
    "SSH keys": (".ssh",),
    "cloud profiles": (".aws", ".azure", ".config/gcloud", ".kube"),
    "passwords of git and of registries": (
        ".git-credentials",
        ".netrc",
        ".config/gh",
        ".docker/config.json",
    ),
    "keys and passwords of databases": (".gnupg", ".pgpass"),
}
DEVICES = re.compile(r"/dev/(null|zero|full|random|urandom|tty|console|ptmx|pts/(ptmx|\d+))$")
CREDENTIAL = re.compile(
    r"://[^/\s@]+@|extraheader\s*=|^\s*(helper|password|token)\s*=", re.M | re.I
)
CAPABILITIES = ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb")
LONG, SHORT = "65536", "64"
WRITTEN = (
    ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/core_pattern"),
    ("/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv4/ip_forward"),
    ("/sys/kernel/mm/transparent_hugepage/enabled", "/sys/kernel/mm"),
)
CALLS = {
    "mount": "mount a file system",
    "mknod": "make a device",
    "unshare": "become root in a world of its own",
    "root": "become root",
    "chroot": "change the root folder",
    "hostname": "rename the machine",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A container to look into. spec: as wanted; image: names of variables that its image brings.

    proc: of the process to look at; root: its root folder, "" where the probe runs there itself;
    homes: folders where secrets of a person would be.
    """

    origin: str
    spec: ContainerSpec
    image: frozenset[str]
    homes: tuple[str, ...]
    proc: str = "/proc/self"
    root: str = ""


def hexed(text: str) -> str:
    return text.encode().hex()


def _text(
    expected: str, met: Callable[[str], bool], door: str, tells: Callable[[str], str]
) -> Rule:
    """A rule about what a file says."""
    return Rule(
        expected=expected,
        met=lambda one: one.word == "value" and met(one.text),
        door=Answer(word="value", detail=hexed(door)),
        tells=lambda one: tells(one.text) if one.word == "value" else f"unreadable: {one.word}",
    )


def field(text: str, name: str) -> str:
    """A field of /proc/PID/status, "" where there is none."""
    found = re.search(rf"^{name}:\s*(.*)$", text, re.M)
    return found[1].strip() if found else ""


def _status(name: str, wanted: Callable[[str], bool], expected: str, door: str) -> Rule:
    return _text(
        expected,
        lambda text: wanted(field(text, name)),
        f"Name:\tprobe\n{name}:\t{door}\n",
        lambda text: f"{name} {field(text, name) or 'unknown'}".replace("\t", " "),
    )


def variables(text: str) -> frozenset[str]:
    """The names in /proc/PID/environ."""
    return frozenset(one.split("=", 1)[0] for one in text.split("\0") if one)


class Inside:
    """The probes that one container is looked into with."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._read = Control(
            question=self._file("/etc/hosts"), open=lambda one: "localhost" in one.text
        )
        self._there = Control(question=("exists", f"{place.root}/etc/hosts"), open=words("found"))

    def all(self) -> Iterator[Probe]:
        yield from self._secrets()
        yield from self._rights()
        yield from self._routes()
        yield from self._limits()

    def _file(self, *paths: str, limit: str = LONG) -> Question:
        return ("read", limit, *(f"{self._place.root}{path}" for path in paths))

    def _process(self, name: str, limit: str = LONG) -> Question:
        return ("read", limit, f"{self._place.proc}/{name}")

    def _probe(
        self, group: str, tried: str, target: str, question: Question, rule: Rule, control: Control
    ) -> Probe:
        return Probe(
            group=group,
            tried=tried,
            target=target,
            origin=self._place.origin,
            question=question,
            rule=rule,
            control=control,
        )

    def _secrets(self) -> Iterator[Probe]:
        group, place = "Secrets of the person", self._place
        nothing = Rule(
            expected="nothing there",
            met=words("absent"),
            door=Answer(word="found", detail="/root/.ssh"),
        )
        for what, paths in (
            ("Docker's socket", ENGINE_SOCKETS),
            ("the SSH agent's socket", AGENT_SOCKETS),
            *((what, self._in_homes(names)) for what, names in SECRETS.items()),
        ):
            question = ("exists", *(f"{place.root}{path}" for path in paths))
            yield self._probe(group, f"look for {what}", paths[0], question, nothing, self._there)
        yield self._variables(group)
        yield self._probe(
            group,
            "look for folders of this machine",
            "all mounts",
            self._process("mountinfo"),
            _text(
                "nothing but the sandbox's own",
                lambda text: not strange_mounts(text, place.spec),
                "9 1 8:1 /home/anna /secrets rw - ext4 /dev/sda1 rw\n",
                lambda text: _listed(strange_mounts(text, place.spec)),
            ),
            Control(question=self._process("mountinfo"), open=lambda one: " /proc " in one.text),
        )
        for bind in place.spec.binds:
            if bind.target.endswith("/.git"):
                yield self._remote(group, f"{bind.target}/config")

    def _in_homes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{home}/{name}" for home in self._place.homes for name in names)

    def _variables(self, group: str) -> Probe:
        place = self._place
        allowed = {name for name, _ in place.spec.env} | place.image | OWN_NAMES

        def strange(text: str) -> list[str]:
            return sorted(variables(text) - allowed)

        return self._probe(
            group,
            "look for variables that nobody listed",
            "environment",
            self._process("environ"),
            _text(
                "none but those listed",
                lambda text: bool(text) and not strange(text),
                "PATH=/bin\0SSH_AUTH_SOCK=/tmp/agent\0",
                lambda text: _listed(strange(text)),  # never a value
            ),
            Control(
                question=("read", LONG, "/proc/self/environ"),
                open=lambda one: CANARY in variables(one.text),
            ),
        )

    def _remote(self, group: str, path: str) -> Probe:
        rule = _text(
            "no token in it",
            lambda text: not CREDENTIAL.search(text),
            '[remote "origin"]\n\turl = https://anna:token@git.example.com/app.git\n',
            lambda text: "A TOKEN" if CREDENTIAL.search(text) else "no token in it",
        )
        tried = "look for a token in the code's own address"
        return self._probe(group, tried, path, self._file(path), rule, self._read)

    def _rights(self) -> Iterator[Probe]:
        group, status = "Rights", self._process("status")
        readable = Control(question=status, open=lambda one: field(one.text, "Pid") != "")
        for name in CAPABILITIES:
            none = _status(name, _is_zero, "none", "00000000a80425fb")
            yield self._probe(group, "count its rights", name, status, none, readable)
        for name, tried, wanted, expected, door in (
            ("NoNewPrivs", "gain rights by a program", "1", "locked", "0"),
            ("Seccomp", "call anything in the kernel", "2", "filtered", "0"),
        ):
            rule = _status(name, wanted.__eq__, expected, door)
            yield self._probe(group, tried, name, status, rule, readable)
        nobody = _status("Uid", _is_nobody, "not root", "0\t0\t0\t0")
        yield self._probe(group, "be root", "Uid", status, nobody, readable)
        refused = Rule(expected="forbidden", met=words("denied"), door=Answer(word="allowed"))
        works = Control(question=("call", "oneself"), open=words("allowed"))
        for name, tried in CALLS.items():
            yield self._probe(group, tried, name, ("call", name), refused, works)
        barred = Rule(
            expected="forbidden", met=words("denied", "absent"), door=Answer(word="allowed")
        )
        writes = Control(question=("write", "/proc/self/comm"), open=words("allowed"))
        for path, shown in WRITTEN:
            yield self._probe(
                group, "change the machine's settings", shown, ("write", path), barred, writes
            )
        yield self._devices(group)

    def _devices(self, group: str) -> Probe:
        folder = f"{self._place.root}/dev"

        def found(answer: Answer) -> list[str]:
            names = (name.removeprefix(self._place.root) for name in answer.detail.split())
            return [name for name in names if not DEVICES.match(name)]

        rule = Rule(
            expected="none but the usual",
            met=lambda one: one.word == "value" and not found(one),
            door=Answer(word="value", detail=f"{folder}/null {folder}/sda"),
            tells=lambda one: _listed(found(one)),
        )
        control = Control(question=("devices", folder), open=lambda one: "/dev/null" in one.detail)
        return self._probe(group, "find a device", "/dev", ("devices", folder), rule, control)

    def _routes(self) -> Iterator[Probe]:
        group = "Routes"
        route = _text(
            "none",
            lambda text: not _default_routes(text),
            _ROUTE,
            lambda t: _listed(_default_routes(t)),
        )
        seen = Control(question=self._process("net/route"), open=lambda one: "Iface" in one.text)
        question = self._process("net/route")
        yield self._probe(group, "find a route out", "IPv4", question, route, seen)
        six = _text(
            "none", lambda text: not _routes6(text), _ROUTE6, lambda text: _listed(_routes6(text))
        )
        question = self._process("net/ipv6_route")
        yield self._probe(group, "find a route out", "IPv6", question, _or_absent(six), self._read)
        address = _text(
            "none", lambda text: not _global6(text), _GLOBAL6, lambda text: _listed(_global6(text))
        )
        question = self._process("net/if_inet6")
        tried = "find an address of the outside"
        yield self._probe(group, tried, "IPv6", question, _or_absent(address), self._read)

    def _limits(self) -> Iterator[Probe]:
        group, spec = "Limits", self._place.spec
        for what, new, old, most, unit in (
            (
                "memory",
                "/sys/fs/cgroup/memory.max",
                "/sys/fs/cgroup/memory/memory.limit_in_bytes",
                spec.memory_mb * MIB,
                MIB,
            ),
            (
                "processes",
                "/sys/fs/cgroup/pids.max",
                "/sys/fs/cgroup/pids/pids.max",
                spec.processes,
                1,
            ),
        ):
            shown = f"at most {most // unit:,}{' MiB' if unit == MIB else ''}"
            rule = _text(shown, _at_most(most), "max\n", _amount(unit))
            question = self._file(new, old, limit=SHORT)
            yield self._probe(group, "use up the machine", what, question, rule, self._read)


def _at_most(most: int) -> Callable[[str], bool]:
    return lambda text: text.strip().isdigit() and 0 < int(text) <= most


def _amount(unit: int) -> Callable[[str], str]:
    def tell(text: str) -> str:
        number = text.strip()
        if not number.isdigit():
            return "NO LIMIT"
        return f"at most {int(number) // unit:,}{' MiB' if unit == MIB else ''}"

    return tell


def _is_zero(mask: str) -> bool:
    return bool(mask) and not mask.strip("0")


def _is_nobody(numbers: str) -> bool:
    found = numbers.split()
    return bool(found) and "0" not in found


def _listed(found: list[str]) -> str:
    if not found:
        return "none"
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return f"FOUND {', '.join(found[:3])}{more}"


def _or_absent(rule: Rule) -> Rule:
    """Also right where the kernel knows no IPv6 at all."""
    return Rule(
        expected=rule.expected,
        met=lambda one: one.word == "absent" or rule.met(one),
        door=rule.door,
        tells=lambda one: "none" if one.word == "absent" or not rule.tells else rule.tells(one),
    )


_ROUTE = "Iface\tDestination\tGateway\neth0\t00000000\t0100000A\n"
_ROUTE6 = f"{'0' * 32} 00 {'0' * 32} 00 fe80{'0' * 27}1 00000400 00000001 00000000 00000003 eth0\n"
_GLOBAL6 = "20010db8000000000000000000000002 02 40 00 80 eth0\n"


def _default_routes(text: str) -> list[str]:
    """The devices of routes to everywhere, in /proc/net/route."""
    rows = (line.split() for line in text.splitlines()[1:])
    return [row[0] for row in rows if len(row) > 2 and row[1] == "00000000"]


def _routes6(text: str) -> list[str]:
    """The same in /proc/net/ipv6_route, without loopback's, which leads nowhere."""
    rows = (line.split() for line in text.splitlines())
    return [row[-1] for row in rows if row and row[0].strip("0") == "" and row[-1] != "lo"]


def _global6(text: str) -> list[str]:
    """The devices in /proc/net/if_inet6 with an address that holds on more than one line."""
    rows = (line.split() for line in text.splitlines())
    return [row[5] for row in rows if len(row) > 5 and row[3] not in ("10", "20")]
