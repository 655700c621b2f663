"""The gateway: started when first needed, told of who is there, gone with the last sandbox."""

from __future__ import annotations

import time
from collections.abc import Callable

from sandbox import errors
from sandbox.effects.definitions import definition, definition_image
from sandbox.effects.wall import let_host_in
from sandbox.model.lastwords import tail
from sandbox.model.routes import GATEWAY, GATEWAY_LAYOUT, MAP_PATH, OUTER, is_current, routes_map
from sandbox.model.steps import Admit, StartGateway
from sandbox.model.walls.gateway import gateway_differences
from sandbox.model.walls.guard import DISCONNECT, Difference
from sandbox.ports import Ports

Say = Callable[[str], None]
FIRST_PORT = 8700
ATTEMPTS = 5
NETWORK, ROLE = {"sandbox.role": "network"}, {"sandbox.role": "gateway"}


def gateway_port(ports: Ports) -> int:
    """The port of the running gateway, or the one it is going to have."""
    found = ports.engine.containers({"sandbox.role": "gateway"})
    own = [one for one in found if one.name == GATEWAY]  # other versions' may bear the label too
    said = own[0].labels.get("sandbox.port", "") if own else ""
    if said.isdecimal():
        return int(said)
    return int(ports.registry.setting("port") or ports.port or FIRST_PORT)


def start_gateway(step: StartGateway, ports: Ports, say: Say) -> str | None:
    """Build its image once, choose its port once, start it."""
    engine = ports.engine
    with ports.locks.hold("gateway", seconds=600, doing="starting the gateway"):
        image = definition_image("gateway", ports)
        if engine.image(image) is None:
            say("building the gateway (once)")
            labels = {"sandbox.role": "gateway-image"}
            engine.build(
                image, definition("gateway", ports), "Dockerfile", labels=labels, on_line=say
            )
        return _start(ports, image)


def _start(ports: Ports, image: str) -> str | None:
    labelled = ports.engine.containers({"sandbox.role": "gateway"})
    found = [one for one in labelled if one.name == GATEWAY]  # an image can bear the label too
    if any(is_current(one) for one in found) and not _is_spoilt(ports):
        return None
    for one in found:
        ports.engine.remove(one.name)
    for _ in range(ATTEMPTS):
        port, note = _choose_port(ports)
        try:
            ports.engine.start_gateway(image, port, str(GATEWAY_LAYOUT))
        except errors.PortTaken:
            continue
        ports.registry.set("port", str(port))
        _await_gateway(ports, port)
        return note
    raise _taken(port)


def gateway_drift(ports: Ports) -> tuple[Difference, ...]:
    """How it is other than it was made; none where it is not there, or of another version."""
    engine = ports.engine
    # Before and after: other sandboxes come and go meanwhile.
    networks = engine.networks(NETWORK)
    found = engine.confinement(GATEWAY)
    gateway = next((one for one in engine.containers(ROLE) if one.name == GATEWAY), None)
    networks += engine.networks(NETWORK)
    if found is None or gateway is None or gateway.spec_hash != str(GATEWAY_LAYOUT):
        return ()
    port = gateway.labels.get("sandbox.port", "")
    return gateway_differences(found, port=port, networks=[one.name for one in networks])


def _is_spoilt(ports: Ports) -> bool:
    return any(one.mend != DISCONNECT for one in gateway_drift(ports))


def _await_gateway(ports: Ports, port: int) -> None:
    """A signal to read its routes would be lost on a gateway that is still starting."""
    for _ in range(100):
        if ports.files.ask(port, GATEWAY, "/"):
            return
        time.sleep(0.05)
    said = tail(ports.engine.logs(GATEWAY, lines=20), 5)
    raise errors.WorkFailed("the gateway does not answer", "run `sandbox up` again", detail=said)


def _choose_port(ports: Ports) -> tuple[int, str | None]:
    """The one asked for, else the one used before, else the first free; moved only if taken."""
    files = ports.files
    if ports.port is not None:
        if not files.port_is_free(ports.port):
            raise _taken(ports.port)
        return ports.port, None
    kept = int(ports.registry.setting("port") or 0)
    if kept and files.port_is_free(kept):
        return kept, None
    port = files.free_port(FIRST_PORT)
    note = f"the address changed: another program uses {kept}" if kept else None
    return port, note


def _taken(port: int) -> errors.PortTaken:
    return errors.PortTaken(
        f"the port {port} is in use by another program",
        "close that program, or choose another port: SANDBOX_PORT=8790 sandbox up",
    )


def admit(step: Admit, ports: Ports, say: Say) -> None:
    """Connect the gateway to the sandbox's network and write all routes anew from the labels."""
    with ports.locks.hold("gateway", seconds=60, doing="opening an address"):
        for attempt in range(ATTEMPTS):
            try:
                _connect_all(ports)
                write_routes(ports)
                return
            except errors.NotFound:
                # Another person's last `down` took the gateway along in this moment.
                if attempt == ATTEMPTS - 1:
                    raise
                _start(ports, definition_image("gateway", ports))


def _connect_all(ports: Ports) -> None:
    """Into every sandbox's network: a gateway that was replaced has lost them all."""
    state = ports.engine.state(GATEWAY)
    joined = state.address if state else {}
    for network in ports.engine.networks({"sandbox.role": "network"}):
        if network.name not in joined:
            ports.engine.connect(network.name, GATEWAY, ())


def write_routes(ports: Ports) -> None:
    """From labels, so that routes cannot drift from what there is."""
    networks = ports.engine.networks({"sandbox.role": "network"})
    found = ports.engine.containers({"sandbox.role": "app"})
    apps = [one for one in found if one.role == "app"]
    content = routes_map(networks, apps)
    ports.engine.put_file(GATEWAY, MAP_PATH, content.encode())
    ports.engine.kill(GATEWAY, "SIGUSR2")


def close_gateway(ports: Ports) -> list[str]:
    """Removed with the last sandbox; otherwise its routes are written anew. What was removed."""
    engine = ports.engine
    with ports.locks.hold("gateway", seconds=60, doing="closing an address"):
        if engine.networks({"sandbox.role": "network"}):
            if engine.state(GATEWAY):
                write_routes(ports)
            return []
        removed = [f"container {GATEWAY}"] if engine.remove(GATEWAY) else []
        if engine.remove_network(OUTER):
            removed.append(f"network {OUTER}")
        let_host_in(ports)
        return removed
