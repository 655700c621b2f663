"""What a program said last, picked out of its output for people."""

from __future__ import annotations

import re

_BUILD_PREFIX = re.compile(r"^(#\d+ )?(\d+\.\d+ )?(?=\S)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TIME_PREFIX = re.compile(r"^\[?\d{4}-\d\d-\d\d[T ][\d:.,]+Z?\]?\s*")
_EXCEPTION = re.compile(r"^([A-Za-z_][\w]*\.)*[A-Z]\w*(Error|Exception|Exit|Failure|NotFound)\b")
_ERROR = re.compile(r"^(error|fatal|failed)\b[: ]|^E\s{2,}\w|\berror:", re.IGNORECASE)
_NOISE = re.compile(
    r"^(-+|=+|\^+|~+|Dockerfile:\d+|\d+ \||>>>|ERROR: failed to (solve|build)|failed to solve"
    r"|The command '.*' returned a non-zero code|\[notice\]"
    r"|\(Background on this error|Traceback|exit status|process \")"
)


def meaningful_lines(text: str) -> list[str]:
    """The lines without build and time prefixes, blank lines and decoration."""
    text = _COLOURS.sub("", text)
    lines = (_TIME_PREFIX.sub("", _BUILD_PREFIX.sub("", line)) for line in text.splitlines())
    return [line.rstrip() for line in lines if line.strip() and not _NOISE.match(line.strip())]


def last_words(text: str) -> str | None:
    """The one line that says why a program stopped, or None where it said nothing.

    An exception's line wins over one that reads like an error, and that over the last line.
    """
    lines = meaningful_lines(text)
    return complaint(text) or (lines[-1].strip() if lines else None)


def complaint(text: str) -> str | None:
    """The last line that reads like an exception, else like an error, else None."""
    lines = meaningful_lines(text)
    for pattern in (_EXCEPTION, _ERROR):
        for line in reversed(lines):
            if pattern.search(line.strip()):
                return line.strip()
    return None


def ends_with_exception(text: str) -> bool:
    """Whether the last thing said is an exception: a program that goes on says more."""
    lines = meaningful_lines(text)
    return bool(lines) and bool(_EXCEPTION.search(lines[-1].strip()))


def tail(text: str, count: int = 12) -> str:
    """The last `count` meaningful lines."""
    return "\n".join(meaningful_lines(text)[-count:])
