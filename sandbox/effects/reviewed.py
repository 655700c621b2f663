"""What the app's maintainers have in their sandbox.toml."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sandbox.model.records import SandboxRecord
from sandbox.model.settings.configuration import (
    CONFIGURATION_FILE,
    Configuration,
    parse_configuration,
)
from sandbox.ports import Ports


def reviewed_configuration(
    workspace: Path, record: SandboxRecord, own: Configuration, ports: Ports
) -> Configuration:
    """The app writes in its workspace, and could open its own doors there: what counts is on
    record. own: the workspace's; where the maintainers have no file, of it only what closes more
    counts."""
    rules = record.rules
    if rules is None:
        found = ports.repositories.reviewed(workspace, CONFIGURATION_FILE, record.base)
        rules = found[1] if found else ""
    return parse_configuration(rules) if rules.strip() else Configuration(production=own.production)


def with_rules(record: SandboxRecord, ports: Ports, *, cloned: bool) -> SandboxRecord:
    """With the maintainers' file on record: of the usual branch when the copy is made, whatever
    branch it is of, since anybody may have proposed one. cloned: whether that was just now.

    Later it is asked for again only where the copy has another, and of the place that the copy came
    from: what lies in the copy's own history may come from anywhere.
    """
    repositories, workspace = ports.repositories, Path(record.workspace)
    if cloned and record.base:
        return _noted(record, repositories.published(record.source, CONFIGURATION_FILE))
    if cloned or record.rules is None:
        return _noted(record, repositories.reviewed(workspace, CONFIGURATION_FILE, record.base))
    own = ports.files.read_text(workspace, CONFIGURATION_FILE) or ""
    if own.strip() == record.rules.strip():
        return record
    if repositories.usual_commit(record.source) in (None, record.reviewed):
        return record
    found = repositories.published(record.source, CONFIGURATION_FILE)
    return _noted(record, found) if found else record


def _noted(record: SandboxRecord, found: tuple[str, str] | None) -> SandboxRecord:
    commit, text = found or ("", "")
    return replace(record, reviewed=commit, rules=text)
