"""How much there is to read, and how it could be divided."""

from __future__ import annotations

from collections import Counter

from sandbox.model.handover.change import Change
from sandbox.review.finding import Checked, Facts, Finding
from sandbox.review.kinds import area, is_made

MUCH, TOO_MUCH = 400, 1000
"""Lines. Reviewers find markedly less in changes of more than some four hundred."""
ID, TITLE = "size", "Size of the change"


def size(change: Change, facts: Facts) -> Checked:
    """Lines that a person has to read."""
    read = [one for one in change.files if not is_made(one.path)]
    lines = sum(len(one.added) + len(one.removed) for one in read)
    said = f"{lines} lines in {len(read)} files to read"
    if lines <= MUCH:
        return Checked(check=ID, title=TITLE, said=said)
    parts = Counter[str]()
    for one in read:
        parts[area(one.path)] += len(one.added) + len(one.removed)
    shares = ", ".join(f"{name} ({count} lines)" for name, count in parts.most_common(5))
    finding = Finding(
        check=ID,
        severity="warns" if lines > TOO_MUCH else "notes",
        contributor=f"This is much to read at once ({lines} lines); smaller pieces are looked at "
        "sooner.",
        reviewer=f"{said}, most of it in {shares}. It could be handed over in parts along these.",
        paste=f"My change has {lines} lines, too many to review at once: {shares}. Propose how to "
        "divide it into two or three changes that each work by themselves, smallest first, and "
        "make the first of them only."
        if lines > TOO_MUCH
        else "",
    )
    return Checked(check=ID, title=TITLE, said=said, findings=(finding,))
