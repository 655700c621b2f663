"""`sandbox history`: the points that the code was recorded at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sandbox.events import Emit
from sandbox.model.points import Point
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.verbs.kept import all_kept
from sandbox.verbs.locate import find
from sandbox.verbs.owner import refuse_anothers_record
from sandbox.verbs.saving import save


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryResult:
    """points: newest first, the first of them the present state; kept: whether something of the
    sandbox is put away besides."""

    name: str
    points: tuple[Point, ...]
    kept: bool


def history(name: str | None, here: Path, ports: Ports, emit: Emit) -> HistoryResult:
    """What was not recorded yet is, so that the newest point is how the code is now."""
    record = own(name, here, ports)
    save(record, "history", ports, emit)
    return HistoryResult(
        name=record.name,
        points=tuple(ports.points.points(Path(record.workspace))),
        kept=bool(all_kept(ports, record.name)),
    )


def own(name: str | None, here: Path, ports: Ports) -> SandboxRecord:
    """The person's own sandbox that is meant. Raises NotFound, UsageError, Refused."""
    record = find(name, here, ports)
    refuse_anothers_record(record, ports)
    return record
