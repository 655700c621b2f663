"""Which hosts are production's."""

from __future__ import annotations

import pytest

from sandbox.model.outside.production import (
    hosts_in,
    names_of,
    network_of,
    networks_of,
    number_of,
    production_of,
    wrong_pattern,
)

PATTERNS = ("db.shop.example", "*.prod.example", "10.20.0.0/16", "192.0.2.7", "2001:db8::/32")


@pytest.mark.parametrize(
    ("host", "pattern"),
    [
        ("db.shop.example", "db.shop.example"),
        ("DB.Shop.Example.", "db.shop.example"),
        ("a.b.prod.example", "*.prod.example"),
        ("10.20.255.1", "10.20.0.0/16"),
        ("::ffff:10.20.1.1", "10.20.0.0/16"),
        ("[2001:db8::1]", "2001:db8::/32"),
        ("0xc0000207", "192.0.2.7"),
        ("192.0.519", "192.0.2.7"),
    ],
)
def test_a_host_is_found_however_it_is_written(host: str, pattern: str) -> None:
    """Names by exact match and by what is beneath, numbers by address and network, in any form."""
    assert production_of(host, PATTERNS) == pattern


@pytest.mark.parametrize(
    "host",
    [
        "shop.example",
        "xdb.shop.example",
        "prod.example",
        "10.21.0.1",
        "192.0.2.8",
        "notprod.example",
    ],
)
def test_other_hosts_are_not_production(host: str) -> None:
    """A neighbour by name or by number is nobody's production."""
    assert production_of(host, PATTERNS) is None


def test_a_name_that_leads_to_a_production_address_is_production() -> None:
    """A second name for the same server does not hide it."""
    assert production_of("innocent.example", PATTERNS, ["198.51.100.1", "10.20.3.4"])
    assert production_of("innocent.example", PATTERNS, ["198.51.100.1"]) is None


def test_zero_is_this_machine() -> None:
    """0.0.0.0 and :: are taken for loopback, where they lead to."""
    assert str(number_of("0.0.0.0")) == "127.0.0.1"
    assert str(number_of("::")) == "::1"
    assert production_of("0", ["127.0.0.0/8"]) == "127.0.0.0/8"


def test_patterns_fall_into_names_and_numbers() -> None:
    """What is asked by name and what by number are told apart."""
    assert names_of(PATTERNS) == ("db.shop.example", "*.prod.example")
    assert [str(one) for one in networks_of(PATTERNS)] == [
        "10.20.0.0/16",
        "192.0.2.7/32",
        "2001:db8::/32",
    ]
    assert network_of("db.shop.example") is None


@pytest.mark.parametrize(
    "pattern", ["", "a b", "https://x.example", "x.example:443", "10.0.0.0/99"]
)
def test_what_is_no_host_is_said(pattern: str) -> None:
    """A slip of the pen would protect nothing; it is refused in words."""
    assert wrong_pattern(pattern)


@pytest.mark.parametrize("pattern", [*PATTERNS, "localhost", "db*.example", "_sip.example"])
def test_what_is_a_host_is_taken(pattern: str) -> None:
    assert wrong_pattern(pattern) is None


def test_hosts_are_found_in_a_text() -> None:
    """An address in an environment value shows its host."""
    found = list(hosts_in("postgresql://u:p@db.shop.example:5432/app, [2001:db8::1]:80"))
    assert "db.shop.example" in found
    assert "2001:db8::1" in found
