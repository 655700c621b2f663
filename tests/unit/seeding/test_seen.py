"""What rows have in a watched key is remembered in little memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from decimal import Decimal

import pytest

from sandbox.seeding.steps import seen
from sandbox.seeding.steps.seen import Seen


@pytest.mark.parametrize(("few", "many"), [(10_000, 20_000), (100, 20_000), (100, 1_000)])
def test_what_was_added_is_there_and_hardly_anything_else(
    few: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held as it is, as numbers, or as bits."""
    monkeypatch.setattr(seen, "FEW", few)
    monkeypatch.setattr(seen, "MANY", many)
    found = Seen()
    for n in range(6_000):
        found.add((n, f"name {n}"))
        found.add((n, f"name {n}"))
    assert all((n, f"name {n}") in found for n in range(6_000))
    assert sum((n, f"name {n}") in found for n in range(6_000, 30_000)) < 5


def test_equal_values_count_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole numbers, however they are held."""
    monkeypatch.setattr(seen, "FEW", 1)
    found = Seen()
    for entry in ((5, "a"), (Decimal("7.50"), True), ("x", None)):
        found.add(entry)
    assert len(found) == 3
    assert all(one in found for one in ((5.0, "a"), (Decimal("7.5"), 1), ("x", None)))
    assert (5, "b") not in found


def test_many_rows_take_eight_bytes_each_and_room_to_grow() -> None:
    """A set of them would take ten times as much."""
    tracemalloc.start()
    found = Seen()
    for n in range(300_000):
        found.add((n, "some text"))
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 300_000
    assert now < 10e6
    assert peak < 70e6


def test_the_same_entries_seem_to_be_there_in_every_process() -> None:
    """Whatever the seed of the process's hashes."""
    program = (
        "from sandbox.seeding.steps.seen import _number; print(_number((1, 'a', 2.5, None, (3,))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
