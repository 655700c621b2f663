"""Where an app's code is, taken apart: which host, and which repository of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

KINDS = ("github", "gitlab", "gitea", "bitbucket", "plain")
_SCP = re.compile(r"^(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)$")
_KNOWN = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "gitea",
    "gitea.com": "gitea",
    "bitbucket.org": "bitbucket",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """host: with its port where it has one; path: "owner/app", or deeper at GitLab."""

    host: str
    path: str

    @property
    def owner(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def repository(address: str) -> Repository | None:
    """Of a git address; None for a folder, or what is no address of a host."""
    if "://" in address:
        parts = urlsplit(address)
        host, path = parts.hostname or "", parts.path
        if parts.port and parts.scheme.startswith("http"):
            host = f"{host}:{parts.port}"
        if parts.scheme == "file":
            return None
    else:
        found = _SCP.match(address)
        if found is None or address.startswith(("/", ".")):
            return None
        host, path = found[1], found[2]
    path = path.strip("/").removesuffix(".git")
    return Repository(host=host, path=path) if host and "/" in path else None


def kind_of(where: Repository | None, said: str = "") -> str:
    """Which host's ways: as the maintainers say, or by its name. One of KINDS."""
    if said:
        return said
    if where is None:
        return "plain"
    host = where.host.partition(":")[0].lower()
    if host in _KNOWN:
        return _KNOWN[host]
    parts = host.split(".")
    return next((kind for kind in KINDS if kind in parts[0]), "plain")
