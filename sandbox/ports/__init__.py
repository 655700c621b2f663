"""The narrow protocols that the verbs need of the outside world."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from sandbox.ports.databases import Catalogue, Database, Databases, Session
from sandbox.ports.engine import Containers, Conversation, Engine, Images, Networks, OnLine
from sandbox.ports.handover import Desks, ReviewHosts
from sandbox.ports.host import (
    Files,
    Listener,
    Locks,
    Machine,
    Registry,
    Repositories,
    Secrets,
    ValueRules,
)
from sandbox.ports.points import Background, Points
from sandbox.ports.sources import Mirrors, Sources

__all__ = [
    "Background",
    "Catalogue",
    "Containers",
    "Conversation",
    "Database",
    "Databases",
    "Desks",
    "Engine",
    "Files",
    "Images",
    "Listener",
    "Locks",
    "Machine",
    "Mirrors",
    "Networks",
    "OnLine",
    "Points",
    "Ports",
    "Registry",
    "Repositories",
    "ReviewHosts",
    "Secrets",
    "Session",
    "Sources",
    "ValueRules",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All of them, as wired; stop is set once the person has pressed Ctrl-C.

    quiet: seconds without a change after which files are recorded; 0 for never.
    """

    engine: Engine
    repositories: Repositories
    points: Points
    registry: Registry
    locks: Locks
    files: Files
    catalogue: Catalogue
    databases: Databases
    rules: ValueRules
    secrets: Secrets
    machine: Machine
    sources: Sources
    desks: Desks
    hosts: ReviewHosts
    background: Background
    stop: threading.Event
    user: str
    port: int | None = None
    min_free: int = 1 << 30
    quiet: float = 60.0
