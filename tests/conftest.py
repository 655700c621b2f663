"""Shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything that the tool keeps, and a person of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SANDBOX_HOME", str(folder))
    monkeypatch.setenv("SANDBOX_USER", "anna")
    monkeypatch.delenv("SANDBOX_REGISTRY", raising=False)
    monkeypatch.delenv("SANDBOX_PORT", raising=False)
    monkeypatch.setenv("SANDBOX_SAVE_AFTER", "0")  # no process that goes on beside the tests
    return folder
