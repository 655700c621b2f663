"""The machine shut off from its sandboxes: by this process where it may, else by a container."""

from __future__ import annotations

from pathlib import Path

from sandbox.model.content import digest
from sandbox.ports import Ports

SETTING = "wall"  # the machine's present run, in which the rule was set


def shut_out_host(network: str, ports: Ports) -> None:
    """Nothing that is sent in `network` is taken in by the machine. Raises Refused.

    The rule is gone after the machine was started anew, and is set again then.
    """
    if ports.engine.shut_out_host(network):
        return
    run = ports.machine.run()
    if run and ports.registry.setting(SETTING) == run:
        return
    ports.engine.shut_out_host_by(_image(ports))
    ports.registry.set(SETTING, run)


def _image(ports: Ports) -> str:
    """Built once for each content of its definition."""
    folder: Path = ports.files.resource("compose") / "wall"
    files = sorted(path for path in folder.iterdir() if path.is_file())
    image = f"sandbox-wall:{digest(f'{one.name}:{one.read_text()}' for one in files)}"
    with ports.locks.hold("wall", seconds=600, doing="shutting the machine off"):
        if ports.engine.image(image) is None:
            labels = {"sandbox.role": "wall-image"}
            ports.engine.build(image, folder, "Dockerfile", labels=labels, on_line=lambda _: None)
    return image
