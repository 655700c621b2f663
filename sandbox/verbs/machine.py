"""Whether the machine is up to it, asked before anything is begun."""

from __future__ import annotations

from sandbox.errors import DiskFull
from sandbox.ports import Ports


def check_machine(ports: Ports) -> None:
    """Raises EngineDown, DiskFull."""
    facts = ports.engine.facts()
    for folder in filter(None, (facts.root, str(ports.files.home()))):
        free = ports.files.free_bytes(folder)
        if free < ports.min_free:
            raise DiskFull(
                f"the disk is nearly full: {free / 2**30:.1f} GB are left at {folder}, "
                f"{ports.min_free / 2**30:.1f} GB are needed",
                "free some room (`sandbox prune` removes what no sandbox needs), then try again",
            )
