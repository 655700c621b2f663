"""Which of an app's pages fail, read from what it says itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.model.lastwords import complaint, meaningful_lines

FAILED = 500  # the status from which on an answer is an error of the app's own
LINES = 6
# The access log as uvicorn, gunicorn, Django, Flask and Python's own server write it.
_ASKED = re.compile(r'"(?:[A-Z]+) (\S+) HTTP/[\d.]+" (\d{3})\b')
_HUNG_UP = re.compile(
    r"(ConnectionResetError|BrokenPipeError|ConnectionAbortedError)\b"
)  # nobody's fault
_STARTED = re.compile(
    r"Started (server|reloader) process|Application startup complete|Booting worker"
    r"|Starting development server|\* Running on"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """page: its path; status: HTTP's; said: the app's last lines about it, maybe none."""

    page: str
    status: int
    said: tuple[str, ...]


def failing_page(log: str) -> Failing | None:
    """The page whose last answer since the app's start was an error; the newest of several.

    log: the app's output.
    """
    lines = log.splitlines()
    starts = [at for at, line in enumerate(lines) if _STARTED.search(line)]
    lines = lines[starts[-1] + 1 if starts else 0 :]
    last: dict[str, int] = {}
    for line in lines:
        if found := _ASKED.search(line):
            page = found[1].partition("?")[0]
            last.pop(page, None)
            last[page] = int(found[2])
    failing = [page for page, status in last.items() if status >= FAILED]
    if not failing:
        return None
    said = about_the_failure("\n".join(lines))
    return Failing(page=failing[-1], status=last[failing[-1]], said=said)


def about_the_failure(log: str) -> tuple[str, ...]:
    """The last exception or error in the log, with the lines before it that belong to it."""
    log = "\n".join(line for line in log.splitlines() if not _HUNG_UP.match(line))
    why = complaint(log)
    lines = [line for line in meaningful_lines(log) if not _ASKED.search(line)]
    at = max((n for n, line in enumerate(lines) if line.strip() == why), default=None)
    return () if at is None else tuple(lines[max(0, at - LINES + 1) : at + 1])
