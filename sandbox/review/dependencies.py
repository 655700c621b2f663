"""What the app would need from elsewhere, and did not before."""

from __future__ import annotations

import re

from sandbox.model.handover.change import Change, FileChange
from sandbox.review.finding import Checked, Facts, Finding

ID, TITLE = "dependencies", "New dependencies"
_LISTS = re.compile(
    r"(^|/)(requirements[^/]*\.(txt|in)|pyproject\.toml|package\.json|Pipfile|Gemfile)$"
)
_PYTHON = re.compile(
    r"""^\s*["']?([A-Za-z][A-Za-z0-9._-]*)(\[[\w,\s-]+\])?\s*(===?|~=|>=|<=|!=|>|<|@|["',]|$)"""
)
_NODE = re.compile(r'^\s*"(@?[a-z0-9][\w./-]*)"\s*:\s*"[\^~>=<*\d]')
_NOT_NAMES = {"name", "version", "description", "dependencies", "scripts", "python", "license"}


def dependencies(change: Change, facts: Facts) -> Checked:
    """By the files that list them."""
    found = []
    for one in change.files:
        if not _LISTS.search(one.path):
            continue
        before = {name for _, text in one.removed for name in _named(one, text)}
        for number, text in one.added:
            found += [
                _finding(one, number, name) for name in _named(one, text) if name not in before
            ]
    said = ", ".join(re.sub(r" .*", "", one.contributor) for one in found)
    return Checked(check=ID, title=TITLE, findings=tuple(found), said=said)


def _named(one: FileChange, text: str) -> list[str]:
    if one.path.endswith("package.json"):
        found = _NODE.match(text)
    elif one.path.endswith("pyproject.toml"):
        found = _PYTHON.match(text) if re.match(r"""\s*["']""", text) else None
    else:
        found = _PYTHON.match(text)
    name = found[1].lower().replace("_", "-") if found else ""
    return [name] if name and name not in _NOT_NAMES else []


def _finding(one: FileChange, number: int, name: str) -> Finding:
    return Finding(
        check=ID,
        severity="notes",
        file=one.path,
        line=number,
        contributor=f"{name} is new: the developers decide whether the app may depend on it.",
        reviewer=f"`{name}` is new in `{one.path}`.",
    )
