"""Values in what is new that open something in the real world."""

from __future__ import annotations

from sandbox.model.handover.change import Change
from sandbox.review.finding import Checked, Facts, Finding

ID, TITLE = "secrets", "No keys or passwords"


def secrets(change: Change, facts: Facts) -> Checked:
    """The values themselves are never said."""
    found = tuple(
        Finding(
            check=ID,
            severity="blocks",
            file=one.path,
            line=one.line,
            contributor=f"{one.path}, line {one.line}, holds {one.kind}: whoever reads the code "
            "could use it.",
            reviewer=f"{one.kind} in `{one.path}` line {one.line}. If it was ever real, it has to "
            "be changed where it was issued; taking it out of the code is not enough.",
            paste=f"{one.path}, line {one.line}, holds what looks like {one.kind}. Read it from "
            "an environment variable instead, add the variable with a made-up value to the "
            "example environment, and leave no real value in any file.",
        )
        for one in facts.secrets
    )
    return Checked(check=ID, title=TITLE, findings=found)
