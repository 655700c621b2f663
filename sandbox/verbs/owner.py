"""Whose sandbox it is: nobody's commands reach into another person's."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.errors import NotFound, Refused
from sandbox.model.observed import ObservedContainer
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.verbs.locate import name_of


def refuse_anothers_record(record: SandboxRecord, ports: Ports) -> None:
    """On a shared registry one finds everybody's. Raises Refused."""
    _refuse(record, {record.user} - {ports.user})


def own_containers(record: SandboxRecord, ports: Ports) -> dict[str, ObservedContainer]:
    """The sandbox's containers by name, once it is certain whose they are.

    A registry can be wrong, or written by somebody else: what the containers themselves say
    counts as well. Raises Refused where the record or a container is another person's.
    """
    refuse_anothers_record(record, ports)
    found = ports.engine.containers({"sandbox.name": record.name})
    refuse_others_labels(record, (one.labels for one in found), ports)
    return {one.name: one for one in found}


def refuse_others_labels(
    record: SandboxRecord, labels: Iterable[dict[str, str]], ports: Ports
) -> None:
    """Raises Refused where something in Docker that bears the name is another person's."""
    _refuse(record, {one.get("sandbox.user", "") for one in labels} - {ports.user})


def running_container(record: SandboxRecord, role: str, ports: Ports) -> str:
    """The name of the sandbox's own container, which runs. Raises Refused, NotFound."""
    found = own_containers(record, ports).get(name_of(record).container(role))
    if found is None or not found.running:
        raise NotFound(f"{record.name} does not run", "start it with `sandbox up`")
    return found.name


def _refuse(record: SandboxRecord, others: set[str]) -> None:
    if others:
        whose = ", ".join(sorted(filter(None, others))) or "somebody else"
        raise Refused(f"{record.name} is a sandbox of {whose}", "`sandbox list` shows yours")
