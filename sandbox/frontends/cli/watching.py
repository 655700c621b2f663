"""The one process that records quiet files, begun by whatever command brought a sandbox up."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.errors import SandboxError
from sandbox.frontends.cli.options import Session
from sandbox.verbs.watch import Watch


@contextmanager
def watched(session: Session) -> Iterator[None]:
    """From here on the person's files are looked at, also where the app did not start: it is then
    that an assistant works on them."""
    try:
        yield
    finally:
        ports = session.ports
        with contextlib.suppress(SandboxError, OSError):  # work goes on without it
            if ports.quiet > 0 and ports.registry.all():
                ports.registry.close()
                ports.background.begin("watch", lambda: _watch(session))


def _watch(session: Session) -> None:
    """With connections of its own: those of the command end with it."""
    from sandbox.wiring import wire

    ports = wire(session.ports.user)
    Watch(ports, ports.quiet).run()
