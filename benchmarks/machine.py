"""The machine that the figures are from, in one line."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from benchmarks.process import run


def describe() -> str:
    """Cores, memory, file system, versions, and how busy it is already."""
    info = run("docker", "info", "--format", "{{.ServerVersion}}|{{.Driver}}").output.strip()
    engine, _, driver = info.partition("|")
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    load, _, _ = os.getloadavg()
    return (
        f"{os.cpu_count()} cores, {pages / 2**30:.0f} GB of memory, "
        f"{file_system(docker_root())} under Docker ({driver}), engine {engine}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}, "
        f"load at the start {load:.1f}"
    )


def docker_root() -> Path:
    """Where the engine keeps its data."""
    return Path(run("docker", "info", "--format", "{{.DockerRootDir}}").output.strip())


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system that `folder` is on."""
    found = ("", "an unknown file system")
    try:
        rows = [line.split() for line in mounts.read_text().splitlines()]
    except OSError:
        return found[1]
    for _, mounted, kind, *_ in rows:
        inside = folder == Path(mounted) or Path(mounted) in folder.parents
        if inside and len(mounted) >= len(found[0]):
            found = (mounted, kind)
    return found[1]
