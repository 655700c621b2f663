"""What was read last time, so that a look at a workspace in which nothing changed costs little.

It is only ever a help: without it, or where it does not fit, all is read anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from sandbox.adapters.git.plumbing import raw
from sandbox.adapters.git.present import Entry, Present

ROOM = ".git/sandbox"
FILE = f"{ROOM}/points.json"
FORMAT = 1


class Remembered(NamedTuple):
    """tip: the newest point then; algorithm: of the repository's digests."""

    tip: str
    algorithm: str
    files: dict[str, Entry]


def recall(folder: Path) -> Remembered:
    """Raises WorkFailed where it is no repository."""
    try:
        known = json.loads((folder / FILE).read_text())
        if known["format"] == FORMAT:
            files = {
                path: Entry(mode, digest, tuple(stamp))
                for path, (mode, digest, stamp) in known["files"].items()
            }
            return Remembered(known["tip"], known["algorithm"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    algorithm = raw("rev-parse", "--show-object-format", folder=folder).decode().strip()
    return Remembered("", algorithm, {})


def remember(folder: Path, tip: str, algorithm: str, present: Present) -> None:
    """The file appears whole or not at all."""
    document = {"format": FORMAT, "tip": tip, "algorithm": algorithm, "files": present.files}
    unfinished = folder / f"{FILE}.{os.getpid()}.unfinished"
    try:
        unfinished.write_text(json.dumps(document))
        unfinished.replace(folder / FILE)
    finally:
        unfinished.unlink(missing_ok=True)
