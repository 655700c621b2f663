"""The registry's tables. Core, not the ORM: loading the ORM would cost each command 0.1 s."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Integer, MetaData, String, Table, Text

metadata = MetaData()

# A sandbox that somebody has. Times are Unix seconds.
sandboxes = Table(
    "sandboxes",
    metadata,
    Column("name", String(63), primary_key=True),
    Column("app", String(63), nullable=False),
    Column("owner", String(63), nullable=False, key="user"),
    Column("label", String(63)),
    Column("source", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("branch", Text, nullable=False),
    Column("base", Text),
    Column("rows", Integer),
    Column("scenario", String(120)),
    Column("created", Float, nullable=False),
    Column("used", Float, nullable=False),
    Column("reviewed", String(64)),
    Column("rules", Text),
)

# Something that `down` kept; record: the sandbox's row as it was.
kept = Table(
    "kept",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("name", String(63), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("ref", Text),
    Column("workspace", Text),
    Column("snapshot", Text),
    Column("record", JSON, nullable=False),
)

# What is chosen once and kept, such as the gateway's port.
settings = Table(
    "settings",
    metadata,
    Column("key", String(63), primary_key=True),
    Column("value", Text, nullable=False),
)

# One line for everything that was done.
journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("name", String(63), nullable=False, index=True),
    Column("verb", String(20), nullable=False),
    Column("outcome", Text, nullable=False),
)
