"""The threat model names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threat-model.md").read_text()


def named() -> list[tuple[str, str]]:
    """(file, test or nothing) of each cell, a bare `::test` being of the file before it."""
    found, file = [], ""
    for name in re.findall(r"`((?:tests/[\w/]+\.py)?(?:::\w+)?)`", TEXT):
        own, _, test = name.partition("::")
        file = own or file
        if name:
            found.append((file, test))
    return found


@pytest.mark.parametrize(("file", "test"), named())
def test_what_is_promised_is_tested(file: str, test: str) -> None:
    """No line of it stands on a test that is gone."""
    text = (ROOT / file).read_text()
    assert f"def {test}(" in text if test else "def test_" in text


def test_every_promise_names_a_test() -> None:
    """A promise without one would be only words."""
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and "---" not in line]
    promises = [line for line in rows if not line.startswith("| promised")]
    assert len(promises) > 15
    assert all("`tests/" in line for line in promises)
