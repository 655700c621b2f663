"""The registry in a database: SQLite in the tool's folder, or a shared PostgreSQL.

It speaks DB-API: loading SQLAlchemy takes longer than most commands, so that only makes and
changes the tables, which happens once a version.
"""

from __future__ import annotations

import fcntl
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from sandbox.adapters.registry.address import file_address, parsed
from sandbox.adapters.registry.failures import spoken
from sandbox.model.records import KeptRecord, SandboxRecord

HEAD = "0003"  # the newest revision; checked without loading Alembic

# Each table's columns, by the field that they hold. models.py has their types.
SANDBOXES = {f.name: "owner" if f.name == "user" else f.name for f in fields(SandboxRecord)}
KEPT = {f.name: f.name for f in fields(KeptRecord)}
SETTINGS = {"key": "key", "value": "value"}
JOURNAL = {name: name for name in ("at", "name", "verb", "outcome")}


class RegistryStore:
    """address: SQLAlchemy's; home: the folder for the default one and its lock.

    Raises UsageError where the address is none, ToolMissing where its database cannot be used.
    """

    def __init__(self, address: str | None, home: Path) -> None:
        self._address = parsed(address) if address else file_address(home / "registry.sqlite")
        self._lock = home / "registry.lock"
        self._turn = threading.Lock()

    @cached_property
    def _connection(self) -> Any:
        connection = self._address.connect()
        if self._revision(connection) != HEAD:
            with self._lock.open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the open file
                if self._revision(connection) != HEAD:
                    from sandbox.adapters.registry.upgrade import upgrade

                    upgrade(self._address)
        return connection

    def _revision(self, connection: Any) -> str | None:
        known = connection.execute(self._address.known).fetchone()
        if known is None or known[0] is None:
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found[0]) if found else None

    def close(self) -> None:
        with self._turn:
            connection = self.__dict__.pop("_connection", None)
            if connection is not None:
                connection.close()

    def get(self, name: str) -> SandboxRecord | None:
        found = self._rows("sandboxes", SANDBOXES, name=name)
        return SandboxRecord(**found[0]) if found else None

    def all(self) -> list[SandboxRecord]:
        return [SandboxRecord(**row) for row in self._rows("sandboxes", SANDBOXES)]

    def save(self, record: SandboxRecord) -> None:
        self._replace("sandboxes", SANDBOXES, asdict(record), key="name")

    def remove(self, name: str) -> None:
        self._delete("sandboxes", name=name)

    def keep(self, record: KeptRecord) -> None:
        values = asdict(record)
        values["record"] = json.dumps(values["record"])
        self._replace("kept", KEPT, values, key="id")

    def kept(self, name: str | None = None) -> list[KeptRecord]:
        same = {} if name is None else {"name": name}
        found = [_kept(row) for row in self._rows("kept", KEPT, **same)]
        return sorted(found, key=lambda one: one.at, reverse=True)

    def forget(self, kept_id: str) -> None:
        self._delete("kept", id=kept_id)

    def setting(self, key: str) -> str | None:
        found = self._rows("settings", SETTINGS, key=key)
        return str(found[0]["value"]) if found else None

    def set(self, key: str, value: str) -> None:
        self._replace("settings", SETTINGS, {"key": key, "value": value}, key="key")

    def note(self, name: str, verb: str, outcome: str) -> None:
        line = {"at": time.time(), "name": name, "verb": verb, "outcome": outcome}
        with self._writing() as connection:
            self._insert(connection, "journal", JOURNAL, line)

    def _rows(self, table: str, columns: Mapping[str, str], **same: str) -> list[dict[str, Any]]:
        """Each row by its fields' names."""
        query = f"SELECT {_listed(columns.values())} FROM {table}{self._where(same)}"
        with spoken(self._address), self._turn:
            rows = self._connection.execute(query, tuple(same.values())).fetchall()
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _replace(
        self, table: str, columns: Mapping[str, str], values: Mapping[str, Any], *, key: str
    ) -> None:
        with self._writing() as connection:
            same = {key: values[key]}
            connection.execute(f"DELETE FROM {table}{self._where(same)}", tuple(same.values()))
            self._insert(connection, table, columns, values)

    def _delete(self, table: str, **same: str) -> None:
        with self._writing() as connection:
            connection.execute(f"DELETE FROM {table}{self._where(same)}", tuple(same.values()))

    def _insert(
        self, connection: Any, table: str, columns: Mapping[str, str], values: Mapping[str, Any]
    ) -> None:
        marks = ", ".join(self._address.mark for _ in columns)
        statement = f"INSERT INTO {table} ({_listed(columns.values())}) VALUES ({marks})"
        connection.execute(statement, tuple(values[name] for name in columns))

    def _where(self, same: Mapping[str, str]) -> str:
        parts = [f'"{column}" = {self._address.mark}' for column in same]
        return f" WHERE {' AND '.join(parts)}" if parts else ""

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """One transaction; what is wrong with the database is said in our words."""
        with spoken(self._address), self._turn:
            connection = self._connection
            connection.execute(self._address.begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._undo(connection)
                raise

    @staticmethod
    def _undo(connection: Any) -> None:
        """A full disk may have ended the transaction already."""
        if getattr(connection, "in_transaction", True):
            connection.execute("ROLLBACK")


def _listed(columns: Any) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _kept(row: dict[str, Any]) -> KeptRecord:
    """SQLite has JSON as text, PostgreSQL's driver has read it already."""
    record = row["record"]
    loaded = json.loads(record) if isinstance(record, str) else record
    return KeptRecord(**{**row, "record": SandboxRecord(**loaded)})
