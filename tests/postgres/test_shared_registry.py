"""The registry on PostgreSQL, as a server for many people has it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from sandbox.adapters.registry.store import RegistryStore
from tests.contract.test_registry import RECORD, WRITE, kept
from tests.postgres.conftest import Database


def test_a_shared_registry_keeps_what_a_file_keeps(database: Database, tmp_path: Path) -> None:
    """Records, what was kept newest first, settings, the journal; found by another process."""
    store = RegistryStore(database.address, tmp_path)
    changed = replace(RECORD, used=9.0, rows=None, label="second")
    store.save(RECORD)
    store.save(changed)
    for one in (kept(1), kept(3), kept(2), kept(4, "shop-zoe")):
        store.keep(one)
    store.forget("shop-anna-3")
    store.set("port", "8700")
    store.set("port", "8701")
    store.note("shop-anna", "up", "done")
    again = RegistryStore(database.address, tmp_path / "elsewhere")
    assert again.get("shop-anna") == changed
    assert again.all() == [changed]
    assert again.kept("shop-anna") == [kept(2), kept(1)]
    assert [one.id for one in again.kept()] == ["shop-zoe-4", "shop-anna-2", "shop-anna-1"]
    assert again.setting("port") == "8701"
    assert database.value("SELECT outcome FROM journal") == "done"
    again.remove("shop-anna")
    assert store.all() == []


def test_commands_at_once_share_it(database: Database, tmp_path: Path) -> None:
    """Four machines' first commands on a fresh server make one registry, and no line is lost."""
    homes = [tmp_path / f"machine-{number}" for number in range(4)]
    for home in homes:
        home.mkdir()
    written = WRITE.replace("RegistryStore(None,", f"RegistryStore({database.address!r},")
    others = [
        subprocess.Popen(
            [sys.executable, "-c", written, str(home), home.name],
            stderr=subprocess.PIPE,
            text=True,
        )
        for home in homes
    ]
    said = [one.communicate()[1] for one in others]
    assert [one.returncode for one in others] == [0, 0, 0, 0], said
    assert database.value("SELECT count(*) FROM journal") == 120
    assert database.value("SELECT count(*) FROM settings") == 4
