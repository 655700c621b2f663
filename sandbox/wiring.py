"""Which adapter serves which port: the one place that knows both."""

from __future__ import annotations

import getpass
import os
import tempfile
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sandbox.errors import UsageError
from sandbox.ports import Catalogue, Engine, Locks, Ports, Registry, Repositories

if TYPE_CHECKING:
    from sandbox.seeding.schema import Schema

MIN_FREE = 2 << 30


class _Lazy:
    """An adapter that is loaded when it is first used: its library may take long to load."""

    def __init__(self, make: object) -> None:
        self._make = make

    @cached_property
    def _real(self) -> object:
        return self._make()  # type: ignore[operator]

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


def wire(user: str | None = None) -> Ports:
    """The ports of this process, from its environment. Raises UsageError."""
    from sandbox.adapters.files.host import HostFiles

    files = HostFiles()
    return Ports(
        engine=cast(Engine, _Lazy(_engine)),
        repositories=cast(Repositories, _Lazy(_repositories)),
        registry=cast(Registry, _Lazy(lambda: _registry(files))),
        locks=cast(Locks, _Lazy(lambda: _locks(files))),
        files=files,
        catalogue=_PostgresCatalogue(),
        stop=threading.Event(),
        user=user or os.environ.get("SANDBOX_USER") or getpass.getuser(),
        port=_number("SANDBOX_PORT"),
        min_free=_number("SANDBOX_MIN_FREE_MB", scale=1 << 20) or MIN_FREE,
    )


def _number(variable: str, *, scale: int = 1) -> int | None:
    text = os.environ.get(variable)
    if not text:
        return None
    if not text.isdigit():
        raise UsageError(f"{variable} is {text!r}, not a number", f"unset {variable}, or mend it")
    return int(text) * scale


def _engine() -> object:
    from sandbox.adapters.docker.engine import DockerEngine

    return DockerEngine()


def _repositories() -> object:
    from sandbox.adapters.git.repositories import GitRepositories

    return GitRepositories()


def _registry(files: object) -> object:
    from sandbox.adapters.registry.store import RegistryStore

    return RegistryStore(os.environ.get("SANDBOX_REGISTRY"), files.home())  # type: ignore[attr-defined]


def _locks(files: object) -> object:
    from sandbox.adapters.files.locks import FileLocks

    common = Path(tempfile.gettempdir()) / "sandbox-locks"
    return FileLocks(files.home() / "locks", common)  # type: ignore[attr-defined]


class _PostgresCatalogue(Catalogue):
    def schema_query(self) -> str:
        from sandbox.adapters.postgres.reflect import REFLECT_SQL

        return REFLECT_SQL

    def existing_query(self, schema: Schema) -> str:
        from sandbox.adapters.postgres.reflect import existing_sql

        return existing_sql(schema)
