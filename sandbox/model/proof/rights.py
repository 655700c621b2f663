"""Rights and limits: what a process in a container may do, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sandbox.model.proof.place import SHORT, Place, field, listed, text_rule
from sandbox.model.proof.probes import Answer, Control, Probe, Rule, words

MIB = 1 << 20
DEVICES = re.compile(r"/dev/(null|zero|full|random|urandom|tty|console|ptmx|pts/(ptmx|\d+))$")
CAPABILITIES = ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb")
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


def _status(name: str, wanted: Callable[[str], bool], expected: str, door: str) -> Rule:
    """About one field of the process's status."""

    def tell(text: str) -> str:
        value = field(text, name)
        return expected if wanted(value) else f"{name} {value or 'unknown'}".replace("\t", " ")

    made_up = f"Name:\tprobe\n{name}:\t{door}\n"
    return text_rule(expected, lambda text: wanted(field(text, name)), made_up, tell)


def right_probes(place: Place) -> Iterator[Probe]:
    """None is there, and none is to be gained."""
    group, status = "Rights", place.process("status")
    readable = Control(question=status, open=lambda one: field(one.text, "Pid") != "")
    for name in CAPABILITIES:
        none = _status(name, _is_zero, "none", "00000000a80425fb")
        yield place.probe(group, "count its rights", name, status, none, readable)
    for name, tried, wanted, expected, door in (
        ("NoNewPrivs", "gain rights by a program", "1", "locked", "0"),
        ("Seccomp", "call anything in the kernel", "2", "filtered", "0"),
    ):
        rule = _status(name, wanted.__eq__, expected, door)
        yield place.probe(group, tried, name, status, rule, readable)
    nobody = _status("Uid", _is_nobody, "not root", "0\t0\t0\t0")
    yield place.probe(group, "be root", "Uid", status, nobody, readable)
    refused = Rule(expected="forbidden", met=words("denied"), door=Answer(word="allowed"))
    works = Control(question=("call", "oneself"), open=words("allowed"))
    for name, tried in CALLS.items():
        yield place.probe(group, tried, name, ("call", name), refused, works)
    barred = Rule(expected="forbidden", met=words("denied", "absent"), door=Answer(word="allowed"))
    writes = Control(question=("write", "/proc/self/comm"), open=words("allowed"))
    for path, shown in WRITTEN:
        yield place.probe(
            group,
            "change the machine's settings",
            shown,
            ("write", f"{place.root}{path}"),
            barred,
            writes,
        )
    yield _devices(place, group)


def _devices(place: Place, group: str) -> Probe:
    folder = f"{place.root}/dev"

    def found(answer: Answer) -> list[str]:
        names = (name.removeprefix(place.root) for name in answer.detail.split())
        return [name for name in names if not DEVICES.match(name)]

    rule = Rule(
        expected="none but the usual",
        met=lambda one: one.word == "value" and not found(one),
        door=Answer(word="value", detail=f"{folder}/null {folder}/sda"),
        tells=lambda one: listed(found(one)),
    )
    control = Control(question=("devices", folder), open=lambda one: "/dev/null" in one.detail)
    return place.probe(group, "find a device", "/dev", ("devices", folder), rule, control)


def limit_probes(place: Place) -> Iterator[Probe]:
    """What a container may use up."""
    group, spec = "Limits", place.spec
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
        rule = text_rule(shown, _at_most(most), "max\n", _amount(unit))
        question = place.file(new, old, limit=SHORT)
        yield place.probe(group, "use up the machine", what, question, rule, place.reads)


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
