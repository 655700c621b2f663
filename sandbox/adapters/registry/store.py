"""The registry in a database: SQLite in the tool's folder, or a shared PostgreSQL."""

from __future__ import annotations

import time
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Engine, create_engine, delete, event, inspect, select, text
from sqlalchemy.orm import Session

from sandbox.adapters.registry.models import JournalRow, KeptRow, SandboxRow, SettingRow
from sandbox.ports import KeptRecord, SandboxRecord

HEAD = "0001"  # the newest revision; checked without loading Alembic


class RegistryStore:
    """address: SQLAlchemy's; home: the folder for the default one and its lock."""

    def __init__(self, address: str | None, home: Path) -> None:
        self._address = address or f"sqlite:///{home / 'registry.sqlite'}"
        self._lock = home / "registry.lock"

    @cached_property
    def _engine(self) -> Engine:
        sqlite = self._address.startswith("sqlite")
        options: dict[str, Any] = {"connect_args": {"timeout": 30}} if sqlite else {}
        engine = create_engine(self._address, **options)
        if sqlite:
            event.listen(engine, "connect", _write_ahead)
        if _revision(engine) != HEAD:
            with FileLock(self._lock):
                if _revision(engine) != HEAD:
                    _upgrade(engine)
        return engine

    def get(self, name: str) -> SandboxRecord | None:
        with Session(self._engine) as session:
            row = session.get(SandboxRow, name)
            return _record(row) if row else None

    def all(self) -> list[SandboxRecord]:
        with Session(self._engine) as session:
            return [_record(row) for row in session.scalars(select(SandboxRow))]

    def save(self, record: SandboxRecord) -> None:
        with Session(self._engine) as session, session.begin():
            session.merge(SandboxRow(**asdict(record)))

    def remove(self, name: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(delete(SandboxRow).where(SandboxRow.name == name))

    def keep(self, kept: KeptRecord) -> None:
        with Session(self._engine) as session, session.begin():
            session.merge(KeptRow(**asdict(kept)))

    def kept(self, name: str | None = None) -> list[KeptRecord]:
        query = select(KeptRow).order_by(KeptRow.at.desc())
        if name is not None:
            query = query.where(KeptRow.name == name)
        with Session(self._engine) as session:
            return [_kept(row) for row in session.scalars(query)]

    def forget(self, kept_id: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(delete(KeptRow).where(KeptRow.id == kept_id))

    def setting(self, key: str) -> str | None:
        with Session(self._engine) as session:
            row = session.get(SettingRow, key)
            return row.value if row else None

    def set(self, key: str, value: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.merge(SettingRow(key=key, value=value))

    def note(self, name: str, verb: str, outcome: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.add(JournalRow(at=time.time(), name=name, verb=verb, outcome=outcome))


def _write_ahead(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _upgrade(engine: Engine) -> None:
    """With Alembic, which is loaded only here: it takes longer than most commands."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _record(row: SandboxRow) -> SandboxRecord:
    return SandboxRecord(**{field: getattr(row, field) for field in _FIELDS})


def _kept(row: KeptRow) -> KeptRecord:
    return KeptRecord(
        id=row.id,
        name=row.name,
        at=row.at,
        ref=row.ref,
        workspace=row.workspace,
        snapshot=row.snapshot,
        record=SandboxRecord(**row.record),  # type: ignore[arg-type]
    )


_FIELDS = tuple(SandboxRecord.__dataclass_fields__)
