"""The pull request itself, for any host, and what is remembered of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """branch: with the work; base: what it is to go into; draft: not ready to be merged."""

    title: str
    body: str
    branch: str
    base: str
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """url: where it is looked at, for a plain remote the file with the text; number: of the host,
    None where it has none."""

    url: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What was handed over last. commit: the branch's newest that is ours, "" before the first;
    url: "" until developers can look at it; at: Unix seconds;
    fingerprint: of the workspace then; host, api: of the review, as the maintainers say."""

    title: str
    about: str
    branch: str
    commit: str
    url: str
    number: int | None
    at: float
    fingerprint: str = ""
    host: str = ""
    api: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody said in the review. place: "app/main.py:12", "" for the whole; at: ISO time."""

    by: str
    text: str
    place: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """state: "open", "merged" or "closed"; remarks: the oldest first."""

    state: str
    url: str
    remarks: tuple[Remark, ...] = ()
