from __future__ import annotations

import pytest

from sandbox.seeding.streams import Shuffle, stable_hash, stream


def test_the_hash_is_the_same_for_ever() -> None:
    """A value written down once holds in every process and on every machine."""
    assert stable_hash(1, "public", "users", "email") == 2111037987904697872


def test_streams_differ_by_every_part_of_their_name() -> None:
    """("ab", "c") and ("a", "bc") are two streams."""
    firsts = {stream(s, *names).random() for s in (1, 2) for names in (("ab", "c"), ("a", "bc"))}
    assert len(firsts) == 4


@pytest.mark.parametrize("size", [1, 2, 3, 10, 97, 1000, 4096])
def test_a_shuffle_gives_every_number_once(size: int) -> None:
    """It is a bijection, so what it picks is unique by construction."""
    shuffle = Shuffle(size, stream(size))
    assert sorted(shuffle[index] for index in range(size)) == list(range(size))
