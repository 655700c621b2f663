"""Migrations as they are written: one line of history, a way back, nothing lost by the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sandbox.model.handover.change import Change, FileChange
from sandbox.review.finding import Checked, Facts, Finding, Severity

ID, TITLE = "migrations", "Migrations"
_REVISION = re.compile(r"^revision\b[^=]*=\s*['\"]([^'\"]+)['\"]", re.MULTILINE)
_DOWN = re.compile(r"^down_revision\b[^=]*=\s*(\([^)]*\)|.+)", re.MULTILINE)
_DOWNGRADE = re.compile(r"^def downgrade\(.*?\).*?:\n(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_LOSES = re.compile(
    r"op\.drop_(table|column|constraint)\(|\bDROP\s+(TABLE|COLUMN|SCHEMA)\b|\bTRUNCATE\b"
    r"|\bDELETE\s+FROM\b",
    re.IGNORECASE,
)


def migrations(change: Change, facts: Facts) -> Checked:
    """facts.migrations: all files of the migrations after the change, by path."""
    touched = [one for one in change.files if one.path in facts.migrations or _gone(one, facts)]
    if not touched:
        return Checked(check=ID, title=TITLE, said="none")
    new = [one for one in touched if one.how == "added"]
    found = [*_heads(facts.migrations), *_rewritten(touched)]
    for one in new:
        found += [*_way_down(one, facts.migrations[one.path]), *_losses(one)]
    names = ", ".join(one.path.rsplit("/", 1)[-1] for one in new)
    return Checked(check=ID, title=TITLE, findings=tuple(found), said=names)


def _gone(one: FileChange, facts: Facts) -> bool:
    return one.how == "removed" and one.path.startswith(facts.migration_folders or ("\0",))


def _heads(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Several newest migrations: nobody could say which comes first."""
    revisions, parents = {}, set()
    for path, text in texts.items():
        own, down = _REVISION.search(text), _DOWN.search(text)
        if own:
            revisions[own[1]] = path
            parents |= set(re.findall(r"['\"]([^'\"]+)['\"]", down[1])) if down else set()
    heads = sorted(path for revision, path in revisions.items() if revision not in parents)
    if len(heads) > 1:
        names = " and ".join(heads)
        yield Finding(
            check=ID,
            severity="blocks",
            file=heads[-1],
            contributor="Two migrations both say that they are the newest; only one can be.",
            reviewer=f"Several heads: {names}. `alembic upgrade head` stops there.",
            paste=f"The migrations have several heads: {names}. Make mine follow the one of the "
            "main branch by its down_revision, then run all migrations on an empty database.",
        )


def _rewritten(touched: list[FileChange]) -> Iterator[Finding]:
    for one in touched:
        if one.how == "added" or one.path.endswith("env.py"):
            continue
        word = "removed" if one.how == "removed" else "changed"
        yield _finding(
            one,
            "blocks",
            f"{one.path} was {word}, and other databases went through it already.",
            f"`{one.path}` was {word}: databases that ran it will not run it again.",
            f"Put {one.path} back as it was; make a new migration for what should be otherwise.",
        )


def _way_down(one: FileChange, text: str) -> Iterator[Finding]:
    if not _REVISION.search(text):
        return
    body = _DOWNGRADE.search(text)
    steps = [line.strip() for line in body[1].splitlines()] if body else []
    does = [line for line in steps if line and not line.startswith(("#", '"""', "'''"))]
    if not does or does[0] in ("pass", "...") or does[0].startswith("raise NotImplementedError"):
        yield _finding(
            one,
            "warns",
            f"{one.path} has no way back: if it goes wrong, it cannot be undone.",
            f"`{one.path}` has an empty `downgrade()`.",
            f"Write downgrade() in {one.path}: it undoes exactly what upgrade() does. Then run "
            "upgrade, downgrade and upgrade again.",
        )


def _losses(one: FileChange) -> Iterator[Finding]:
    inside = False
    for number, text in one.added:
        inside = "def downgrade" not in text and (inside or "def upgrade" in text)
        if _LOSES.search(text) and (inside or one.path.endswith(".sql")):
            yield _finding(
                one,
                "warns",
                f"{one.path}, line {number}, deletes something of the database for good.",
                f"`{one.path}` line {number}: `{text.strip()[:80]}` loses data in production.",
                f"{one.path}, line {number}, deletes data. Say why it is safe, or keep the data: "
                "first stop using it, and remove it in a later change.",
                number,
            )


def _finding(
    one: FileChange, severity: Severity, said: str, reviewer: str, paste: str, line: int = 0
) -> Finding:
    return Finding(
        check=ID,
        severity=severity,
        file=one.path,
        line=line,
        contributor=said,
        reviewer=reviewer,
        paste=paste,
    )
