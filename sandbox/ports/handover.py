"""Handing work over: a repository of our own on the way, and the host where it is reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from sandbox.model.handover.change import Change
from sandbox.model.handover.merging import Merged, Tip
from sandbox.model.handover.naming import Author
from sandbox.model.handover.request import Published, PullRequest, Review


class Desk(Protocol):
    """A repository beside the workspace that the app cannot write in: settings, addresses and
    hooks that lie in a workspace are somebody's text, and count for nothing here.

    Trees and commits are their hashes.
    """

    remote: str
    """Where the app's code comes from, without a password."""
    folder: Path

    def fetch(self, branch: str | None) -> Tip:
        """The newest of a branch of the app, by default of its usual one. Raises NotFound,
        ToolMissing."""
        ...

    def tip(self, branch: str) -> str | None:
        """The newest commit of a branch at the remote; None where there is none. Raises
        ToolMissing."""
        ...

    def take(self, workspace: Path, ref: str) -> str:
        """The commit at `ref` of a workspace comes along; its hash."""
        ...

    def left_out(self, commit: str) -> tuple[str, ...]:
        """Files that were too large to come along with it."""
        ...

    def merge(self, base: str, work: str) -> Merged:
        """In memory: no file of anybody's is touched. Raises WorkFailed where the two have nothing
        in common."""
        ...

    def tree(self, commit: str) -> str: ...
    def contains(self, commit: str, earlier: str) -> bool: ...
    def commit(self, tree: str, parents: Sequence[str], message: str, author: Author) -> str: ...
    def change(self, base: str, tip: str) -> Change: ...
    def read(self, commit: str, paths: Sequence[str]) -> dict[str, str]:
        """Texts by path, of those that there are."""
        ...

    def paths(self, commit: str, folders: Sequence[str]) -> list[str]:
        """All files under them."""
        ...

    def name(self, branch: str, commit: str) -> None:
        """Give the commit a branch here, so that a copy of it can be made."""
        ...

    def push(self, commit: str, branch: str) -> None:
        """Never over what somebody else put there. Raises Refused, WorkFailed, ToolMissing."""
        ...


class Desks(Protocol):
    def open(self, name: str, source: str) -> Desk:
        """The desk of a sandbox; source: as its record has it."""
        ...

    def author(self) -> Author | None:
        """Who the person is by git's own settings on this machine."""
        ...


class ReviewHosts(Protocol):
    """Where developers review: chosen by the app's address."""

    def publish(
        self, remote: str, request: PullRequest, known: int | None, *, said: str = "", api: str = ""
    ) -> Published:
        """Make the pull request, or bring the known one up to date. said: the kind of host, ""
        to tell by its address; api: the address of its API, "" for the usual one.

        Raises ToolMissing, NotFound, WorkFailed."""
        ...

    def review(self, remote: str, number: int, *, said: str = "", api: str = "") -> Review:
        """What became of it, and what reviewers say. Raises as `publish`."""
        ...
