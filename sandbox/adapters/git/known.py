"""What was recorded so far, and what there is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox.adapters.git import present as files
from sandbox.adapters.git.plumbing import names, raw
from sandbox.adapters.git.present import Entry, Present
from sandbox.adapters.git.remembered import Remembered, recall
from sandbox.model.points import Point, point_of

REF = "refs/sandbox/points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The state that was just read, under the lock. tip: of the ref, "" where there is none."""

    tip: str
    remembered: Remembered
    present: Present
    changed: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether what is remembered is what the newest point holds."""
        return bool(self.tip) and self.tip == self.remembered.tip


def read(folder: Path) -> Now:
    known = recall(folder)
    tip = raw("for-each-ref", "--format=%(objectname)", REF, folder=folder).decode().strip()
    present = files.read(folder, known.files, known.algorithm)
    if known.tip == tip:
        before: Mapping[str, Entry] = known.files
    else:
        before = tree(folder, tip) if tip else {}
    return Now(
        tip=tip,
        remembered=known,
        present=present,
        changed=tuple(changed_paths(before, present.files)),
    )


def changed_paths(before: Mapping[str, Entry], now: Mapping[str, Entry]) -> list[str]:
    paths = before.keys() | now.keys()
    return sorted(path for path in paths if not same(before.get(path), now.get(path)))


def same(one: Entry | None, other: Entry | None) -> bool:
    return (one and one[:2]) == (other and other[:2])


def tree(folder: Path, commit: str) -> dict[str, Entry]:
    found = {}
    for line in names(raw("ls-tree", "-r", "-z", "--full-tree", commit, folder=folder)):
        facts, _, path = line.partition("\t")
        mode, _, digest = facts.split()
        found[path] = Entry(mode, digest)
    return found


def listed(folder: Path) -> list[Point]:
    """Newest first; none where nothing was recorded yet."""
    if not raw("for-each-ref", REF, folder=folder):
        return []
    shown = raw(
        *("log", "-z", "--first-parent", "--no-show-signature", "--format=%H %ct%n%B", REF),
        folder=folder,
    )
    found = []
    for one in shown.split(b"\0"):
        head, _, message = one.decode(errors="replace").partition("\n")
        commit, _, at = head.partition(" ")
        point = point_of(commit, int(at or 0), message)
        if point:
            found.append(point)
    return found
