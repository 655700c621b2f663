"""What git remembers of a host, by the helper that the person has set up."""

from __future__ import annotations

import re

from sandbox.adapters.git.command import git

SECONDS = 10


def remembered(host: str) -> str | None:
    """The password or token; nobody is asked."""
    asked = f"protocol=https\nhost={host}\n\n"
    try:
        run = git("credential", "fill", stdin=asked, patience=SECONDS)
    except TimeoutError:
        return None
    found = re.search(r"^password=(.+)$", run.stdout, re.MULTILINE)
    return found[1] if run.returncode == 0 and found else None
