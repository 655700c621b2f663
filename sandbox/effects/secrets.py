"""Values that open something real are hidden in the copy before anything runs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path

from sandbox.effects.reviewed import reviewed_configuration
from sandbox.errors import Refused
from sandbox.model.outside.secrets import (
    SUSPECTS,
    Secret,
    for_tests,
    production_addresses,
    production_suspects,
)
from sandbox.model.records import SandboxRecord
from sandbox.model.settings.configuration import (
    CONFIGURATION_FILE,
    Configuration,
    parse_configuration,
)
from sandbox.ports import Ports

RULES = "1"
"""Raised when more is found than before: what was looked through is looked through again."""
_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----(.*?)-----END", re.DOTALL)
_PART = re.compile(r"[A-Za-z0-9+/=]{16,}")


def hide_secrets(record: SandboxRecord, ports: Ports) -> tuple[Secret, ...]:
    """Those that were found now, and hidden. Nothing where this commit was looked at before.

    Raises UsageError where sandbox.toml cannot be read, WorkFailed.
    """
    repositories, workspace = ports.repositories, Path(record.workspace)
    config = reviewed_configuration(workspace, record, _configuration(workspace, ports), ports)
    full = config.clone.history == "full"
    if full:
        repositories.deepen(workspace)
    hosts = config.production.hosts
    rules = " ".join([RULES, config.clone.history, *config.secrets.allow, "/", *hosts])
    if repositories.looked_through(workspace, rules):
        return ()
    lines = repositories.suspects(workspace, SUSPECTS)
    found = [one for one in _found(lines, ports) if not _allowed(one.path, config)]
    found += _production(workspace, config, ports)
    old = repositories.suspects(workspace, SUSPECTS, history=True) if full else []
    past = [one for one in _found(old, ports) if not _allowed(one.path, config)]
    if found or past:
        values = [value for one in found for value in _whole(one, workspace, ports)]
        repositories.hide(workspace, values, sorted({one.path for one in found}))
    repositories.note_looked(workspace, rules)
    shown = {one.value for one in found}
    return (*found, *(one for one in past if one.value not in shown))


def _configuration(workspace: Path, ports: Ports) -> Configuration:
    return parse_configuration(ports.files.read_text(workspace, CONFIGURATION_FILE) or "")


def _found(lines: list[tuple[str, int, str]], ports: Ports) -> Iterator[Secret]:
    for path, rest in groupby(lines, key=lambda line: line[0]):
        yield from ports.secrets.find(path, [(number, text) for _, number, text in rest])


def _production(workspace: Path, config: Configuration, ports: Ports) -> list[Secret]:
    """The addresses of production in the files, sandbox.toml's own list left out."""
    hosts = config.production.hosts
    if not hosts:
        return []
    lines = ports.repositories.suspects(workspace, production_suspects(hosts))
    return [
        one
        for path, number, text in lines
        for one in production_addresses(path, number, text, hosts)
        if path != CONFIGURATION_FILE and not _named(path, config)
    ]


def _allowed(path: str, config: Configuration) -> bool:
    """What the maintainer says is harmless; and keys of the app's tests, made to be public."""
    return _named(path, config) or for_tests(path)


def _named(path: str, config: Configuration) -> bool:
    return any(fnmatch(path, pattern) for pattern in config.secrets.allow)


def _whole(secret: Secret, workspace: Path, ports: Ports) -> list[str]:
    """The texts to hide for it: of a key in a file, each of its lines."""
    if "Private Key" not in secret.kind:
        return [secret.value]
    text = ports.files.read_text(workspace, secret.path, errors="surrogateescape")
    if text is None:
        raise Refused(
            f"{secret.path} holds a key that cannot be hidden: it is a link, or over a megabyte",
            "put the file itself there, or take the key out of it, then run `sandbox up` again",
        )
    return [part for body in _KEY.findall(text) for part in _PART.findall(body)]
