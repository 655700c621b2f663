"""What the build of an app may use of the machine: its code runs in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox import errors

MIB = 1 << 20
PERIOD = 100_000
"""Microseconds over which processor time is counted."""
SHARES = 256
"""Of 1024: where processors are short, whatever people work with goes first."""

TIME, SIZE, MEMORY, PROCESSES = "time", "size", "memory", "processes"
_NO_MORE_PROCESSES = re.compile(
    r"(?i)resource temporarily unavailable|can(no|')t (fork|start new thread)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildLimits:
    """Sizes in MiB. memory_mb: swap included; image_mb: of the image, what it is built on included,
    and of each of the stages that it is made in; seconds: all of it together.
    """

    memory_mb: int = 4096
    cpus: float = 2.0
    processes: int = 2048
    image_mb: int = 8192
    seconds: int = 3600

    def within(self, most: BuildLimits) -> BuildLimits:
        """These where they are stricter."""
        return BuildLimits(
            memory_mb=min(self.memory_mb, most.memory_mb),
            cpus=min(self.cpus, most.cpus),
            processes=min(self.processes, most.processes),
            image_mb=min(self.image_mb, most.image_mb),
            seconds=min(self.seconds, most.seconds),
        )


BUILD_LIMITS = BuildLimits()
"""Where nobody says otherwise."""


def seems_out_of_processes(said: str) -> bool:
    """By the words that tools have for it."""
    return bool(_NO_MORE_PROCESSES.search(said))


def exceeded(what: str, limits: BuildLimits, *, detail: str = "") -> errors.BuildFailed:
    """what: TIME, SIZE, MEMORY or PROCESSES."""
    happened, key, value = _WORDS[what](limits)
    return errors.BuildFailed(
        f"the app could not be built: {happened}",
        "show this to your assistant, let it look at the Dockerfile's last step; where the app "
        f"needs that much, its maintainers allow it in sandbox.toml: [build] {key} = {value}",
        detail=detail,
    )


_WORDS: dict[str, Callable[[BuildLimits], tuple[str, str, object]]] = {
    TIME: lambda one: (
        f"it took longer than the {_lasting(one.seconds)} that a build may take",
        "minutes",
        max(1, one.seconds // 60) * 2,
    ),
    SIZE: lambda one: (
        f"its image grew beyond the {one.image_mb} MB that it may have",
        "image_mb",
        one.image_mb * 2,
    ),
    MEMORY: lambda one: (
        f"it took more than the {one.memory_mb} MB of memory that a build may have",
        "memory_mb",
        one.memory_mb * 2,
    ),
    PROCESSES: lambda one: (
        f"it started more than the {one.processes} processes that a build may have",
        "processes",
        one.processes * 2,
    ),
}


def _lasting(seconds: int) -> str:
    return f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"
