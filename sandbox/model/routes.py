"""Which host name leads to which app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sandbox.model.observed import ObservedContainer, ObservedNetwork

GATEWAY = "sandbox-gateway"
OUTER = "sandbox-outer"
# Rises with anything in compose/gateway or in how it is started. A gateway with a higher one, of a
# newer version of the tool on the same engine, is left alone: two versions must not take turns.
GATEWAY_LAYOUT = 8
MAP_PATH = "/etc/sandbox/routes.map"
MAIL_PAGES = 8025
UNSAID = 8000  # the port of an app that nobody said one of


def is_current(gateway: ObservedContainer) -> bool:
    """Whether it runs and is of this version's layout or a later one."""
    layout = gateway.spec_hash
    return (
        gateway.name == GATEWAY
        and gateway.running
        and layout.isdigit()
        and int(layout) >= GATEWAY_LAYOUT
    )


def routes_map(networks: Iterable[ObservedNetwork], apps: Iterable[ObservedContainer]) -> str:
    """The lines of each sandbox's network, sorted.

    The port is the one that its app's container says, or before there is one its network; so are
    the other origins that its pages may talk to.
    """
    found = {app.labels.get("sandbox.name"): app.labels for app in apps}
    lines: set[str] = set()
    for network in networks:
        name = network.labels.get("sandbox.name")
        if name:
            said = found.get(name, {})
            port = _port(said) or _port(network.labels) or UNSAID
            lines.update(routes(name, port, said.get("sandbox.browser", "").split()))
    return "".join(f"{line}\n" for line in sorted(lines))


def _port(labels: Mapping[str, str]) -> int | None:
    """None where another version, or another program, labelled it otherwise."""
    said = labels.get("sandbox.port", "")
    return int(said) if said.isdecimal() else None


def routes(name: str, port: int, origins: Sequence[str] = ()) -> tuple[str, ...]:
    """`HOST CONTAINER:PORT ORIGIN …` for the app, a line a pair of host and origin, its mail."""
    host = f"{name}.localhost"
    return (
        " ".join((host, f"{name}-app:{port}", *origins)),
        *(f"{host}|{origin} yes" for origin in origins),
        f"{mail_host(name)} {name}-mail:{MAIL_PAGES}",
    )


def mail_host(name: str) -> str:
    """Where the mail of a sandbox is shown."""
    return f"mail.{name}.localhost"
