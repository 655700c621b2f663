"""One command at a time on one sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sandbox.errors import Busy, NotFound
from sandbox.events import Emit, Notice
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports

AT_ONCE = 0.3
LONGEST = 1800.0


@contextmanager
def waiting_turn(name: str, ports: Ports, emit: Emit, *, doing: str) -> Iterator[None]:
    """Wait until no other command works on the sandbox, and say so where it takes a while."""
    with ExitStack() as held:
        try:
            held.enter_context(ports.locks.hold(name, seconds=AT_ONCE, doing=doing))
        except Busy:
            emit(Notice(text=f"another command works on {name}; waiting until it is done"))
            held.enter_context(ports.locks.hold(name, seconds=LONGEST, doing=doing))
        yield


def still_there(name: str, ports: Ports) -> SandboxRecord:
    """The record as it is now that one's turn has come. Raises NotFound."""
    record = ports.registry.get(name)
    if record is None:
        raise NotFound(
            f"{name} is gone: another command put it away in this moment",
            "`sandbox list` shows what there is",
        )
    return record
