"""How a person's work meets what developers changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """A file that both changed. by, commit, subject: of the newest change on the other side."""

    file: str
    by: str
    commit: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """tree: the files of both, with marks in those that collide; no collisions where all fits."""

    tree: str
    collisions: tuple[Collision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """The newest commit of a branch."""

    branch: str
    commit: str


def collisions_in_words(found: tuple[Collision, ...], base: str) -> str:
    """Which files, and who changed them last."""
    lines = [
        f"  {one.file}: changed by {one.by} in {one.commit[:10]} ({one.subject})" for one in found
    ]
    what = "a file was" if len(found) == 1 else f"{len(found)} files were"
    return "\n".join([f"{what} changed by you and, meanwhile, on {base}:", *lines])


def paste_for_collisions(found: tuple[Collision, ...], base: str) -> str:
    """For the assistant."""
    files = ", ".join(one.file for one in found)
    return (
        f"The branch {base} changed these files since my copy was made: {files}. Merge "
        f"origin/{base} into my branch, keep the intent of both sides, resolve every conflict, "
        "run the app's tests, and tell me in plain words what you decided."
    )
