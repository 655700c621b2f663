"""Which host name leads to which app."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.model.observed import ObservedContainer, ObservedNetwork

GATEWAY = "sandbox-gateway"
OUTER = "sandbox-outer"
# Rises with anything in compose/gateway or in how it is started. A gateway with a higher one, of a
# newer version of the tool on the same engine, is left alone: two versions must not take turns.
GATEWAY_LAYOUT = 5
MAP_PATH = "/etc/sandbox/routes.map"


def is_current(gateway: ObservedContainer) -> bool:
    """Whether it runs and is of this version's layout or a later one."""
    layout = gateway.spec_hash
    return gateway.running and layout.isdigit() and int(layout) >= GATEWAY_LAYOUT


def routes_map(networks: Iterable[ObservedNetwork], apps: Iterable[ObservedContainer]) -> str:
    """One line `HOST CONTAINER:PORT` for each sandbox's network, sorted.

    The port is the one that its app's container says, or before there is one its network.
    """
    ports = {app.labels.get("sandbox.name"): app.labels.get("sandbox.port") for app in apps}
    lines = set()
    for network in networks:
        name = network.labels.get("sandbox.name")
        if name:
            port = ports.get(name) or network.labels.get("sandbox.port", "8000")
            lines.add(route(name, int(port)))
    return "".join(f"{line}\n" for line in sorted(lines))


def route(name: str, port: int) -> str:
    return f"{name}.localhost {name}-app:{port}"
