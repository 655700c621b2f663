"""The machine shut off from its sandboxes: by this process where it may, else by a container."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sandbox import errors
from sandbox.model.content import digest
from sandbox.ports import Ports

SETTING = "wall"  # the machine's present run, in which a container set the rule


def shut_out_host(network: str, ports: Ports) -> None:
    """Nothing that is sent in `network` is taken in by the machine. Raises Refused.

    The rule is gone after the machine was started anew, and is set again then. In turn with a
    `down` of the last sandbox, which takes it away.
    """
    with ports.locks.hold("gateway", seconds=600, doing="shutting the machine off"):
        done = ports.engine.shut_out_host(network)
        run = ports.machine.run()
        known = done is None and run and ports.registry.setting(SETTING) == run
        if done or known:
            return
        ports.engine.shut_out_host_by(_image(ports))
        ports.registry.set(SETTING, run)


def let_host_in(ports: Ports) -> None:
    """The rule goes with the last sandbox; the caller holds the gateway's lock. What cannot be
    taken away stays, and shuts out what is not there any more."""
    if ports.engine.let_host_in():
        return
    image = _name(ports)
    if ports.engine.image(image):
        with contextlib.suppress(errors.SandboxError):
            ports.engine.let_host_in_by(image)
    ports.registry.set(SETTING, "")


def _definition(ports: Ports) -> Path:
    return ports.files.resource("compose") / "wall"


def _name(ports: Ports) -> str:
    files = sorted(path for path in _definition(ports).iterdir() if path.is_file())
    return f"sandbox-wall:{digest(f'{one.name}:{one.read_text()}' for one in files)}"


def _image(ports: Ports) -> str:
    """Built once for each content of its definition."""
    image = _name(ports)
    if ports.engine.image(image) is None:
        labels = {"sandbox.role": "wall-image"}
        folder = _definition(ports)
        ports.engine.build(image, folder, "Dockerfile", labels=labels, on_line=lambda _: None)
    return image
