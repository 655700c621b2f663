"""The images of our own: each a folder of `compose/`, tagged with a hash of what is in it."""

from __future__ import annotations

from pathlib import Path

from sandbox.model.content import digest
from sandbox.ports import Ports

COMPILED = "__pycache__"


def definition(name: str, ports: Ports) -> Path:
    return ports.files.resource("compose") / name


def definition_image(name: str, ports: Ports) -> str:
    folder = definition(name, ports)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = (f"{one.name}:{one.read_text()}" for one in files if COMPILED not in one.parts)
    return f"sandbox-{name}:{digest(texts)}"
