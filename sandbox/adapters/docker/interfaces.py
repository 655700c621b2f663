"""The addresses that this machine has on one of its interfaces."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

SIOCGIFADDR = 0x8915  # Linux's number of the question for an interface's IPv4 address
LINK_LOCAL = "fe8"


def interface_addresses(name: str, inet6: Path = Path("/proc/net/if_inet6")) -> tuple[str, ...]:
    """IPv4 and IPv6 addresses; none where there is no such interface, as with an engine elsewhere.

    Not the IPv6 address that every interface has of itself: no container of ours has IPv6.
    """
    return (*_ipv4(name), *_ipv6(name, inet6))


def _ipv4(name: str) -> tuple[str, ...]:
    try:
        from fcntl import ioctl
    except ImportError:  # no Linux: the engine runs elsewhere
        return ()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = ioctl(asking, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
        except OSError:
            return ()
    return (socket.inet_ntoa(answer[20:24]),)


def _ipv6(name: str, inet6: Path) -> tuple[str, ...]:
    try:
        rows = [line.split() for line in inet6.read_text().splitlines()]
    except OSError:
        return ()
    return tuple(
        socket.inet_ntop(socket.AF_INET6, bytes.fromhex(row[0]))
        for row in rows
        if row[-1] == name and not row[0].startswith(LINK_LOCAL)
    )
