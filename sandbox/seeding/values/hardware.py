"""Patterns of hardware and network addresses: met by ones of one's own network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sandbox.seeding.values import machines
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.undeliverable import counted
from sandbox.seeding.values.value import Spec, Value

_MACS: tuple[tuple[str, bool], ...] = (
    (":", False), (":", True), ("-", True), ("-", False), ("", False), ("", True)
)  # fmt: skip
"""What stands between the parts, and whether letters are capitals."""
_PRIVATE = ("10.{}.{}.{}", "192.168.{1}.{2}", "172.16.{1}.{2}", "127.0.{1}.{2}", "169.254.{1}.{2}")
"""Kept for networks of one's own (RFC 1918, RFC 3927)."""
_SPREAD = 7919


def hardware(spec: Spec) -> Iterator[Value]:
    """Rules for patterns of hardware and network addresses, by the column's name."""
    words = words_of(spec.column.name)
    if "mac" in words:
        for between, capitals in _MACS:
            yield counted(spec, partial(_mac, between, capitals), "locally administered")
    if not {"ip", "ipv4", "address", "subnet"}.isdisjoint(words):
        yield machines.ip(spec)
        for form in _PRIVATE:
            yield counted(spec, partial(_ip, form), "an address of a private network")


def _mac(between: str, capitals: bool, index: int) -> str:
    parts = ["02", "00", "5e", *(f"{index >> bits & 255:02x}" for bits in (16, 8, 0))]
    text = between.join(parts)
    return text.upper() if capitals else text


def _ip(form: str, index: int) -> str:
    number = (index + 1) * _SPREAD
    return form.format(number >> 16 & 255, number >> 8 & 255, number & 255)
