"""`open`, `logs`, `shell`, `run`: getting at the app itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sandbox import errors
from sandbox.model.facts import ExecResult
from sandbox.ports import Ports
from sandbox.verbs.locate import BEHIND, BY_OPTION, find, name_of
from sandbox.verbs.owner import own_containers, running_container
from sandbox.verbs.up import address


def url_of(name: str | None, here: Path, ports: Ports) -> str:
    """The address of a sandbox that runs. Raises NotFound."""
    record = find(name, here, ports)
    running_container(record, "app", ports)
    return address(record, ports)


def log_lines(
    name: str | None, here: Path, ports: Ports, *, lines: int, follow: bool, service: str
) -> Iterator[str]:
    """The last `lines` lines, and with `follow` those that come."""
    record = find(name, here, ports)
    container = name_of(record).container(service)
    if container not in own_containers(record, ports):
        raise errors.NotFound(f"{record.name} has no {service}", "start it with `sandbox up`")
    if follow:
        yield from ports.engine.follow(container, lines=lines)
    else:
        yield from ports.engine.logs(container, lines=lines).splitlines()


def run_inside(name: str | None, here: Path, ports: Ports, command: tuple[str, ...]) -> ExecResult:
    """Run one command in the app's container and take what it prints."""
    record = find(name, here, ports, way=BY_OPTION)
    container = running_container(record, "app", ports)
    return ports.engine.execute(container, command)


def attach(
    name: str | None,
    here: Path,
    ports: Ports,
    command: tuple[str, ...],
    *,
    interactive: bool,
    way: str = BEHIND,
) -> int:
    """Run with the person's own terminal; the command's exit code. way: as `find` has it."""
    record = find(name, here, ports, way=way)
    container = running_container(record, "app", ports)
    return ports.engine.attach(container, command, interactive=interactive)
