"""Whether what runs is what is wanted: every difference in plain words, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from sandbox.model.facts import NetworkFacts
from sandbox.model.walls.confinement import Confinement

BRIDGE_NAME = 15  # characters that an interface's name may have
RECREATE, LIMIT, DISCONNECT = "recreate", "limit", "disconnect"
BRIDGE_PREFIX = "sbx-"  # of the names of our bridges on the host: one rule there is for them all


def bridge_of(network: str) -> str:
    """The name on the host of the bridge that a sandbox's network is."""
    digest = sha256(network.encode()).hexdigest()
    return BRIDGE_PREFIX + digest[: BRIDGE_NAME - len(BRIDGE_PREFIX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """what: in plain words, after "it"; mend: how; wall: whether it lets something in or out.

    subject: the network to leave, where that mends it.
    """

    what: str
    mend: str = RECREATE
    wall: bool = True
    subject: str = ""


def differences(
    wanted: Confinement, found: Confinement, *, changed: bool = False
) -> tuple[Difference, ...]:
    """How a container that was found is other than wanted; none where it is as it should be.

    changed: something else is wanted by now, so that only rights and reach can be compared.
    """
    checks = CHECKS[:3] if changed else CHECKS
    return tuple(one for check in checks for one in check(wanted, found))


def _rights(wanted: Confinement, found: Confinement) -> Iterator[Difference]:
    if found.privileged:
        yield Difference(what="has all rights on this machine")
    for right in sorted(found.added - wanted.added):
        yield Difference(what=f"has the right {right}")
    if found.user != wanted.user:
        yield Difference(what=f"runs as {found.user or 'its image says'}")


def _barriers(wanted: Confinement, found: Confinement) -> Iterator[Difference]:
    for option in sorted(found.security - wanted.security):
        yield Difference(what=f"runs with {option}")
    if not wanted.dropped <= found.dropped:
        yield Difference(what="has rights that no sandbox needs")
    for option in sorted(wanted.security - found.security):
        yield Difference(what=f"lacks {option}")


def _reach(wanted: Confinement, found: Confinement) -> Iterator[Difference]:
    for network in sorted(found.networks - wanted.networks):
        what = f"is connected to the network {network}"
        yield Difference(what=what, mend=DISCONNECT, subject=network)
    if found.resolvers != wanted.resolvers:
        others = ", ".join(found.resolvers) or "this machine's servers"
        yield Difference(what=f"asks {others} for names")
    for port in sorted(found.published - wanted.published):
        yield Difference(what=f"is reached at port {port} of this machine")
    for kind, whose in sorted(found.namespaces - wanted.namespaces):
        yield Difference(what=f"shares {kind} with {whose}")
    for device in sorted(found.devices - wanted.devices):
        yield Difference(what=f"has the device {device}")


def _files(wanted: Confinement, found: Confinement) -> Iterator[Difference]:
    for source, target, read_only in sorted(found.mounts - wanted.mounts):
        how = "can be read" if read_only else "can be changed"
        yield Difference(what=f"has {source} of this machine at {target}, where it {how}")
    for _, target, _ in sorted(wanted.mounts - found.mounts):
        yield Difference(what=f"lacks its folder {target}")
    if wanted.read_only_root and not found.read_only_root:
        yield Difference(what="can write in all of its file system")
    if found.tmpfs != wanted.tmpfs:
        yield Difference(what="has other folders in memory")


def _content(wanted: Confinement, found: Confinement) -> Iterator[Difference]:
    if wanted.image and found.image != wanted.image:
        yield Difference(what=f"runs from the image {found.image}")
    if wanted.command and found.command != wanted.command:
        yield Difference(what="runs another command")
    for name in sorted(_changed(wanted, found)):
        yield Difference(what=f"has another value of {name} in its environment")
    if found.runtime != wanted.runtime:
        yield Difference(what=f"runs under {found.runtime or 'the usual runtime'}")
    for setting, value in sorted(found.more - wanted.more):
        yield Difference(what=f"has the setting {setting} {value}")
    for setting, value in sorted(wanted.more - found.more):
        yield Difference(what=f"lacks the setting {setting} {value}")


def _changed(wanted: Confinement, found: Confinement) -> set[str]:
    """Names only: a value may be a secret."""
    missing = wanted.environment - found.environment
    extra = found.environment - found.inherited - wanted.environment
    return {one.split("=", 1)[0] for one in missing | extra}


def _limits(wanted: Confinement, found: Confinement) -> Iterator[Difference]:
    want, have = wanted.limit, found.limit
    for word, limit, there in (
        ("memory", want.memory, have.memory),
        ("swap", want.swap, have.swap),
        ("processors", want.cpus, have.cpus),
        ("processes", want.processes, have.processes),
    ):
        if there not in (None, limit):
            yield Difference(what=f"has another limit of {word}", mend=LIMIT, wall=False)
    if found.log != wanted.log:
        yield Difference(what="keeps its output without a bound", wall=False)
    for name, *_ in sorted(wanted.ulimits - found.ulimits):
        yield Difference(what=f"lacks its limit of {name}", wall=False)
    if found.shm != wanted.shm:
        yield Difference(what="has another size of shared memory", wall=False)
    if found.restart != wanted.restart:
        yield Difference(what="starts again in other cases", wall=False)


def open_walls(found: NetworkFacts, own: frozenset[str]) -> tuple[Difference, ...]:
    """What of a sandbox's network lets something in or out. own: who may be in it, by name."""
    return tuple(_open(found, own))


def _open(found: NetworkFacts, own: frozenset[str]) -> Iterator[Difference]:
    if found.driver != "bridge":
        yield Difference(what=f"is of the kind {found.driver}")
    if not found.internal:
        yield Difference(what="has a way out")
    if found.ipv6:
        yield Difference(what="has IPv6")
    if not found.name_of_bridge.startswith(BRIDGE_PREFIX):
        yield Difference(what="has a bridge that this machine listens on")
    for address in found.host_addresses:
        yield Difference(what=f"reaches this machine at {address}")
    for member in sorted(found.members - own):
        yield Difference(what=f"has {member} in it")


CHECKS: tuple[Callable[[Confinement, Confinement], Iterator[Difference]], ...] = (
    _rights,
    _reach,
    _barriers,  # up to here for every container, whatever else is wanted of it
    _files,
    _content,
    _limits,
)


def in_words(found: tuple[Difference, ...]) -> str:
    """ "it has the right NET_RAW, and 2 more": the first, walls before limits."""
    first, *rest = sorted(found, key=lambda one: not one.wall)
    more = f", and {len(rest)} more" if rest else ""
    return f"it {first.what}{more}"
