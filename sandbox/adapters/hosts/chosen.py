"""Which host an app's reviews are at: by its address, or as its maintainers say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sandbox.adapters.hosts.client import Client
from sandbox.adapters.hosts.plain import PlainRemote
from sandbox.adapters.hosts.tokens import token
from sandbox.errors import Refused
from sandbox.model.handover.address import Repository, kind_of, repository
from sandbox.model.handover.request import Published, PullRequest, Review


class Host(Protocol):
    def publish(self, request: PullRequest, known: int | None) -> Published: ...
    def review(self, number: int) -> Review: ...


class ChosenHosts:
    """folder: for what hosts cannot keep themselves; remembered: what git knows of a host."""

    def __init__(self, folder: Path, remembered: Callable[[str], str | None]) -> None:
        self._folder, self._remembered = folder, remembered

    def publish(
        self, remote: str, request: PullRequest, known: int | None, *, said: str = "", api: str = ""
    ) -> Published:
        return self._host(remote, said, api).publish(request, known)

    def review(self, remote: str, number: int, *, said: str = "", api: str = "") -> Review:
        return self._host(remote, said, api).review(number)

    def _host(self, remote: str, said: str, api: str) -> Host:
        where = repository(remote)
        kind = kind_of(where, said)
        if where is None or kind == "plain":
            return PlainRemote(self._folder)
        secret = token(kind, where.host, self._remembered)
        return _at(kind, where, secret, api)


def _at(kind: str, where: Repository, secret: str, api: str) -> Host:
    from sandbox.adapters.hosts.bitbucket import Bitbucket
    from sandbox.adapters.hosts.gitea import Gitea
    from sandbox.adapters.hosts.github import GitHub
    from sandbox.adapters.hosts.gitlab import GitLab

    word = "token" if kind == "gitea" else "Bearer"
    headers = {"Authorization": f"{word} {secret}", "Accept": "application/json"}
    client = Client(_checked(api, where) or _usual(kind, where.host), headers, host=where.host)
    match kind:
        case "github":
            return GitHub(client, where)
        case "gitlab":
            return GitLab(client, where)
        case "gitea":
            return Gitea(client, where)
        case _:
            return Bitbucket(client, where)


def _usual(kind: str, host: str) -> str:
    """The address of the API."""
    if kind == "github":
        return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"
    if kind == "bitbucket":
        return "https://api.bitbucket.org/2.0"
    return f"https://{host}/api/{'v4' if kind == 'gitlab' else 'v1'}"


def _checked(api: str, where: Repository) -> str:
    """An app's settings must not send the person's token to a host that is not the app's own."""
    own, host = where.host.partition(":")[0], urlsplit(api).hostname
    if api and host not in (own, f"api.{own}"):
        raise Refused(
            f"the app's settings would send your token to {host}, which is not {own}",
            "ask a developer of the app: `[review] api` in sandbox.toml has to be at its own host",
        )
    return api
