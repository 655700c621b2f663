"""Which host an app's reviews are at, by its address."""

from __future__ import annotations

from pathlib import Path

from sandbox.adapters.hosts.plain import PlainRemote
from sandbox.model.handover.request import Published, PullRequest


class ChosenHosts:
    """folder: for what hosts cannot keep themselves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def publish(self, remote: str, request: PullRequest, known: int | None) -> Published:
        return PlainRemote(self._folder).publish(request, known)
