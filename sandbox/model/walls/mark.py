"""What says that the machine is shut off from its sandboxes, since it was started last.

The firewall's rule goes when the machine is started anew, and Docker would have the containers up
again before anybody set another. So each has a folder mounted that goes with the rule, as it lies
in memory: without it Docker cannot start them, and `sandbox up` makes both again.
"""

from __future__ import annotations

from sandbox.model.stack import Bind, ContainerSpec

MARK = Bind(source="/dev/shm/sandbox-shut-off", target="/run/sandbox-shut-off", read_only=True)


def is_marked(spec: ContainerSpec) -> bool:
    """Whether Docker starts it by itself, in a sandbox's network."""
    return spec.restart and spec.network is not None


def binds_of(spec: ContainerSpec) -> tuple[Bind, ...]:
    """All that it has of the host."""
    return (*spec.binds, MARK) if is_marked(spec) else spec.binds
