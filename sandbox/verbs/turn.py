"""One command at a time on one sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sandbox.errors import Busy
from sandbox.events import Emit, Notice
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
