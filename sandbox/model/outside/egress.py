"""What an app, or its build, may reach: entries like "api.stripe.com:443" and "*.tiles.example".

An entry is a host and, behind a colon, a port; without one it means the web's two ports. `*.` is
everything beneath a name, not the name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.model.outside.production import network_of, number_of, plain_host, production_of

WEB_PORTS = (80, 443)
PROXY_PORT = 3128
ROLE = "egress"
# Names that the app speaks to without a proxy: itself and its sandbox's own containers.
NEAR = ("localhost", "127.0.0.1", "::1", "app", "database", "db", "postgres", "mail")

_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_ENTRY = re.compile(
    rf"(?P<host>(\*\.)?{_LABEL}(\.{_LABEL})*|\[[0-9a-f:.]+\])(:(?P<port>\d{{1,5}}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One host, or with `beneath` all that lie beneath it, and the ports that may be reached."""

    host: str
    ports: tuple[int, ...] = WEB_PORTS
    beneath: bool = False

    def __str__(self) -> str:
        host = f"*.{self.host}" if self.beneath else self.host
        return host if self.ports == WEB_PORTS else f"{host}:{self.ports[0]}"


def way_of(entry: str) -> Way:
    """Raises ValueError that says in words what is wrong with the entry."""
    found = _ENTRY.fullmatch(entry.strip().lower())
    if not found:
        raise ValueError(
            f'"{entry}" is no host: write one such as api.example.com, api.example.com:443 '
            "or *.example.com"
        )
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 1 <= port <= 65535:
        raise ValueError(f'"{entry}" has a port that there is not: from 1 to 65535')
    beneath = found["host"].startswith("*.")
    host = plain_host(found["host"].removeprefix("*."))
    if beneath and "." not in host:
        raise ValueError(f'"{entry}" is too much: a whole top-level domain')
    number = number_of(host)
    if number is not None and (not number.is_global or number.is_multicast):
        raise ValueError(f'"{entry}" is inside this network, and nothing there may be reached')
    return Way(host=host, ports=(port,) if port else WEB_PORTS, beneath=beneath)


def ways_of(entries: Iterable[str]) -> tuple[Way, ...]:
    """Each once, in order. Raises ValueError."""
    return tuple(dict.fromkeys(way_of(one) for one in entries))


def wrong_entry(entries: Sequence[str], production: Sequence[str]) -> str | None:
    """Why one of the entries cannot be, in words; None where all can."""
    for entry in entries:
        try:
            way = way_of(entry)
        except ValueError as error:
            return str(error)
        host = f"any.{way.host}" if way.beneath else way.host
        pattern = production_of(host, production)
        if pattern is not None:
            return (
                f'"{entry}" is production ({pattern} under [production]): it is never let through'
            )
    return None


def proxy_variables(proxy: str) -> dict[str, str]:
    """The variables by which programs know their proxy. proxy: its host's name."""
    address = f"http://{proxy}:{PROXY_PORT}"
    near = ",".join(NEAR)
    return {
        "HTTP_PROXY": address,
        "HTTPS_PROXY": address,
        "http_proxy": address,
        "https_proxy": address,
        "NO_PROXY": near,
        "no_proxy": near,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One request at the proxy. at: Unix seconds; why: "" where it was let through."""

    at: float
    host: str
    port: int
    method: str
    why: str

    @property
    def allowed(self) -> bool:
        return not self.why

    def __str__(self) -> str:
        target = f"{self.host}:{self.port}"
        return f"refused {target} ({WHY[self.why]})" if self.why else f"let through {target}"


WHY = {
    "production": "production is never let through",
    "not-allowed": "not under [egress] allow in sandbox.toml",
    "inside": "it leads to an address inside this network",
    "kind": "not a kind of request that is let through",
    "unreachable": "it did not answer, or there is no such name",
}
_LINE = re.compile(
    r"way (?P<at>[\d.]+) (?P<status>\S+) (?P<method>\S+) (?P<host>\S+) (?P<port>\d+|-) (?P<why>\S+)"
)


def passages(log: str) -> tuple[Passage, ...]:
    """What the proxy's log says of requests, oldest first; its other lines are passed over."""
    found = []
    for line in log.splitlines():
        one = _LINE.search(line)
        if one is None:
            continue
        failed = one["status"].split("/")[-1] in ("502", "503", "504")
        why = one["why"] if one["why"] in WHY else "unreachable" if failed else ""
        found.append(
            Passage(
                at=float(one["at"]),
                host=one["host"],
                port=int(one["port"]) if one["port"].isdigit() else 0,
                method=one["method"],
                why=why,
            )
        )
    return tuple(found)


def last_refused(found: Sequence[Passage], most: int = 5) -> tuple[str, ...]:
    """The last refused hosts, the newest first, each once, as "HOST:PORT (why)"."""
    refused = [str(one).removeprefix("refused ") for one in reversed(found) if one.why]
    return tuple(dict.fromkeys(refused))[:most]


def is_number(host: str) -> bool:
    return network_of(host) is not None
