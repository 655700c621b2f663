"""What is mounted in a container, and what of it nobody asked for."""

from __future__ import annotations

import re

from sandbox.model.stack import ContainerSpec
from sandbox.model.walls.mark import binds_of
from sandbox.model.walls.volumes import KILOBYTES

# By what it is and where: the kernel's own, as every container has them.
KERNELS = {
    "proc": re.compile(r"/proc(/.*)?$"),
    "sysfs": re.compile(r"/sys(/.*)?$"),
    "cgroup": re.compile(r"/sys/fs/cgroup(/.*)?$"),
    "cgroup2": re.compile(r"/sys/fs/cgroup(/.*)?$"),
    "devpts": re.compile(r"/dev/(pts|console|ptmx)$"),
    "mqueue": re.compile(r"/dev/mqueue$"),
    # Empty folders over what is not to be seen, and /dev/null over what is not to be read.
    "tmpfs": re.compile(r"/(dev|dev/shm|sys/fs/cgroup|sys/firmware|proc/\w+|sys/devices/.*)$"),
}
ENGINES = re.compile(r"/(etc/(resolv\.conf|hostname|hosts)|(usr/)?sbin/docker-init)$")
VOLUME = re.compile(r"/volumes/[0-9a-f]{64}/_data$")  # one that an image asks for, with no name
_IN_MEMORY = re.compile(rf"\bsize={KILOBYTES}k\b")
COVER = re.compile(r"/(null)?$")


def strange_mounts(text: str, spec: ContainerSpec) -> list[str]:
    """The mount points in /proc/PID/mountinfo that neither the engine nor `spec` puts there."""
    wanted = {bind.target for bind in binds_of(spec)} | {target for target, _ in spec.tmpfs}
    found = []
    for line in text.splitlines():
        before, _, behind = line.partition(" - ")
        source, point = before.split()[3:5]
        kind = behind.split()[0]
        if point in wanted or _usual(kind, source, point):
            continue
        if kind == "tmpfs" and source == "/" and _IN_MEMORY.search(behind):
            continue
        # /var/run is a link to /run in most images.
        if point.replace("/run/", "/var/run/", 1) in wanted:
            continue
        found.append(point)
    return found


def _usual(kind: str, source: str, point: str) -> bool:
    if point == "/":
        return True
    if ENGINES.match(point) or VOLUME.search(source):
        return True
    known = KERNELS.get(kind)
    if known is None or not known.match(point):
        return False
    return kind != "tmpfs" or COVER.match(source) is not None
