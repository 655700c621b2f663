"""Files that have no place in an app's repository: dumps, archives, programs, settings."""

from __future__ import annotations

import re

from sandbox.model.handover.change import Change, FileChange
from sandbox.review.finding import Checked, Facts, Finding, Severity

ID, TITLE = "files", "Nothing but source"
LARGE = 1 << 20
"""Bytes: of a file that is no code, and slows down every copy of the repository for ever."""

_KINDS: tuple[tuple[str, str, Severity], ...] = (
    (r"(^|/)\.env(\.(?!example|sample|template|dist)[\w.]+)?$", "settings", "blocks"),
    (r"\.(pem|p12|pfx|key|jks)$", "a key", "blocks"),
    (r"\.(dump|bak|sqlite3?|db|mdb)$|(^|/)dump[^/]*\.sql$", "a copy of a database", "blocks"),
    (r"\.(zip|tar|tgz|gz|bz2|xz|7z|rar|whl|jar)$", "an archive", "warns"),
    (r"\.(exe|dll|so|dylib|pyc|class|o|a)$", "a program", "warns"),
    (r"\.(xlsx?|csv|docx?|pdf)$", "a document", "notes"),
    (r"(^|/)(\.DS_Store|Thumbs\.db|__pycache__|node_modules|\.idea|\.vscode)(/|$)",
     "left there by a tool", "warns"),
)  # fmt: skip


def not_source(change: Change, facts: Facts) -> Checked:
    """By name, and by size."""
    came = [one for one in change.files if one.how != "removed"]
    found = [finding for one in came if (finding := _look(one))]
    found += [_too_large(path) for path in facts.left_out]
    return Checked(check=ID, title=TITLE, findings=tuple(found))


def _too_large(path: str) -> Finding:
    return Finding(
        check=ID,
        severity="warns",
        file=path,
        contributor=f"{path} is too large to be handed over: it stays in your copy only.",
        reviewer=f"`{path}` is not part of this: it is too large, and lies in the contributor's "
        "copy only.",
        paste=f"{path} is too large for the app's repository and is not handed over. Does the app "
        "need it? If so, make it smaller or find another way to have it.",
    )


def _look(one: FileChange) -> Finding | None:
    for pattern, what, severity in _KINDS:
        if re.search(pattern, one.path, re.IGNORECASE):
            return _finding(one, what, severity)
    if one.size > LARGE:
        return _finding(one, f"{one.size / (1 << 20):.1f} MB large", "warns")
    return None


def _finding(one: FileChange, what: str, severity: Severity) -> Finding:
    return Finding(
        check=ID,
        severity=severity,
        file=one.path,
        contributor=f"{one.path} is {what}: it does not belong to the app's code.",
        reviewer=f"`{one.path}` ({what}, {one.size} bytes) would stay in the history for good.",
        paste=f"Take {one.path} out of my change: it is {what}. If the app needs it, find another "
        "way; if a tool makes it, add it to .gitignore.",
    )
