"""Where an app takes connections, read from the kernel's own lists in its container."""

from __future__ import annotations

from dataclasses import dataclass

COMMAND = ("cat", "/proc/net/tcp", "/proc/net/tcp6")
LISTEN = "0A"
RESOLVER = "0B00007F"  # 127.0.0.11, Docker's own
LOOPBACK = ("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """outside: ports that connections from outside of the container reach; inside: the others."""

    outside: tuple[int, ...]
    inside: tuple[int, ...]


def parse_listening(text: str) -> Listening:
    """text: what COMMAND prints."""
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for line in text.splitlines():
        words = line.split()
        if len(words) < 4 or words[3] != LISTEN:
            continue
        address, _, port = words[1].partition(":")
        if address != RESOLVER:
            found[address in LOOPBACK].add(int(port, 16))
    return Listening(
        outside=tuple(sorted(found[False])), inside=tuple(sorted(found[True] - found[False]))
    )


def why_unreachable(listening: Listening, wanted: int) -> tuple[str, str] | None:
    """(why nothing reaches the app, what to change); None where its port is not the reason."""
    if wanted in listening.outside:
        return None
    if wanted in listening.inside:
        return (
            f"it listens on 127.0.0.1 only, where nothing from outside of its container reaches "
            f"port {wanted}",
            "let it listen on 0.0.0.0 (for uvicorn `--host 0.0.0.0`): in the Dockerfile's CMD, or "
            "under [app] command in sandbox.toml",
        )
    if listening.outside:
        ports = " and ".join(str(port) for port in listening.outside)
        first = listening.outside[0]
        return (
            f"it listens on port {ports}, not on port {wanted}",
            f"write `port = {first}` under [app] in sandbox.toml",
        )
    if listening.inside:
        ports = " and ".join(str(port) for port in listening.inside)
        first = listening.inside[0]
        return (
            f"it listens on port {ports} of 127.0.0.1 only, not on port {wanted}",
            f"let it listen on 0.0.0.0, and write `port = {first}` under [app] in sandbox.toml",
        )
    return None
