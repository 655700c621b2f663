"""One door for all of this folder's tests, and a listener that plays the outside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.gateway.door import Door, close_door, open_door
from tests.gateway.outside import Outside


@pytest.fixture(scope="session")
def outside() -> Iterator[Outside]:
    with Outside() as listener:
        yield listener


@pytest.fixture(scope="session")
def friend() -> Iterator[Outside]:
    """Another one, which FRIENDLY's pages may talk to."""
    with Outside() as listener:
        yield listener


@pytest.fixture(scope="session")
def door(friend: Outside) -> Iterator[Door]:
    try:
        yield open_door(friend.origin)
    finally:
        close_door()
