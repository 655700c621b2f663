"""Small golden data lie in their image three times: as golden data, as live data and as the spare.

A sandbox's server is then of use as soon as it listens, and copies nothing: three hundred new
files for each copy cost more processor time than starting the server itself.
"""

from __future__ import annotations

from sandbox.model.data.databases import copy, copy_comment, exists
from sandbox.model.data.firststart import MARK
from sandbox.model.stack import GOLDEN, LIVE, PGDATA, SPARE

COPIES = "sandbox.copies"  # of an image of golden data: "yes" where the copies are in it
MOST_MB = 64  # of the golden data, so that an image does not become three times as large as large
READY = "ready"  # how the server's lock file ends once it takes queries


def ready_made(most_mb: int = MOST_MB) -> str:
    """SQL that makes the copies where the data are small, and prints "t" where there are any."""
    small = (
        f"pg_database_size('{GOLDEN}') <= {most_mb} * 1048576.0"
        " AND current_setting('server_version_num')::int >= 100000"  # earlier do not say READY
    )
    lines = []
    for name in (LIVE, SPARE):
        lines.append(copy(GOLDEN, name, where=small))
        lines.append(copy_comment(GOLDEN, name, where=exists(name)))
    lines.append(f"COPY (SELECT) TO '{PGDATA}/{MARK}';")
    lines.append(f"SELECT {exists(LIVE)};")
    return "\n".join(lines)


def is_ready(lock_file: bytes | None) -> bool:
    """Whether the server takes queries, from its `postmaster.pid`; None for none."""
    return lock_file is not None and lock_file.rstrip().endswith(READY.encode())
