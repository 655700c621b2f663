"""Commands that are cut off at a moment of one's choice, and what has to be there afterwards."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.person import PATIENCE, Person, Sandbox

TYPED = "create table notes (text text); insert into notes values ('mine')"
NOTES = "select text from notes"


def started(person: Person, mark: str, *words: str | Path) -> subprocess.Popen[str] | None:
    """The command, still running, at the moment when it says `mark`; None where it never did."""
    process = person.begin(*words, "--verbose")
    assert process.stderr is not None
    for line in iter(process.stderr.readline, ""):
        if mark in line:
            return process
    process.communicate(timeout=PATIENCE)
    return None


def begin_until(person: Person, mark: str, *words: str | Path) -> subprocess.Popen[str]:
    """The command, still running, at the moment when it says `mark`."""
    process = started(person, mark, *words)
    assert process, f"{words} never came to {mark}"
    return process


def killed_at(person: Person, mark: str, *words: str | Path) -> bool:
    """SIGKILL at that moment: nothing of the process's own tidies up. Whether it came to it."""
    process = started(person, mark, *words)
    if process:
        process.kill()
        process.communicate(timeout=PATIENCE)
    return bool(process)


def kill_at(person: Person, mark: str, *words: str | Path) -> None:
    assert killed_at(person, mark, *words), f"{words} never came to {mark}"


def whole(sandbox: Sandbox) -> None:
    """All of it is there and answers, and nothing else."""
    assert sandbox.browser().get().status == 200
    assert engine.containers_of(sandbox.name) == sandbox.containers
    assert len(sandbox.person.left) == 4
    assert sandbox.person.status(sandbox.name)["differs"] == []
