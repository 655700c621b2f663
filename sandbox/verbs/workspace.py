"""The sandbox's own copy of the code: made where it is not there, nobody else's folder touched."""

from __future__ import annotations

from pathlib import Path

from sandbox import errors
from sandbox.effects.secrets import hide_secrets
from sandbox.events import Emit, Notice
from sandbox.execute import StepOutcome
from sandbox.model.outside.secrets import hidden_in_words
from sandbox.model.plan import Plan
from sandbox.model.records import SandboxRecord
from sandbox.model.steps import CloneWorkspace
from sandbox.ports import Ports
from sandbox.verbs.converge import carry_out
from sandbox.verbs.locate import name_of
from sandbox.verbs.observe import refuse_anothers


def clone_step(record: SandboxRecord) -> CloneWorkspace:
    return CloneWorkspace(
        source=record.source,
        workspace=record.workspace,
        branch=record.branch,
        base=record.base,
        why="your own copy of the code is not there yet",
    )


def fetch_workspace(record: SandboxRecord, ports: Ports, emit: Emit) -> tuple[StepOutcome, ...]:
    workspace = Path(record.workspace)
    if not ports.files.is_absent(workspace):
        refuse_another_folder(workspace, ports)
        return ()
    _end_restarts(record, ports)
    ports.files.clear(workspace)
    return carry_out(Plan(steps=(clone_step(record),)), ports, emit, record.name)


def hide_values(record: SandboxRecord, ports: Ports, emit: Emit) -> None:
    """Says where values were that open something real, never what they are."""
    found = hide_secrets(record, ports)
    if found:
        emit(Notice(text=hidden_in_words(found)))


def _end_restarts(record: SandboxRecord, ports: Ports) -> None:
    """An app that stops again and again without its code: Docker makes the empty folder anew at
    each start, and may do so while the code is being copied there. One that was restarted may seem
    to run just now."""
    containers = ports.engine.containers({"sandbox.name": record.name, "sandbox.role": "app"})
    refuse_anothers(name_of(record), containers)
    for one in containers:
        state = ports.engine.state(one.name)
        if not one.running or (state and state.restarts):
            ports.engine.stop(one.name, seconds=0)


def refuse_another_folder(workspace: Path, ports: Ports) -> None:
    """Raises UsageError where a file or another folder is in the place of the workspace."""
    if ports.repositories.top(workspace) != workspace.resolve():
        what = "folder" if workspace.is_dir() else "file"
        raise errors.UsageError(
            f"the {what} {workspace} is in the way: it is not a sandbox's copy of an app",
            "rename or move it, then run `sandbox up` again",
        )


def clone(record: SandboxRecord, folder: Path, ports: Ports, emit: Emit) -> None:
    ports.repositories.clone(
        record.source, folder, branch=record.branch, base=record.base, on_line=lambda _: None
    )
