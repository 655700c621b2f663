"""What a person's work is called on its way to review."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.model.names import slug

PREFIX = "sandbox"
_ADDRESS = re.compile(r"^[^@\s<>]+@[^@\s<>]+$")


def review_branch(user: str, title: str, number: int = 1) -> str:
    """Never a branch that an app lives on: those have no such prefix. number: of those that would
    have the same name."""
    return f"{PREFIX}/{slug(user)}/{slug(title)}" + (f"-{number}" if number > 1 else "")


def readable(text: str) -> str:
    """With escapes in place of bytes that are no text, such as in names of files."""
    return text.encode(errors="backslashreplace").decode()


def is_review_branch(name: str) -> bool:
    return re.fullmatch(rf"{PREFIX}/[a-z0-9-]+/[a-z0-9-]+", name) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who the work is by, as its commits say."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"


def read_author(text: str) -> Author | None:
    """ "Anna Lee <anna@example.org>"; None where it is not of that form."""
    found = re.fullmatch(r"\s*([^<>\n]+?)\s*<([^<>\n]*)>\s*", text)
    if found is None or not _ADDRESS.match(found[2]):
        return None
    return Author(name=found[1], address=found[2])


def commit_message(title: str, about: str, *, app: str, name: str) -> str:
    """With trailers that say how it was made."""
    body = f"{about.strip()}\n\n" if about.strip() else ""
    return f"{title}\n\n{body}Made-in: sandbox {name}\nApp: {app}\n"
