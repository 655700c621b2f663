"""The app's own tests, as they went in the clean room."""

from __future__ import annotations

from sandbox.model.handover.change import Change
from sandbox.model.lastwords import tail
from sandbox.review.finding import Checked, Facts, Finding, fenced

ID, TITLE = "tests", "The app's own tests"
LINES = 20
NO_TESTS = 5  # pytest's exit code where it finds no test


def own_tests(change: Change, facts: Facts) -> Checked:
    """One that was not run is not one that passed."""
    tried = facts.tests
    if tried is None:
        why = facts.no_room or "the app says nowhere how its tests are run ([review] tests)"
        return Checked(check=ID, title=TITLE, unchecked=why)
    if tried.code is None:
        return _failed(f"they did not end within {tried.seconds:.0f} seconds", tried.said)
    if tried.code == NO_TESTS and "pytest" in tried.command:
        return _failed("there are none any more", tried.said)
    if tried.code:
        return _failed(last_line(tried.said) or f"exit code {tried.code}", tried.said)
    return Checked(check=ID, title=TITLE, said=last_line(tried.said))


def last_line(said: str) -> str:
    """A test runner's summary, without its rulers."""
    lines = [line.strip(" =-") for line in said.splitlines() if line.strip(" =-")]
    return lines[-1] if lines else ""


def _failed(what: str, said: str) -> Checked:
    finding = Finding(
        check=ID,
        severity="blocks",
        contributor=f"The app's own tests do not pass with your change: {what}.",
        reviewer=f"The app's tests fail in a clean copy of the branch: {what}.\n\n"
        f"{fenced(tail(said, LINES))}",
        paste="The app's tests fail with my change. Find out why, mend the code (not the tests), "
        f"and run them again. What they said at the end:\n\n{tail(said, LINES)}",
    )
    return Checked(check=ID, title=TITLE, findings=(finding,), said=what)
