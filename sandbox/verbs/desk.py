"""The work on its way: taken from the workspace, met with the newest of the app."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.model.handover.merging import (
    Collision,
    Tip,
    collisions_in_words,
    paste_for_collisions,
)
from sandbox.model.handover.naming import Author
from sandbox.model.handover.request import Handed
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.ports.handover import Desk

REF = "refs/sandbox/promote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Work that can be looked at. base: the app's newest; tree: the files of both; parents: what
    the commit follows; collisions: where both changed the same; left_out: files of the work that
    are too large to be handed over."""

    base: Tip
    tree: str
    parents: tuple[str, ...]
    collisions: tuple[Collision, ...] = ()
    left_out: tuple[str, ...] = ()


def take_work(record: SandboxRecord, desk: Desk, ports: Ports) -> str:
    """The workspace as it is now, as a commit on the desk; nothing in it is touched."""
    workspace = Path(record.workspace)
    ports.repositories.keep(workspace, REF, f"{record.name} as it is handed over")
    return desk.take(workspace, REF)


def meet(
    desk: Desk, work: str, base: Tip, branch: str, last: Handed | None, author: Author
) -> Ready:
    """The work with the app's newest code, and with what reviewers added to its branch."""
    merged = desk.merge(base.commit, work)
    there = desk.tip(branch)
    if there is None:
        return Ready(
            base=base, tree=merged.tree, parents=(base.commit,), collisions=merged.collisions
        )
    parents = (there,) if desk.contains(there, base.commit) else (there, base.commit)
    if last is None or there == last.commit or not desk.contains(there, last.commit):
        return Ready(base=base, tree=merged.tree, parents=parents, collisions=merged.collisions)
    ours = desk.commit(merged.tree, (last.commit, base.commit), "work", author)
    again = desk.merge(there, ours)
    return Ready(
        base=base,
        tree=again.tree,
        parents=parents,
        collisions=(*merged.collisions, *again.collisions),
    )


def refuse_collisions(ready: Ready) -> None:
    """Raises WorkFailed with which files, by whom, and a text for the assistant."""
    if ready.collisions:
        base = ready.base.branch
        raise errors.WorkFailed(
            collisions_in_words(ready.collisions, base),
            "paste this to your assistant, then type `sandbox promote` again: "
            f'"{paste_for_collisions(ready.collisions, base)}" Or hand it over as it is: '
            "`sandbox promote --anyway`",
            kept="Nothing was handed over, and nothing of yours is changed.",
        )
