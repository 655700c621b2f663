"""Which hosts are production's: `[production] hosts`, compared by name and by number.

A pattern is a name (`db.example.com`), a name with `*` (`*.example.com` is everything beneath it),
an address, or a network in CIDR notation (`10.20.0.0/16`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Number = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9*_]([a-z0-9*_-]*[a-z0-9*_])?"
                   r"(\.[a-z0-9*_]([a-z0-9*_-]*[a-z0-9*_])?)*")  # fmt: skip


def plain_host(host: str) -> str:
    """One way of writing a host: lower case, no brackets, no dot at the end."""
    return host.strip().lower().removeprefix("[").removesuffix("]").rstrip(".")


def number_of(host: str) -> Number | None:
    """The address that `host` is, however it is written (0x7f.1, ::ffff:10.0.0.1); None for a name.

    0.0.0.0 and :: reach this machine and are given as its loopback addresses.
    """
    text = plain_host(host).partition("%")[0]
    try:
        found = ip_address(text)
    except ValueError:
        old = _old_number(text)
        if old is None:
            return None
        found = old
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_unspecified:
        return ip_address("127.0.0.1" if found.version == 4 else "::1")
    return found


def _old_number(text: str) -> IPv4Address | None:
    """As the C library reads it: one to four parts, octal and hexadecimal too."""
    parts = text.split(".")
    if len(parts) > 4 or not all(re.fullmatch(r"0x[0-9a-f]+|[0-9]+", part) for part in parts):
        return None
    try:
        *first, last = (int(part, 8 if re.match(r"0[0-9]", part) else 0) for part in parts)
    except ValueError:
        return None
    if any(part > 255 for part in first) or last >= 256 ** (4 - len(first)):
        return None
    return IPv4Address(sum(part << 8 * (3 - at) for at, part in enumerate(first)) + last)


def network_of(pattern: str) -> Network | None:
    """The network that a pattern means, of one address for an address; None for a name."""
    number = number_of(pattern)
    if number is not None:
        return ip_network(number)
    if "/" not in pattern:
        return None
    try:
        return ip_network(plain_host(pattern), strict=False)
    except ValueError:
        return None


def wrong_pattern(pattern: str) -> str | None:
    """Why `pattern` can mean no host, in words; None where it can."""
    if network_of(pattern) is not None or _NAME.fullmatch(plain_host(pattern)):
        return None
    return (
        f'"{pattern}" is no host: write a name such as db.example.com or *.example.com, '
        "an address, or a network such as 10.20.0.0/16"
    )


def networks_of(patterns: Iterable[str]) -> tuple[Network, ...]:
    """Those of the patterns that are addresses or networks."""
    return tuple(found for one in patterns if (found := network_of(one)) is not None)


def names_of(patterns: Iterable[str]) -> tuple[str, ...]:
    """Those of the patterns that are names, plainly written."""
    return tuple(plain_host(one) for one in patterns if network_of(one) is None)


def production_of(host: str, patterns: Sequence[str], numbers: Iterable[str] = ()) -> str | None:
    """The pattern that `host` falls under, as it is written; None where it is not production.

    host: a name or an address; numbers: the addresses its name leads to, where they were asked for.
    """
    plain = plain_host(host)
    addresses = [found for one in (host, *numbers) if (found := number_of(one)) is not None]
    for pattern in patterns:
        network = network_of(pattern)
        if network is None:
            if fnmatchcase(plain, plain_host(pattern)):
                return pattern
        elif any(one.version == network.version and one in network for one in addresses):
            return pattern
    return None


def hosts_in(text: str) -> Iterator[str]:
    """What in `text` may be a host: names with a dot, and addresses. For URLs and settings."""
    for found in re.finditer(r"\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_][A-Za-z0-9_.-]*[A-Za-z0-9_]", text):
        word = found[0]
        if "." in word or word.startswith("["):
            yield plain_host(word)
