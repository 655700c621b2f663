"""The first start of a server whose image brings its live data along."""

from __future__ import annotations

MARK = "first-start"  # a file of the image, among the data
# Between the touch and the server's own start, on the busiest machine; nobody types that early.
LEEWAY = 5  # seconds


def first_start(folder: str) -> str:
    """Shell text for before the server starts: its databases count as copied now.

    Whether anything was written to one is told from when its files were copied, if the server's
    own counts may be lost since. At every later start all there are count as written: the leeway
    must not cover one that was killed at once. folder: with the server's data.
    """
    files = f"{folder}/base/*/PG_VERSION"
    now = f"touch -d @$(($(date +%s)+{LEEWAY})) {files}"
    return f"rm {folder}/{MARK} 2>/dev/null && {now} || touch -d @1 {files} 2>/dev/null"
