"""`open`, `logs`, `shell`, `run`: getting at the app itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sandbox import errors
from sandbox.model.facts import ExecResult
from sandbox.model.records import SandboxRecord
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


def run_inside(
    name: str | None,
    here: Path,
    ports: Ports,
    command: tuple[str, ...],
    *,
    typed: Iterable[bytes] | None = None,
    way: str = BY_OPTION,
) -> ExecResult:
    """Run one command in the app's container and take what it prints.

    typed: what it finds on its standard input; way: as `find` has it. Raises NotFound, UsageError
    where there is no such command.
    """
    container = _with_command(find(name, here, ports, way=way), ports, command)
    return ports.engine.execute(container, command, stdin=typed)


def attach(
    name: str | None,
    here: Path,
    ports: Ports,
    command: tuple[str, ...],
    *,
    interactive: bool,
    way: str = BEHIND,
) -> int:
    """Run with the person's own terminal; the command's exit code. Otherwise as `run_inside`."""
    container = _with_command(find(name, here, ports, way=way), ports, command)
    return ports.engine.attach(container, command, interactive=interactive)


# Looks where the engine would: its own words for a command that is not there help nobody.
MISSING, NO_PROGRAM = 44, 45
LOOK = f"""
look() {{ [ -d "$1" ] || {{ [ -x "$1" ] && exit 0; [ -e "$1" ] && code={NO_PROGRAM}; }}; }}
code={MISSING}
case "$1" in
*/*) look "$1" ;;
*) IFS=:; for folder in $PATH; do look "${{folder:-.}}/$1"; done ;;
esac
exit $code
"""


def _with_command(record: SandboxRecord, ports: Ports, command: tuple[str, ...]) -> str:
    """The app's container, which runs and has the command."""
    container = running_container(record, "app", ports)
    word = command[0]
    match ports.engine.execute(container, ("sh", "-c", LOOK, "sh", word)).code:
        case int(code) if code == MISSING:
            raise errors.NotFound(
                f"there is no command {word} in the app",
                "check the spelling; what the app does not bring, its Dockerfile has to install",
            )
        case int(code) if code == NO_PROGRAM:
            raise errors.UsageError(
                f"{word} in the app is a file, and not one that can be run",
                f"name what is to run it, as in `sandbox run -- sh {word}`",
            )
        case _:  # also where the image has no shell to look with: the engine says the rest
            return container
