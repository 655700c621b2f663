"""What engines before 23 do otherwise, and what of it is still an open door."""

from __future__ import annotations

import pytest

from sandbox.model.proof.probes import Answer
from sandbox.model.proof.routes import _default_routes
from sandbox.model.proof.wire import AN_ADDRESS, no_name

ROUTES = "Iface\tDestination\tGateway\neth0\t00000000\t811DD50A\neth0\t801DD50A\t00000000\n"


@pytest.mark.parametrize(
    ("nobodys", "found"), [((), ["eth0"]), (("10.213.29.129",), []), (("10.213.29.1",), ["eth0"])]
)
def test_a_route_to_nobody_is_no_way_out(nobodys: tuple[str, ...], found: list[str]) -> None:
    """Only where another probe tries that very address."""
    assert _default_routes(ROUTES, nobodys) == found


def test_a_resolver_that_listens_and_says_nothing_tells_nothing() -> None:
    """One that says an address over the same connection does."""
    assert no_name(Answer(word="open"))
    assert not no_name(Answer(word="open", detail=AN_ADDRESS.detail))
