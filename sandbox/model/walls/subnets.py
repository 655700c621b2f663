"""Small subnets, so that hundreds of sandboxes fit on one machine."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network

POOLS = (IPv4Network("10.213.0.0/16"), IPv4Network("172.29.0.0/16"), IPv4Network("10.87.0.0/16"))
SIZE = 28  # 13 containers each, 4,096 sandboxes in the first pool


def free_subnet(taken: Iterable[str], *, start: int = 0) -> str | None:
    """The first /28 (CIDR) that overlaps none of `taken` (CIDR), or None where all are used.

    start: how many candidates to pass over first, so that simultaneous callers do not collide.
    """
    used = [IPv4Network(one, strict=False) for one in taken if ":" not in one]
    busy = _busy(used)
    spots = [first for pool in POOLS for first in _first_addresses(pool)]
    for first in spots[start:] + spots[:start]:
        if first not in busy:
            return f"{IPv4Address(first)}/{SIZE}"
    return None


def _first_addresses(pool: IPv4Network) -> range:
    return range(int(pool.network_address), int(pool.broadcast_address) + 1, 1 << (32 - SIZE))


def _busy(used: list[IPv4Network]) -> set[int]:
    """First addresses of all our candidates that a used network overlaps."""
    size = 1 << (32 - SIZE)
    busy: set[int] = set()
    for pool in POOLS:
        for network in used:
            if not network.overlaps(pool):
                continue
            first = max(int(network.network_address), int(pool.network_address))
            last = min(int(network.broadcast_address), int(pool.broadcast_address))
            busy.update(range(first - first % size, last + 1, size))
    return busy
