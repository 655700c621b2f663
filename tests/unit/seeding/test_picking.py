"""Many elements of a sequence at once."""

from __future__ import annotations

import pytest

from sandbox.seeding.picking import picked
from sandbox.seeding.values.phones import _numbers, _texts, _written


@pytest.mark.parametrize("indexes", [[], [2], [2, 0, 2], range(3)])
def test_the_elements_at_the_indexes_in_their_order(indexes: list[int]) -> None:
    """However many are asked for, a list of as many comes back."""
    assert picked(("a", "b", "c"), indexes) == ["abc"[index] for index in indexes]


def test_an_index_past_the_end_is_an_error() -> None:
    """Nothing is made up."""
    with pytest.raises(IndexError):
        picked(("a", "b"), [0, 2])


@pytest.mark.parametrize("region", ["US", "GB", "FR", "DE"])
def test_all_numbers_at_once_are_those_written_one_by_one(region: str) -> None:
    """A small table and a large one have the same telephone numbers."""
    size = sum(count for _, _, count in _numbers(region))
    assert list(_texts(region)) == [_written(region, index) for index in range(size)]
