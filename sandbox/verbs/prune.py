"""`sandbox prune`: what nothing needs any more."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sandbox import errors
from sandbox.effects.kept import discard, server_image
from sandbox.model.points import drops
from sandbox.model.prune import (
    KEPT_DAYS,
    KEPT_MOST,
    LAYER,
    YOUNG_HOURS,
    Candidate,
    KnownImage,
    is_ours,
    left_layers,
    old_images,
    orphans,
    unclaimed,
)
from sandbox.ports import Ports
from sandbox.verbs.saving import points_of, save

HOUR = 3600
DAY = 24 * HOUR
PATIENCE = 60
THINNED = "of those older than a day one an hour is enough, than a month one a day"


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
    candidates = [
        *_orphans(ports),
        *_images(ports, kept=kept),
        *_points(ports, dry=dry),
        *(_expired(ports) if kept else []),
    ]
    removed = [one for one in candidates if dry or _remove(one, ports)]
    return PruneResult(removed=tuple(removed), bytes=sum(one.size for one in removed))


def _points(ports: Ports, *, dry: bool) -> list[Candidate]:
    """Points of the code that are closer to each other than anybody goes back to."""
    found = []
    for record in ports.registry.all():
        if record.user != ports.user:
            continue
        if not dry:
            save(record, "prune", ports, lambda _: None)
        points = points_of(record, ports)
        count = len(drops(points, time.time()))
        if count:
            why = f"{count} of {len(points)} points of its code: {THINNED}"
            found.append(Candidate(kind="points", name=record.name, why=why))
    return found


def _drop_points(name: str, ports: Ports) -> bool:
    record = ports.registry.get(name)
    if record is None:
        return False
    gone = drops(points_of(record, ports), time.time())
    try:
        ports.points.drop(Path(record.workspace), [one.number for one in gone])
    except errors.SandboxError:
        return False
    return bool(gone)


def _orphans(ports: Ports) -> list[Candidate]:
    """Only what bears this person's label: others keep a registry of their own."""
    label = {"sandbox.user": ports.user}
    known = frozenset(one.name for one in ports.registry.all())
    return orphans(ports.engine.containers(label), ports.engine.networks(label), known)


def _images(ports: Ports, *, kept: bool) -> list[Candidate]:
    images = _known(ports)
    containers = ports.engine.containers({"sandbox.role": ""})
    apps = {one.app for one in ports.registry.all()} | {
        one.labels.get("sandbox.app", "") for one in containers
    }
    in_use = frozenset(one.image for one in containers)
    found = old_images(images, in_use, frozenset(apps), before=_moment(YOUNG_HOURS * HOUR))
    layers = left_layers(
        ports.engine.images({"sandbox.role": LAYER}), before=_moment(YOUNG_HOURS * HOUR)
    )
    return [*found, *layers, *(_lost_servers(images, ports) if kept else [])]


def _known(ports: Ports) -> list[KnownImage]:
    """Those that we made."""
    sizes = ports.engine.own_sizes()
    found = [
        KnownImage(
            tag=tag,
            app=one.labels.get("sandbox.app", ""),
            role=one.labels.get("sandbox.role", ""),
            user=one.labels.get("sandbox.user", ""),
            size=sizes.get(one.id, one.size),
            created=one.created,
        )
        for one in ports.engine.images({"sandbox.role": ""})
        for tag in one.tags
    ]
    return [one for one in found if is_ours(one.tag, one.role, one.app)]


def _moment(seconds: float) -> str:
    """That long ago, as images' times are written."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds))


def _lost_servers(images: list[KnownImage], ports: Ports) -> list[Candidate]:
    """Those of this person that no record names, long after they were kept."""
    snapshots = (one.snapshot for one in ports.registry.kept())
    claimed = {server_image(Path(one)) for one in snapshots if one}
    before = _moment(KEPT_DAYS * DAY)
    return [
        Candidate(kind="image", name=one.tag, why="nothing stands for it any more", size=one.size)
        for one in unclaimed(images, frozenset(filter(None, claimed)))
        if one.user == ports.user and one.created < before
    ]


def _expired(ports: Ports) -> list[Candidate]:
    before = time.time() - KEPT_DAYS * DAY
    counted: Counter[str] = Counter()
    found = []
    for one in ports.registry.kept():  # newest first
        if one.record.user != ports.user:
            continue
        counted[one.name] += 1
        if one.at < before:
            why = f"kept for more than {KEPT_DAYS} days"
        elif counted[one.name] > KEPT_MOST:
            why = f"{KEPT_MOST} newer ones of {one.name} are kept"
        else:
            continue
        found.append(Candidate(kind="kept", name=one.id, why=why))
    return found


def _remove(one: Candidate, ports: Ports) -> bool:
    match one.kind:
        case "container":
            return ports.engine.remove(one.name)
        case "network":
            return ports.engine.remove_network(one.name)
        case "points":
            return _drop_points(one.name, ports)
        case "image":
            return ports.engine.remove_image(one.name)
        case _:
            return _forget(one.name, ports)


def _forget(kept_id: str, ports: Ports) -> bool:
    for one in ports.registry.kept():
        if one.id == kept_id:
            if one.snapshot:
                discard(Path(one.snapshot), ports)
            if one.workspace:
                ports.files.remove(Path(one.workspace).parent)
            ports.registry.forget(kept_id)
            return True
    return False
