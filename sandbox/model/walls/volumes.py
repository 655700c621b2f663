"""Folders that an image asks a volume for: the engine would keep them on the host's disk, without
a bound. Where the image has nothing in one, it is in memory instead, within the container's limit.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.model.stack import ContainerSpec
from sandbox.model.walls.mark import binds_of

KILOBYTES = 266_240  # an odd size, by which it is known again
OPTIONS = f"size={KILOBYTES}k,mode=1777"


def uncovered(asked: Iterable[str], spec: ContainerSpec) -> list[str]:
    """Those of the folders that nothing else is mounted at."""
    covered = {bind.target for bind in binds_of(spec)} | {target for target, _ in spec.tmpfs}
    return sorted({path.rstrip("/") for path in asked} - covered - {""})
