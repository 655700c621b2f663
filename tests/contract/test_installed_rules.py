"""Packages that bring rules for values, as they lie on the path."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.adapters.packages.rules import InstalledRules


def _install(folder: Path, name: str, group: str) -> None:
    facts = folder / f"{name}.dist-info"
    facts.mkdir(parents=True)
    package, _, version = name.partition("-")
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    (facts / "entry_points.txt").write_text(f"[{group}]\nanswer = {package}:answer\n")
    (folder / f"{package}.py").write_text("def answer(spec):\n    return None\n")


def test_packages_are_told_by_name_and_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only those that bring rules; another version is another name, so that data is made anew."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = InstalledRules().packages()
    _install(tmp_path, "ruling-2.1", "sandbox.values")
    _install(tmp_path, "other-1.0", "console_scripts")
    assert set(InstalledRules().packages()) - set(before) == {"ruling-2.1"}


def test_rules_are_loaded_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each knows its package, and can be asked."""
    monkeypatch.syspath_prepend(str(tmp_path))
    _install(tmp_path, "ruling-2.1", "sandbox.values")
    found = {rule.name: rule for rule in InstalledRules().load()}
    assert found["answer"].package == "ruling 2.1"
    assert found["answer"].make.__module__ == "ruling"
