"""`sandbox prune`: what nothing needs any more."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from sandbox.model.prune import KEPT_DAYS, Candidate, KnownImage, old_images, orphans
from sandbox.ports import Ports

DAY = 86400
PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneResult:
    """removed: what went, or with `dry` would go; bytes: about how much room that gives."""

    removed: tuple[Candidate, ...]
    bytes: int


def prune(ports: Ports, *, dry: bool, kept: bool) -> PruneResult:
    """Orphans of this person's registry, images that nothing runs from.

    kept: also work that `down` kept long ago, which goes only where it is asked for.
    """
    with ports.locks.hold("prune", seconds=PATIENCE, doing="`sandbox prune`"):
        return _prune(ports, dry=dry, kept=kept)


def _prune(ports: Ports, *, dry: bool, kept: bool) -> PruneResult:
    candidates = [*_orphans(ports), *_images(ports), *(_expired(ports) if kept else [])]
    removed = [one for one in candidates if dry or _remove(one, ports)]
    return PruneResult(removed=tuple(removed), bytes=sum(one.size for one in removed))


def _orphans(ports: Ports) -> list[Candidate]:
    """Only what bears this person's label: others keep a registry of their own."""
    label = {"sandbox.user": ports.user}
    known = frozenset(one.name for one in ports.registry.all())
    return orphans(ports.engine.containers(label), ports.engine.networks(label), known)


def _images(ports: Ports) -> list[Candidate]:
    sizes = ports.engine.own_sizes()
    images = [
        KnownImage(
            tag=tag,
            app=one.labels.get("sandbox.app", ""),
            role=one.labels.get("sandbox.role", ""),
            size=sizes.get(one.id, one.size),
            created=one.created,
        )
        for one in ports.engine.images({"sandbox.role": ""})
        for tag in one.tags
    ]
    containers = ports.engine.containers({"sandbox.role": ""})
    apps = {one.app for one in ports.registry.all()} | {
        one.labels.get("sandbox.app", "") for one in containers
    }
    in_use = frozenset(one.image for one in containers)
    return old_images(images, in_use, frozenset(apps))


def _expired(ports: Ports) -> list[Candidate]:
    before = time.time() - KEPT_DAYS * DAY
    return [
        Candidate(kind="kept", name=one.id, why=f"kept for more than {KEPT_DAYS} days", size=0)
        for one in ports.registry.kept()
        if one.at < before and one.record.user == ports.user
    ]


def _remove(one: Candidate, ports: Ports) -> bool:
    match one.kind:
        case "container":
            return ports.engine.remove(one.name)
        case "network":
            return ports.engine.remove_network(one.name)
        case "image":
            return ports.engine.remove_image(one.name)
        case _:
            return _forget(one.name, ports)


def _forget(kept_id: str, ports: Ports) -> bool:
    for one in ports.registry.kept():
        if one.id == kept_id:
            folders = (one.snapshot, one.workspace and str(Path(one.workspace).parent))
            for folder in filter(None, folders):
                shutil.rmtree(folder, ignore_errors=True)
            ports.registry.forget(kept_id)
            return True
    return False
