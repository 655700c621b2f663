"""Shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent

# `--hypothesis-profile=long` tries more; the same ones each time.
settings.register_profile("short", max_examples=20, derandomize=True, deadline=None)
settings.register_profile("long", max_examples=200, derandomize=True, deadline=None)
settings.load_profile("short")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything that the tool keeps, and a person of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SANDBOX_HOME", str(folder))
    monkeypatch.setenv("SANDBOX_USER", "anna")
    monkeypatch.delenv("SANDBOX_REGISTRY", raising=False)
    monkeypatch.delenv("SANDBOX_PORT", raising=False)
    monkeypatch.setenv("SANDBOX_SAVE_AFTER", "0")  # no process that goes on beside the tests
    # Output as on a person's terminal: unbuffered, what is refused shows up elsewhere.
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    return folder


# Where most of the time goes comes first, so that no worker waits for another at the end.
SLOWEST_FIRST = ("scenarios", "gateway", "postgres", "contract", "mail", "unit")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker of several; alone, the quick ones come first as their names have it."""
    if hasattr(config, "workerinput"):
        rank = {folder: number for number, folder in enumerate(SLOWEST_FIRST)}
        items.sort(key=lambda item: rank.get(item.path.relative_to(TESTS).parts[0], 0))
