"""`sandbox prove`: from the inside, that production and the outside are out of reach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sandbox import errors
from sandbox.effects.prove import prove as try_all
from sandbox.model.probes import Proof, Proven
from sandbox.model.records import SandboxRecord
from sandbox.model.stack import Stack
from sandbox.ports import Ports
from sandbox.verbs.locate import find
from sandbox.verbs.observe import read_wanted
from sandbox.verbs.owner import own_containers, running_container
from sandbox.verbs.production import settings_here

SHOWN = 3


def prove(name: str | None, here: Path, ports: Ports) -> Proof:
    """All the probes of a sandbox that runs; the proof is kept. Raises NotFound."""
    record = find(name, here, ports)
    running_container(record, "app", ports)
    wanted = read_wanted(record, ports)
    return proof_of(record, wanted.stack, ports)


def proof_of(record: SandboxRecord, stack: Stack, ports: Ports) -> Proof:
    """Tried now, and kept as the last one."""
    proof = try_all(stack, production_hosts(record), ports)
    ports.files.write_stream(_path(record.name, ports), [_text(proof).encode()])
    return proof


def production_hosts(record: SandboxRecord) -> tuple[str, ...]:
    """As sandbox.toml in the workspace names them."""
    return tuple(settings_here(Path(record.workspace)).configuration.production.hosts)


def last_proof(name: str, ports: Ports) -> Proof | None:
    """What was found when it was tried last; None where it never was."""
    path = _path(name, ports)
    if not path.exists():
        return None
    document = json.loads(path.read_text())
    probes = tuple(Proven(**one) for one in document.pop("probes"))
    return Proof(probes=probes, **document)


def make_sure(record: SandboxRecord, stack: Stack, ports: Ports) -> Proof:
    """Raises Refused where a probe fails: the sandbox is stopped then, and nothing of it lost."""
    proof = proof_of(record, stack, ports)
    if not proof.ok:
        stop(record, ports)
        raise refusal(proof)
    return proof


def stop(record: SandboxRecord, ports: Ports) -> None:
    """Its app first: that is what could use a way out."""
    found = own_containers(record, ports)
    for one in sorted(found.values(), key=lambda one: one.role != "app"):
        if one.running:
            ports.engine.stop(one.name, seconds=2)


def refusal(proof: Proof) -> errors.Refused:
    """What a person is told."""
    return errors.Refused(
        f"{proof.name} is not cut off from the outside: {_first(proof.failed)}",
        f"run `sandbox up {proof.name}` once more; where it says the same, show "
        f"`sandbox prove {proof.name}` to whoever looks after this machine",
        kept="The app is stopped, so that nothing gets out. Your work and your data are untouched.",
        detail="\n".join(_line(one) for one in proof.failed),
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
