"""`sandbox prove`: from the inside, that production and the outside are out of reach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sandbox import errors
from sandbox.effects.look import look
from sandbox.effects.prove import prove as try_all
from sandbox.effects.prove import what_docker_says
from sandbox.events import Emit, StepFailed, StepFinished, StepStarted
from sandbox.model.proof.probes import Proof, Proven
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.verbs.locate import find
from sandbox.verbs.observe import Wanted, read_wanted
from sandbox.verbs.owner import own_containers, running_container
from sandbox.verbs.turn import still_there, waiting_turn

SHOWN = 3
KEY, TITLE = "prove", "cut off from production and the internet"


def prove(name: str | None, here: Path, ports: Ports, emit: Emit) -> Proof:
    """All the probes of a sandbox that runs; the proof is kept. Raises NotFound."""
    named = find(name, here, ports).name
    with waiting_turn(named, ports, emit, doing="`sandbox prove`"):
        record = still_there(named, ports)
        running_container(record, "app", ports)
        return proof_of(record, read_wanted(record, ports), ports)


def proof_of(record: SandboxRecord, wanted: Wanted, ports: Ports) -> Proof:
    """Tried now, and kept as the last one."""
    proof = try_all(wanted.stack, wanted.spec.outside.production, ports)
    ports.files.write_stream(_path(record.name, ports), [_text(proof).encode()])
    return proof


def last_proof(name: str, ports: Ports) -> Proof | None:
    """What was found when it was tried last; None where it never was."""
    path = _path(name, ports)
    if not path.exists():
        return None
    document = json.loads(path.read_text())
    probes = tuple(Proven(**one) for one in document.pop("probes"))
    return Proof(probes=probes, **document)


def make_sure(record: SandboxRecord, wanted: Wanted, ports: Ports, emit: Emit) -> Proof:
    """Raises Refused where a probe fails: the sandbox is stopped then, and nothing of it lost."""
    emit(StepStarted(key=KEY, doing="trying to get out of it"))
    proof = proof_of(record, wanted, ports)
    if not proof.ok:
        emit(StepFailed(key=KEY, title=TITLE))
        stop(record, ports)
        raise refusal(proof.name, proof.failed)
    emit(StepFinished(key=KEY, title=TITLE, seconds=proof.seconds, note=proof.summary))
    return proof


def make_sure_still(record: SandboxRecord, wanted: Wanted, ports: Ports, emit: Emit) -> None:
    """What Docker says, a moment only, where the containers are those of the last proof; else all.

    Raises Refused as `make_sure` does.
    """
    looked, last = look(wanted.stack, ports), last_proof(record.name, ports)
    if last is None or not last.ok or looked.ids != last.on:
        make_sure(record, wanted, ports, emit)
        return
    failed = tuple(one for one in what_docker_says(wanted.stack, looked) if not one.ok)
    if failed:
        stop(record, ports)
        raise refusal(record.name, failed)


def stop(record: SandboxRecord, ports: Ports) -> None:
    """Its app first: that is what could use a way out."""
    found = own_containers(record, ports)
    for one in sorted(found.values(), key=lambda one: one.role != "app"):
        if one.running:
            ports.engine.stop(one.name, seconds=2)


def refusal(name: str, failed: Sequence[Proven]) -> errors.Refused:
    """What a person is told."""
    return errors.Refused(
        f"{name} is not cut off from the outside: {_first(failed)}",
        f"run `sandbox up {name}` once more; where it says the same, show this to whoever looks "
        "after this machine",
        kept="The app is stopped, so that nothing gets out. Your work and your data are untouched.",
        detail="\n".join(_line(one) for one in failed),
    )


def _first(failed: Sequence[Proven]) -> str:
    said = "; ".join(_line(one) for one in failed[:SHOWN])
    more = len(failed) - SHOWN
    return f"{said}; and {more} more" if more > 0 else said


def _line(one: Proven) -> str:
    return f"{one.origin}: {one.tried} ({one.target}): {one.observed}"


def _path(name: str, ports: Ports) -> Path:
    return ports.files.home() / "proofs" / f"{name}.json"


def _text(proof: Proof) -> str:
    return json.dumps(asdict(proof), indent=1)
