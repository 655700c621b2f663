"""Small subnets that are in nobody's way."""

from __future__ import annotations

import itertools
from ipaddress import IPv4Network

from sandbox.model.walls.subnets import POOLS, free_subnet


def test_the_first_free_one_is_taken() -> None:
    """Each has room for 13 containers."""
    assert free_subnet([]) == "10.213.0.0/28"
    assert free_subnet(["10.213.0.0/28"]) == "10.213.0.16/28"


def test_larger_and_smaller_networks_are_avoided() -> None:
    """A route to part of a candidate, or one that covers many, takes it away."""
    assert free_subnet(["10.213.0.0/24"]) == "10.213.1.0/28"
    assert free_subnet(["10.213.0.5/32"]) == "10.213.0.16/28"
    assert free_subnet(["10.0.0.0/8"]) == "172.29.0.0/28"


def test_addresses_of_other_kinds_are_passed_over() -> None:
    """IPv6 networks and host bits do no harm."""
    assert free_subnet(["fd00::/64", "10.213.0.3/28"]) == "10.213.0.16/28"


def test_callers_that_start_elsewhere_do_not_collide() -> None:
    """Another start gives another subnet, and goes round at the end."""
    assert free_subnet([], start=5) == "10.213.0.80/28"
    assert free_subnet([str(POOLS[1]), str(POOLS[2])], start=4096) == "10.213.0.0/28"


def test_where_all_are_used_there_is_none() -> None:
    """The caller says so to the person."""
    assert free_subnet([str(pool) for pool in POOLS]) is None


def test_many_fit_without_overlap() -> None:
    """A hundred sandboxes on one machine."""
    taken: list[str] = []
    for number in range(100):
        found = free_subnet(taken, start=number * 31 % 4096)
        assert found is not None
        taken.append(found)
    ordered = sorted(IPv4Network(one) for one in taken)
    assert all(not a.overlaps(b) for a, b in itertools.pairwise(ordered))
