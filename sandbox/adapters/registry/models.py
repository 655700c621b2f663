"""The registry's tables."""

from __future__ import annotations

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class SandboxRow(Base):
    """A sandbox that somebody has. Times are Unix seconds."""

    __tablename__ = "sandboxes"

    name: Mapped[str] = mapped_column(String(63), primary_key=True)
    app: Mapped[str] = mapped_column(String(63))
    user: Mapped[str] = mapped_column("owner", String(63))
    label: Mapped[str | None] = mapped_column(String(63))
    source: Mapped[str] = mapped_column(Text)
    workspace: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    base: Mapped[str | None] = mapped_column(Text)
    rows: Mapped[int | None]
    recipe: Mapped[str] = mapped_column(Text)
    created: Mapped[float]
    used: Mapped[float]


class KeptRow(Base):
    """Something that `down` kept; record: the sandbox's row as it was."""

    __tablename__ = "kept"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(String(63), index=True)
    at: Mapped[float]
    ref: Mapped[str | None] = mapped_column(Text)
    workspace: Mapped[str | None] = mapped_column(Text)
    snapshot: Mapped[str | None] = mapped_column(Text)
    record: Mapped[dict[str, object]] = mapped_column(JSON)


class SettingRow(Base):
    """What is chosen once and kept, such as the gateway's port."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(63), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class JournalRow(Base):
    """One line for everything that was done."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[float]
    name: Mapped[str] = mapped_column(String(63), index=True)
    verb: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(Text)
