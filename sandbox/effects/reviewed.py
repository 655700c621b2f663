"""What the app's maintainers have in their sandbox.toml."""

from __future__ import annotations

from pathlib import Path

from sandbox.model.settings.configuration import (
    CONFIGURATION_FILE,
    Configuration,
    parse_configuration,
)
from sandbox.ports import Ports


def reviewed_configuration(
    workspace: Path, base: str | None, own: Configuration, ports: Ports
) -> Configuration:
    """Of the branch that the copy was made of: the app writes in its workspace, and could open its
    own doors there. own: the workspace's; where no maintainers' file is known, of it only
    what closes more counts."""
    text = ports.repositories.reviewed(workspace, CONFIGURATION_FILE, base)
    return Configuration(production=own.production) if text is None else parse_configuration(text)
