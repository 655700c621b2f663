"""The gateway's container as it is made, and how the one that runs is other than that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sandbox.model.routes import OUTER
from sandbox.model.walls.confinement import MIB, NO_FORWARDING, Confinement, Limit
from sandbox.model.walls.guard import Difference, differences

LOOPBACK = "127.0.0.1"
USER = "haproxy"  # of its image
MEMORY = 256 * MIB
PROCESSES = 256
TMPFS = (("/tmp", "size=16m,mode=1777"),)
SETTINGS = {
    # On an inner leg it says nothing of its outer address.
    "net.ipv4.conf.all.arp_ignore": "2",
    "net.ipv4.conf.all.rp_filter": "1",
    **NO_FORWARDING,
}
_ADDRESS = "OUTER_ADDRESS="


def gateway_confinement(port: str, networks: Iterable[str] = ()) -> Confinement:
    """port: on the host's loopback; networks: the sandboxes', beside its own."""
    return Confinement(
        image="",
        user=USER,
        command=(),
        environment=frozenset(),
        tmpfs=frozenset(TMPFS),
        networks=frozenset((OUTER, *networks)),
        resolvers=(LOOPBACK,),
        published=frozenset({port}),
        limit=Limit(memory=MEMORY, swap=MEMORY, cpus=0.0, processes=PROCESSES),
        shm=64 * MIB,
        read_only_root=True,
        more=frozenset({("Sysctls", str(dict(sorted(SETTINGS.items()))))}),
    )


def gateway_differences(
    found: Confinement, *, port: str, networks: Iterable[str]
) -> tuple[Difference, ...]:
    """networks: of all sandboxes. Its address outside is the engine's to choose."""
    own = frozenset(one for one in found.environment if not one.startswith(_ADDRESS))
    return differences(gateway_confinement(port, networks), replace(found, environment=own))
