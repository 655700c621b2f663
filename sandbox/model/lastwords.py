"""What a program said last, picked out of its output for people."""

from __future__ import annotations

import re

_BUILD_PREFIX = re.compile(r"^(#\d+ )?(\d+\.\d+ )?(?=\S)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TIME_PREFIX = re.compile(r"^\[?\d{4}-\d\d-\d\d[T ][\d:.,]+Z?\]?\s*")
_EXCEPTION = re.compile(r"^([A-Za-z_][\w]*\.)*[A-Z]\w*(Error|Exception|Exit|Failure|NotFound)\b")
_ERROR = re.compile(r"^(error|fatal|failed)\b[: ]|^E\s{2,}\w|^E: |\berror:", re.IGNORECASE)
_NOISE = re.compile(
    r"^(-+|=+|\^+|~+|Dockerfile:\d+|\d+ \||>>>|ERROR: failed to (solve|build)|failed to solve"
    r"|The command '.*' returned a non-zero code|\[notice\]|ERROR: process \"|> \[.*:$"
    r"|\(Background on this error|Traceback|exit status|process \")"
)
_BUILDERS_CHATTER = re.compile(
    r"^#\d+ (\[internal\]|DONE\b|CACHED$|transferring |building with |resolve |sha256:|extracting )"
)
# Why the builder itself stopped; where a command did, its own words say more.
_SOLVE = re.compile(r"^(?:ERROR: )?failed to (?:solve|build): (.*)$", re.MULTILINE)
# What starts the program in the container says it in its own words.
_NO_PROGRAM = re.compile(r"^\[FATAL tini \(\d+\)\] exec (.*) failed: No such file or directory$")
_SUMMARY = re.compile(r"^-{6,}\n > \[.*?^-{6,}$\n?", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^\[[^]]*\d+/\d+\] ")
_PROCESS = re.compile(r'process "(?:/bin/sh -c )?(.*)" did not complete successfully: (.*)$')
_REFUSED = re.compile(r"dockerfile parse error (?:on )?line \d+: (.*?)(?:\"\))?$", re.MULTILINE)
_NOT_COPIED = re.compile(r'"/?([^"]*)": not found$')
# The engine's own builder's words for it.
_ABSENT = re.compile(
    r"^(?:COPY|ADD) failed: .*stat (\S+?): (?:file does not exist|no such file)", re.M
)
_NOT_FETCHED = re.compile(r"failed to resolve source metadata for (\S+):")


def meaningful_lines(text: str) -> list[str]:
    """The lines without build and time prefixes, blank lines and decoration."""
    text = _COLOURS.sub("", text)
    said = (line for line in text.splitlines() if not _BUILDERS_CHATTER.match(line))
    lines = (_TIME_PREFIX.sub("", _BUILD_PREFIX.sub("", line)) for line in said)
    return [line.rstrip() for line in lines if line.strip() and not _NOISE.match(line.strip())]


def last_words(text: str) -> str | None:
    """The one line that says why a program stopped, or None where it said nothing.

    Why the builder stopped wins over everything that was said before; then an exception's line over
    one that reads like an error, and that over the last line.
    """
    text = _COLOURS.sub("", text)
    lines = meaningful_lines(text)
    last = lines[-1].strip() if lines else None
    reason = _builders_reason(text) or complaint(text) or _after_silence(text, last)
    return _NO_PROGRAM.sub(r"\1: there is no such command", reason) if reason else None


def _builders_reason(text: str) -> str | None:
    """In words without the builder's inner life; None where a command in the build stopped."""
    refused = _REFUSED.findall(text)
    if refused:
        # Without the line's number: it is the builder's file's, which is not quite the person's.
        return f"the Dockerfile cannot be understood: {refused[-1]}"
    if "file with no instructions" in text:
        return "the Dockerfile is empty"
    if absent := _ABSENT.search(text):
        return f"the Dockerfile copies {absent[1]}, which is not there"
    solve = _SOLVE.findall(text)
    if not solve or "did not complete" in solve[-1]:
        return None
    if missing := _NOT_COPIED.search(solve[-1]):
        return f"the Dockerfile copies {missing[1]}, which is not there"
    if image := _NOT_FETCHED.search(solve[-1]):
        return f"the image {image[1]} could not be fetched"
    if solve[-1] == "file with no instructions":
        return "the Dockerfile is empty"
    return str(solve[-1])


def _after_silence(text: str, last: str | None) -> str | None:
    """A command in the build that said nothing is named itself."""
    process = _PROCESS.findall(text)
    if process and (last is None or _STEP.match(last)):
        command, end = process[-1]
        return f"{command}: {end}"
    return last


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


def without_summary(text: str) -> str:
    """A build's output without what the builder repeats in the end: the last lines of the step
    that failed, once more between two rulers."""
    return _SUMMARY.sub("", text)


def tail(text: str, count: int = 12) -> str:
    """The last `count` meaningful lines."""
    return "\n".join(meaningful_lines(text)[-count:])


def wrote_elsewhere(said: str) -> bool:
    """Whether a program complains that its file system is read-only (EROFS)."""
    return "Read-only file system" in said or "EROFS" in said
