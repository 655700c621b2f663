"""What was handed over last, and who by."""

from __future__ import annotations

import json
from dataclasses import asdict

from sandbox import errors
from sandbox.model.handover.naming import Author, read_author, readable
from sandbox.model.handover.request import Handed
from sandbox.ports import Ports

ASK = 'say it once: `--as "Your Name <you@company.com>"`; it is remembered'


def last_handed(name: str, ports: Ports) -> Handed | None:
    said = ports.registry.setting(f"handed:{name}")
    return Handed(**json.loads(said)) if said else None


def remember(name: str, handed: Handed, ports: Ports) -> None:
    ports.registry.set(f"handed:{name}", json.dumps(asdict(handed)))


def author_of(said: str | None, ports: Ports) -> Author:
    """Who the work is by: as said now, as said once, or as git on this machine knows.

    Raises UsageError.
    """
    key = f"author:{ports.user}"
    if said is not None:
        author = read_author(readable(said))
        if author is None:
            raise errors.UsageError(f"{said!r} is not a name with an address", ASK)
        ports.registry.set(key, str(author))
        return author
    known = ports.registry.setting(key)
    author = (read_author(known) if known else None) or ports.desks.author()
    if author is None:
        raise errors.UsageError("who is the work by? The developers see a name and an address", ASK)
    return author
