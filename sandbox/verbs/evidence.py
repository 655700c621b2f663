"""What checks are told beside the change itself."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sandbox.errors import UsageError
from sandbox.model.handover.change import Change
from sandbox.model.handover.merging import Tip
from sandbox.model.outside.secrets import Secret, for_tests
from sandbox.model.records import SandboxRecord
from sandbox.model.settings.configuration import CONFIGURATION_FILE, parse_configuration
from sandbox.ports import Ports
from sandbox.ports.handover import Desk
from sandbox.review.finding import Checked, Facts, Finding, fenced
from sandbox.verbs.cleanroom import Room
from sandbox.verbs.observe import read_wanted

ROOM, ROOM_TITLE = "clean-room", "Works in a clean copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """tests: the command that runs the app's own tests, () where nothing says what it is; host,
    api: as the maintainers say, "" where they do not."""

    tests: tuple[str, ...] = ()
    host: str = ""
    api: str = ""


def settings_of(desk: Desk, base: Tip, commit: str) -> Settings:
    """As the maintainers have them: a change does not choose how it is checked."""
    own = desk.read(base.commit, [CONFIGURATION_FILE]).get(CONFIGURATION_FILE, "")
    review = parse_configuration(own).review
    tests = tuple(review.tests) if review.tests is not None else _tests(desk, commit)
    return Settings(tests=tests, host=review.host, api=review.api)


def _tests(desk: Desk, commit: str) -> tuple[str, ...]:
    """By the marks that test runners leave in a repository."""
    paths = set(desk.paths(commit, ["."]))
    texts = desk.read(commit, sorted(paths & {"pyproject.toml", "setup.cfg", "tox.ini"}))
    marked = "pytest.ini" in paths or any("pytest" in text for text in texts.values())
    cases = any(path.startswith(("tests/test_", "test/test_")) for path in paths)
    return ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider") if marked or cases else ()


def facts_of(
    change: Change, commit: str, desk: Desk, room: Room, record: SandboxRecord, ports: Ports
) -> Facts:
    folders = _migration_folders(record, ports)
    paths = desk.paths(commit, folders) if folders else []
    return Facts(
        migrations=desk.read(commit, [path for path in paths if path.endswith((".py", ".sql"))]),
        migration_folders=folders,
        secrets=_secrets(change, ports),
        tests=room.tests,
        no_room="it did not come up in a clean copy" if room.failed else "",
    )


def _migration_folders(record: SandboxRecord, ports: Ports) -> tuple[str, ...]:
    try:
        found: Sequence[str] = read_wanted(record, ports).spec.database.migrations
    except (UsageError, tomllib.TOMLDecodeError):
        return ()
    return tuple(path for path in found if "." not in path.rsplit("/", 1)[-1])


def _secrets(change: Change, ports: Ports) -> tuple[Secret, ...]:
    """In new lines; keys of the app's tests were made to be thrown away."""
    lines = ((one.path, number, text) for one, number, text in change.lines())
    found: list[Secret] = []
    for path, rest in groupby(lines, key=lambda line: line[0]):
        if not for_tests(path):
            found += ports.secrets.find(path, [(number, text) for _, number, text in rest])
    return tuple(found)


def room_checked(room: Room) -> Checked:
    """What the clean room showed."""
    if room.failed is None:
        return Checked(check=ROOM, title=ROOM_TITLE, said="; ".join(room.done))
    error = room.failed
    finding = Finding(
        check=ROOM,
        severity="blocks",
        contributor=f"In a clean copy of the app your work does not run: {error.message}.",
        reviewer=f"A clean copy of the branch does not come up: {error.message}"
        + (f"\n\n{fenced(error.detail.strip()[-2000:])}" if error.detail else ""),
        paste="My change works in my copy, but not in a clean one made of exactly what I hand "
        f"over: {error.message}. Look for files that git ignores, for packages that are not in "
        "the list of dependencies and for data that only my copy has, and mend it.",
    )
    return Checked(check=ROOM, title=ROOM_TITLE, findings=(finding,), said=error.message)
