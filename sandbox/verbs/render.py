"""`sandbox render`: the sandbox as a Compose file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sandbox.model.compose import compose_model
from sandbox.ports import Ports
from sandbox.verbs.locate import find
from sandbox.verbs.observe import read_wanted


def render(name: str | None, here: Path, ports: Ports) -> dict[str, Any]:
    """The Compose model of the sandbox as its workspace wants it."""
    return compose_model(read_wanted(find(name, here, ports), ports).stack)
