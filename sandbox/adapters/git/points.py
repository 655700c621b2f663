"""Points: the workspace recorded as commits on a hidden ref, beside all that the person does.

The person's index, branch and files are only read. The newest point is the ref's, each has the
one before it as its parent, and beside it the commit that the person was at, so that git keeps
that too. What a point holds are the bytes that the person sees, without git's conversions.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox import errors
from sandbox.adapters.git.comeback import bring
from sandbox.adapters.git.known import REF, listed, read, tree
from sandbox.adapters.git.plumbing import held, raw
from sandbox.adapters.git.recording import commit, rewrite
from sandbox.adapters.git.remembered import ROOM
from sandbox.model.points import Point, by_number

_KEPT_REFLOGS = (
    *("-c", "gc.reflogExpire=never", "-c", "gc.reflogExpireUnreachable=never"),
    *("-c", "core.looseCompression=-1"),
)


class GitPoints:
    """git on this machine."""

    def record(self, folder: Path, verb: str, *, pin: str | None = None) -> Point | None:
        with _alone(folder):
            now = read(folder)
            made = None
            if now.changed or not now.tip:
                made, _ = commit(folder, now, verb)
            if pin:
                raw("update-ref", pin, made.commit if made else now.tip, folder=folder)
            return made

    def points(self, folder: Path) -> list[Point]:
        return listed(folder)

    def mark(self, folder: Path) -> str:
        now = read(folder)
        if now.tip and not now.changed:
            return ""
        stamps = {path: now.present.files.get(path) for path in now.changed}
        return json.dumps([now.tip, stamps])

    def go(self, folder: Path, number: int, verb: str) -> tuple[Point, tuple[str, ...]]:
        with _alone(folder):
            now = read(folder)
            present = now.present
            if now.changed or not now.tip:
                _, present = commit(folder, now, verb)
            known = listed(folder)
            target = by_number(known, number)
            if target is None:
                raise errors.NotFound(f"there is no point {number}")
            wanted, spared = tree(folder, target.commit), set(target.left_out)
            left = bring(folder, present, wanted, spared, now.remembered.algorithm)
            back_to = target.number if target.back_to is None else target.back_to
            # Going on backwards is one going back: what it began from stays the point before.
            over = _repeats(folder, known)
            made, _ = commit(folder, read(folder), verb, back_to=back_to, over=over)
            return made, left

    def drop(self, folder: Path, numbers: Iterable[int]) -> None:
        with _alone(folder):
            gone = set(numbers)
            kept = [one for one in reversed(listed(folder)) if one.number not in gone]
            rewrite(folder, kept)
        raw(*_KEPT_REFLOGS, "gc", "--quiet", folder=folder)


def _repeats(folder: Path, points: list[Point]) -> bool:
    """Whether nothing is lost without the newest, since an older one holds just the same."""
    newest = points[0]
    older = by_number(points[1:], newest.back_to) if newest.back_to else None
    return older is not None and tree(folder, older.commit) == tree(folder, newest.commit)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time; what a killed one left of its unfinished files goes."""
    room = folder / ROOM
    if (folder / ".git").is_symlink() or not (folder / ".git").is_dir():
        raise errors.NotFound(f"the folder {folder} is no copy of an app")
    room.mkdir(exist_ok=True)
    with (room / "points.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in (*room.glob("*.unfinished"), folder / ".git" / f"{REF}.lock"):
            left.unlink(missing_ok=True)
        held.add(lock.fileno())
        try:
            yield
        finally:
            held.discard(lock.fileno())
