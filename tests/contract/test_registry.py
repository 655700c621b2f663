"""The registry on SQLite."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from sandbox.adapters.registry.models import metadata
from sandbox.adapters.registry.store import (
    JOURNAL,
    KEPT,
    SANDBOXES,
    SETTINGS,
    RegistryStore,
)
from sandbox.model.records import KeptRecord, SandboxRecord

RECORD = SandboxRecord(
    name="shop-anna",
    app="shop",
    user="anna",
    label=None,
    source="https://git.test/shop.git",
    workspace="/home/anna/sandboxes/shop-anna",
    branch="sandbox/anna/work",
    base="main",
    rows=50,
    scenario="awkward",
    created=1.5,
    used=2.5,
)


def kept(number: int, name: str = "shop-anna") -> KeptRecord:
    return KeptRecord(
        id=f"{name}-{number}",
        name=name,
        at=float(number),
        ref="refs/sandbox/kept/1",
        workspace=None,
        snapshot="/kept/data.dump",
        record=replace(RECORD, name=name),
    )


def test_what_is_saved_is_found_again(tmp_path: Path) -> None:
    """By another process's registry as well, every field as it was."""
    RegistryStore(None, tmp_path).save(RECORD)
    again = RegistryStore(None, tmp_path)
    assert again.get("shop-anna") == RECORD
    assert again.all() == [RECORD]
    assert again.get("nobody") is None


def test_saving_again_replaces(tmp_path: Path) -> None:
    """A name is one sandbox."""
    store = RegistryStore(None, tmp_path)
    store.save(RECORD)
    changed = replace(RECORD, used=9.0, rows=None, base=None, label="second")
    store.save(changed)
    assert store.all() == [changed]


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    """Twice is no failure."""
    store = RegistryStore(None, tmp_path)
    store.save(RECORD)
    store.remove("shop-anna")
    store.remove("shop-anna")
    assert store.all() == []


def test_what_was_kept_is_listed_newest_first(tmp_path: Path) -> None:
    """Of one sandbox or of all, with the record of the sandbox as it was."""
    store = RegistryStore(None, tmp_path)
    for one in (kept(1), kept(3), kept(2), kept(4, "shop-zoe")):
        store.keep(one)
    assert store.kept("shop-anna") == [kept(3), kept(2), kept(1)]
    assert store.kept()[0].id == "shop-zoe-4"
    store.forget("shop-anna-3")
    assert store.kept("shop-anna") == [kept(2), kept(1)]


def test_settings_are_chosen_once_and_may_change(tmp_path: Path) -> None:
    """None before they are."""
    store = RegistryStore(None, tmp_path)
    assert store.setting("port") is None
    store.set("port", "8700")
    store.set("port", "8701")
    assert store.setting("port") == "8701"


def test_the_journal_gets_a_line_for_everything(tmp_path: Path) -> None:
    """In order, with the time."""
    store = RegistryStore(None, tmp_path)
    store.note("shop-anna", "up", "done")
    store.note("shop-anna", "down", "kept nothing")
    with sqlite3.connect(tmp_path / "registry.sqlite") as database:
        rows = database.execute("SELECT verb, outcome, at > 0 FROM journal ORDER BY id").fetchall()
    assert rows == [("up", "done", 1), ("down", "kept nothing", 1)]


def test_the_longest_names_fit(tmp_path: Path) -> None:
    """Also where the database holds to its lengths: no name is longer than its column."""
    columns = metadata.tables["kept"].columns
    assert (columns["id"].type.length or 0) >= 48 + len("-20260101-000000-000")  # type: ignore[attr-defined]


def test_the_migrations_make_the_models(tmp_path: Path) -> None:
    """A column that somebody adds to one and forgets in the other is found here."""
    RegistryStore(None, tmp_path).all()
    engine = create_engine(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_registry_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    """What was in it stays, and has no scenario; nobody looked for the maintainers' file yet."""
    store = RegistryStore(None, tmp_path)
    store.save(RECORD)
    with sqlite3.connect(tmp_path / "registry.sqlite") as connection:
        for column in ("scenario", "reviewed", "rules"):
            connection.execute(f"ALTER TABLE sandboxes DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    again = RegistryStore(None, tmp_path)
    assert again.all() == [replace(RECORD, scenario=None)]


def test_the_statements_name_the_models_columns() -> None:
    """Every column of a table and no other; the journal numbers its lines itself."""
    for table, columns in (
        ("sandboxes", SANDBOXES),
        ("kept", KEPT),
        ("settings", SETTINGS),
        ("journal", {**JOURNAL, "id": "id"}),
    ):
        assert set(columns.values()) == {one.name for one in metadata.tables[table].columns}


WRITE = """
import sys
from pathlib import Path
from sandbox.adapters.registry.store import RegistryStore
store = RegistryStore(None, Path(sys.argv[1]))
for number in range(30):
    store.note(sys.argv[2], "up", str(number))
    store.set(sys.argv[2], str(number))
"""


def test_commands_at_once_share_it(tmp_path: Path) -> None:
    """Four first commands on a fresh machine make one registry, and no line is lost."""
    others = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(tmp_path), f"shop-{number}"],
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    said = [one.communicate()[1] for one in others]
    assert [one.returncode for one in others] == [0, 0, 0, 0], said
    with sqlite3.connect(tmp_path / "registry.sqlite") as database:
        assert database.execute("SELECT count(*) FROM journal").fetchone() == (120,)
        assert database.execute("SELECT count(*) FROM settings").fetchone() == (4,)


def test_another_address_is_used_where_one_is_named(tmp_path: Path) -> None:
    """SANDBOX_REGISTRY may point to a shared database."""
    store = RegistryStore(f"sqlite:///{tmp_path / 'shared.db'}", tmp_path / "home")
    (tmp_path / "home").mkdir()
    store.save(RECORD)
    assert (tmp_path / "shared.db").exists()
    assert not (tmp_path / "home" / "registry.sqlite").exists()
