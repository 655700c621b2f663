"""Changes as they come out of git, made by hand."""

from __future__ import annotations

from typing import Literal

from sandbox.model.handover.change import Change, FileChange, Line


def lines(text: str, first: int = 1) -> tuple[Line, ...]:
    return tuple(enumerate(text.splitlines(), first))


def file(
    path: str,
    added: str = "",
    removed: str = "",
    *,
    how: Literal["added", "changed", "removed"] = "added",
    size: int | None = None,
) -> FileChange:
    return FileChange(
        path=path,
        how=how,
        size=len(added) if size is None else size,
        added=lines(added),
        removed=lines(removed),
    )


def change(*files: FileChange) -> Change:
    return Change(base="b" * 40, tip="c" * 40, files=files)
