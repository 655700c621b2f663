"""Tests that a change removes, skips or makes easier to pass."""

from __future__ import annotations

import re

from sandbox.model.handover.change import Change, FileChange
from sandbox.review.finding import Checked, Facts, Finding, Severity
from sandbox.review.kinds import is_code, is_test

ID, TITLE = "tests-kept", "Tests kept as strict as they were"
NONE_ID, NONE_TITLE = "tests-added", "New code comes with tests"
FEW = 20
"""Lines of code that may come without a test of their own."""

_CASE = re.compile(
    r"^\s*(?:async\s+)?def\s+(test_\w+)|^\s*(?:it|test)(?:\.\w+)?\(\s*['\"`]([^'\"`]+)"
)
_SKIP = re.compile(
    r"pytest\.mark\.(skip|skipif|xfail)|pytest\.skip\(|unittest\.skip|\b(it|test|describe)\.skip\("
    r"|\b(xit|xdescribe|xtest)\("
)
_CLAIM = re.compile(r"^\s*(assert\b|self\.assert|expect\()")


def weakened(change: Change, facts: Facts) -> Checked:
    """Cases that are gone, marks that skip, claims that were dropped."""
    tests = [one for one in change.files if is_test(one.path)]
    there = {name for one in tests for name in _cases(one.added)}
    found: list[Finding] = []
    for one in tests:
        gone = sorted(_cases(one.removed) - there)
        if gone:
            found.append(_finding(one, f"{_some(gone)} removed", "warns"))
        found += [
            _finding(one, "a test is skipped", "warns", number)
            for number, text in one.added
            if _SKIP.search(text)
        ]
        fewer = _claims(one.removed) - _claims(one.added)
        if fewer > 0 and not gone and one.how == "changed":
            found.append(_finding(one, f"{fewer} fewer things are checked", "warns"))
    return Checked(check=ID, title=TITLE, findings=tuple(found))


def untested(change: Change, facts: Facts) -> Checked:
    """Code that came without any test; how much of it is covered is a check of its own."""
    code = sum(len(one.added) for one in change.files if is_code(one.path))
    tests = sum(len(one.added) for one in change.files if is_test(one.path))
    said = f"{code} new lines of code, {tests} of tests"
    if code <= FEW or tests:
        return Checked(check=NONE_ID, title=NONE_TITLE, said=said)
    finding = Finding(
        check=NONE_ID,
        severity="warns",
        contributor=f"There are {code} new lines of code, and no test says what they should do.",
        reviewer=f"{said}: nothing notices when this breaks.",
        paste="Write tests for what my change adds, next to the app's own tests and in their "
        "style: the usual case, the empty case, and one that must be refused. Run them.",
    )
    return Checked(check=NONE_ID, title=NONE_TITLE, said=said, findings=(finding,))


def _cases(lines: tuple[tuple[int, str], ...]) -> set[str]:
    found = (_CASE.search(text) for _, text in lines)
    return {one[1] or one[2] for one in found if one}


def _claims(lines: tuple[tuple[int, str], ...]) -> int:
    return sum(1 for _, text in lines if _CLAIM.search(text))


def _some(names: list[str]) -> str:
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _finding(one: FileChange, what: str, severity: Severity, line: int = 0) -> Finding:
    return Finding(
        check=ID,
        severity=severity,
        file=one.path,
        line=line,
        contributor=f"In {one.path} {what}: the developers will ask why.",
        reviewer=f"`{one.path}`: {what}. Check that the behaviour was meant to change.",
        paste=f"In {one.path} {what}. Put the test back as it was and mend the code so that it "
        "passes; if the behaviour was meant to change, explain it in one sentence.",
    )
