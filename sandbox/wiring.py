"""Which adapter serves which port: the one place that knows both."""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import tempfile
import threading
from functools import cached_property
from pathlib import Path
from typing import cast

from sandbox.errors import UsageError
from sandbox.ports import (
    Background,
    Catalogue,
    Databases,
    Desks,
    Engine,
    Locks,
    Machine,
    Points,
    Ports,
    Registry,
    Repositories,
    ReviewHosts,
    Secrets,
    Sources,
    ValueRules,
)

MIN_FREE = 2 << 30
QUIET = 60  # seconds
MACHINES_TEMP = Path(tempfile.gettempdir())


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
    from sandbox.adapters.files.scratch import own_folder

    files = HostFiles()
    with contextlib.suppress(OSError):  # a full disk: the commands say so where it matters
        tempfile.tempdir = str(own_folder(files.home()))
    free = _number("SANDBOX_MIN_FREE_MB", least=0, most=10**9)
    quiet = _number("SANDBOX_SAVE_AFTER", least=0, most=86400)
    return Ports(
        engine=cast(Engine, _Lazy(_engine)),
        repositories=cast(Repositories, _Lazy(_repositories)),
        points=cast(Points, _Lazy(_points)),
        registry=cast(Registry, _Lazy(lambda: _registry(files))),
        locks=cast(Locks, _Lazy(lambda: _locks(files))),
        files=files,
        catalogue=cast(Catalogue, _Lazy(_catalogue)),
        databases=cast(Databases, _Lazy(_databases)),
        rules=cast(ValueRules, _Lazy(_rules)),
        secrets=cast(Secrets, _Lazy(_secrets)),
        machine=cast(Machine, _Lazy(_machine)),
        sources=cast(Sources, _Lazy(_sources)),
        desks=cast(Desks, _Lazy(lambda: _desks(files))),
        hosts=cast(ReviewHosts, _Lazy(lambda: _hosts(files))),
        background=cast(Background, _Lazy(lambda: _background(files))),
        stop=threading.Event(),
        user=_user(user),
        port=_number("SANDBOX_PORT", least=1, most=65535),
        min_free=free << 20 if free is not None else MIN_FREE,
        quiet=quiet if quiet is not None else QUIET,
    )


def _user(typed: str | None) -> str:
    """Whose sandboxes. Raises UsageError."""
    named = typed if typed is not None else os.environ.get("SANDBOX_USER") or None
    if named is not None:
        user = named.strip()
    else:
        try:
            user = getpass.getuser()
        except (KeyError, OSError):  # an account without a name, as in many containers
            user = ""
    if not user or not user.isprintable():
        raise UsageError(
            "whose sandbox? There is no name of a user, or none that can be read",
            "name yourself: `--user anna`, or SANDBOX_USER=anna",
        )
    return user


def _number(variable: str, *, least: int, most: int) -> int | None:
    """A whole number in plain digits; the likes of "²" are digits to Python. Raises UsageError."""
    text = os.environ.get(variable)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", text) or not least <= int(text) <= most:
        raise UsageError(
            f"{variable} is {text[:40]!r}, not a number from {least} to {most}",
            f"unset {variable}, or mend it",
        )
    return int(text)


def _engine() -> object:
    from sandbox.adapters.docker.engine import DockerEngine

    _follow_context()
    _refuse_no_address()
    return DockerEngine()


def _refuse_no_address() -> None:
    """Raises UsageError where DOCKER_HOST can be the address of no engine."""
    from docker.errors import DockerException
    from docker.utils import parse_host

    host = os.environ.get("DOCKER_HOST")
    try:
        parse_host(host)
    except (DockerException, ValueError) as error:
        raise UsageError(
            f"DOCKER_HOST is {host!r}, which is no address of Docker",
            "unset DOCKER_HOST, or give it one such as unix:///var/run/docker.sock",
            detail=str(error),
        ) from error


def _follow_context() -> None:
    """One engine for the SDK, which passes over DOCKER_CONTEXT, and for Docker's own command.

    Both look at DOCKER_HOST first. Raises UsageError where Docker knows no such context: the SDK
    would quietly use this machine's Docker in its place.
    """
    from docker.context import ContextAPI
    from docker.context.api import get_current_context_name
    from docker.errors import ContextException

    chosen = os.environ.get("DOCKER_CONTEXT")
    name = chosen or get_current_context_name()
    if os.environ.get("DOCKER_HOST") or name == "default":
        return
    try:
        known = {one.Name: one.Host for one in ContextAPI.contexts() if one}
    except ContextException as error:
        raise UsageError(
            "Docker's own settings are damaged",
            "mend them with `docker context ls`",
            detail=str(error),
        ) from error
    if name not in known:
        where = "DOCKER_CONTEXT is" if chosen else "Docker is set to the context"
        way_out = "unset DOCKER_CONTEXT" if chosen else "type `docker context use default`"
        raise UsageError(
            f"{where} {name!r}, and there is no context of that name",
            f"{way_out}, or choose one that there is: {', '.join(known)}",
        )
    if chosen:
        os.environ["DOCKER_HOST"] = known[name]


def _repositories() -> object:
    from sandbox.adapters.git.repositories import GitRepositories

    return GitRepositories()


def _points() -> object:
    from sandbox.adapters.git.points import GitPoints

    return GitPoints()


def _background(files: object) -> object:
    from sandbox.adapters.files.background import Forked

    return Forked(files.home())  # type: ignore[attr-defined]


def _registry(files: object) -> object:
    from sandbox.adapters.registry.store import RegistryStore

    return RegistryStore(os.environ.get("SANDBOX_REGISTRY"), files.home())  # type: ignore[attr-defined]


def _locks(files: object) -> object:
    from sandbox.adapters.files.locks import FileLocks

    common = MACHINES_TEMP / "sandbox-locks"
    return FileLocks(files.home() / "locks", common)  # type: ignore[attr-defined]


def _catalogue() -> object:
    from sandbox.adapters.postgres.reflect import PostgresCatalogue

    return PostgresCatalogue()


def _databases() -> object:
    from sandbox.adapters.postgres.addresses import PostgresDatabases

    return PostgresDatabases()


def _secrets() -> object:
    from sandbox.adapters.secrets.find import KnownForms

    return KnownForms()


def _rules() -> object:
    from sandbox.adapters.packages.rules import InstalledRules

    return InstalledRules()


def _machine() -> object:
    from sandbox.adapters.machine.network import MachineNetwork

    return MachineNetwork()


def _sources() -> object:
    from sandbox.adapters.sources.machine import MachineSources

    return MachineSources()


def _desks(files: object) -> object:
    from sandbox.adapters.git.desk import GitDesks

    return GitDesks(files.home() / "desks")  # type: ignore[attr-defined]


def _hosts(files: object) -> object:
    from sandbox.adapters.git.credentials import remembered
    from sandbox.adapters.hosts.chosen import ChosenHosts

    return ChosenHosts(files.home() / "reviews", remembered)  # type: ignore[attr-defined]
