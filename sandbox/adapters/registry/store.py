"""The registry in a database: SQLite in the tool's folder, or a shared PostgreSQL."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Select,
    Table,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
)

from sandbox.adapters.registry.failures import parsed, spoken, too_new
from sandbox.adapters.registry.models import journal, kept, sandboxes, settings
from sandbox.model.records import KeptRecord, SandboxRecord

HEAD = "0001"  # the newest revision; checked without loading Alembic


class RegistryStore:
    """address: SQLAlchemy's; home: the folder for the default one and its lock.

    Raises UsageError where the address is none, ToolMissing where its database cannot be used.
    """

    def __init__(self, address: str | None, home: Path) -> None:
        default = URL.create("sqlite", database=str(home / "registry.sqlite"))
        self._url = parsed(address) if address else default
        self._lock = home / "registry.lock"

    @cached_property
    def _engine(self) -> Engine:
        sqlite = self._url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"connect_args": {"timeout": 30}} if sqlite else {}
        engine = create_engine(self._url, **options)
        if sqlite:
            event.listen(engine, "connect", _write_ahead)
        if _revision(engine) != HEAD:
            with self._lock.open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the open file
                if _revision(engine) != HEAD:
                    _upgrade(engine)
        return engine

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        """One transaction; what is wrong with the database is said in our words."""
        with spoken(self._url), self._engine.begin() as connection:
            yield connection

    def get(self, name: str) -> SandboxRecord | None:
        found = self._rows(select(sandboxes).where(sandboxes.c.name == name))
        return SandboxRecord(**found[0]) if found else None

    def all(self) -> list[SandboxRecord]:
        return [SandboxRecord(**row) for row in self._rows(select(sandboxes))]

    def save(self, record: SandboxRecord) -> None:
        self._replace(sandboxes, sandboxes.c.name == record.name, asdict(record))

    def remove(self, name: str) -> None:
        self._run(delete(sandboxes).where(sandboxes.c.name == name))

    def keep(self, record: KeptRecord) -> None:
        self._replace(kept, kept.c.id == record.id, asdict(record))

    def kept(self, name: str | None = None) -> list[KeptRecord]:
        query = select(kept).order_by(kept.c.at.desc())
        if name is not None:
            query = query.where(kept.c.name == name)
        return [
            KeptRecord(**{**row, "record": SandboxRecord(**row["record"])})
            for row in self._rows(query)
        ]

    def forget(self, kept_id: str) -> None:
        self._run(delete(kept).where(kept.c.id == kept_id))

    def setting(self, key: str) -> str | None:
        found = self._rows(select(settings).where(settings.c.key == key))
        return str(found[0]["value"]) if found else None

    def set(self, key: str, value: str) -> None:
        self._replace(settings, settings.c.key == key, {"key": key, "value": value})

    def note(self, name: str, verb: str, outcome: str) -> None:
        line = {"at": time.time(), "name": name, "verb": verb, "outcome": outcome}
        self._run(insert(journal).values(line))

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        """Each row by its fields' names, which for some columns are not the columns' own."""
        with self._begin() as connection:
            fields = [str(column.key) for column in query.selected_columns]
            return [dict(zip(fields, row, strict=True)) for row in connection.execute(query)]

    def _run(self, *statements: Executable) -> None:
        """All or none of them."""
        with self._begin() as connection:
            for statement in statements:
                connection.execute(statement)

    def _replace(self, table: Table, same: ColumnElement[bool], values: dict[str, Any]) -> None:
        self._run(delete(table).where(same), insert(table).values(values))


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
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:  # it is at a revision that we do not have
            raise too_new(str(error)) from error
