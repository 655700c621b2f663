"""A database server beside the sandbox's own, for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sandbox.effects import psql
from sandbox.model.stack import Stack
from sandbox.ports import Ports


@contextmanager
def running(image: str, stack: Stack, ports: Ports) -> Iterator[str]:
    """A server of its own, reached by nobody, gone afterwards."""
    name, engine = stack.name.container("job-database"), ports.engine
    try:
        engine.remove(name)
        engine.create(
            replace(
                stack.database,
                name=name,
                role="job-database",
                image=image,
                network=None,
                aliases=(),
                restart=False,
                labels=tuple(sorted(stack.name.labels("job-database").items())),
            )
        )
        engine.start(name)
        psql.await_server(engine, name)
        yield name
    finally:
        engine.remove(name)
