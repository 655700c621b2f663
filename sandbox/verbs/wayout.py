"""What the app asked of the outside, as its proxy tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.model.observed import ObservedContainer
from sandbox.model.outside.egress import ROLE, Passage, last_refused, passages
from sandbox.ports import Ports
from sandbox.verbs.locate import find, name_of
from sandbox.verbs.owner import own_containers

LINES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """running: whether the proxy does; refused: the last hosts, "HOST:PORT (why)", newest first."""

    running: bool
    refused: tuple[str, ...] = ()


def way_out(containers: list[ObservedContainer], ports: Ports) -> WayOut | None:
    """None where the app may reach nothing."""
    proxy = next((one for one in containers if one.role == ROLE), None)
    if proxy is None:
        return None
    found = passages(ports.engine.logs(proxy.name, lines=LINES))
    return WayOut(running=proxy.running, refused=last_refused(found))


def passages_of(
    name: str | None, here: Path, ports: Ports, *, lines: int, follow: bool
) -> Iterator[Passage]:
    """The requests of the last `lines` lines of its log, and with `follow` those that come."""
    record = find(name, here, ports)
    proxy = name_of(record).container(ROLE)
    if proxy not in own_containers(record, ports):
        raise errors.NotFound(
            f"{record.name} reaches nothing outside, so nothing is on record",
            "to let something through, name it under [egress] allow in sandbox.toml",
        )
    if not follow:
        yield from passages(ports.engine.logs(proxy, lines=lines))
        return
    for line in ports.engine.follow(proxy, lines=lines):
        yield from passages(line)
