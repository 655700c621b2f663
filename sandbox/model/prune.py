"""What nothing needs any more: from all there is to what may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.model.facts import ImageFacts
from sandbox.model.observed import ObservedContainer, ObservedNetwork

KEPT_DAYS = 30
KEPT_MOST = 20  # of a sandbox
OF_AN_APP = ("app-image", "golden")
OURS = ("gateway-image", "mail-image", "ca-image")
LAYER = "build-layer"
"""The role of what is not an app's image yet: of a build that failed, or of an earlier stage."""
# Labels come along with whatever an image was made from, and anybody can write them: what we made
# is known by its name as well, which no build gives but ours.
NAMED = {
    "app-image": "sandbox-app/{app}:",
    "golden": "sandbox-golden/{app}:",
    "gateway-image": "sandbox-gateway:",
    "mail-image": "sandbox-mail:",
    "ca-image": "sandbox-ca:",
    "kept": "sandbox-kept/{app}:",
}
YOUNG_HOURS = 3  # longer than an `up` takes, however large the app


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """kind: container, network, image, kept or points; size: bytes, 0 where unknown."""

    kind: str
    name: str
    why: str
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownImage:
    """role: app-image, golden, gateway-image, mail-image, kept; created: RFC 3339, sortable."""

    tag: str
    app: str
    role: str
    size: int
    created: str
    user: str = ""


def is_ours(tag: str, role: str, app: str) -> bool:
    """Whether an image of that name is what its labels say."""
    return role in NAMED and tag.startswith(NAMED[role].format(app=app))


def orphans(
    containers: Iterable[ObservedContainer],
    networks: Iterable[ObservedNetwork],
    known: frozenset[str],
) -> list[Candidate]:
    """Containers and networks of sandboxes that no registry knows, and one-shot leftovers."""
    found = []
    for one in containers:
        name = one.labels.get("sandbox.name", "")
        if not name:
            continue
        if name not in known:
            found.append(Candidate(kind="container", name=one.name, why="its sandbox is gone"))
    for network in networks:
        name = network.labels.get("sandbox.name", "")
        if name and name not in known:
            found.append(Candidate(kind="network", name=network.name, why="its sandbox is gone"))
    return found


def old_images(
    images: Iterable[KnownImage], in_use: frozenset[str], apps: frozenset[str], *, before: str
) -> list[Candidate]:
    """All but the newest of each app and kind; of apps without a sandbox, those as well.

    before: those made later stay. Somebody else's `up` makes an image first and what runs from it
    a while later, and nothing but the time tells us of it.
    """
    newest: dict[tuple[str, str], KnownImage] = {}
    listed = sorted(images, key=lambda one: one.created)
    for one in listed:
        newest[one.app, one.role] = one
    found = []
    for one in listed:
        if one.tag in in_use or one.role not in (*OF_AN_APP, *OURS):
            continue
        if one.created >= before:
            continue
        if one.role in OF_AN_APP and one.app not in apps:
            why = "no sandbox of this app is left"
        elif newest[one.app, one.role] is not one:
            why = "there is a newer one and nothing runs from it"
        else:
            continue
        found.append(Candidate(kind="image", name=one.tag, why=why, size=one.size))
    return found


def left_layers(images: Iterable[ImageFacts], *, before: str) -> list[Candidate]:
    """What builds leave behind without a name; the next build takes it up where it is soon."""
    why = "left of a build"
    return [
        Candidate(kind="image", name=one.id, why=why, size=one.size)
        for one in images
        if not one.tags and one.labels.get("sandbox.role") == LAYER and one.created < before
    ]


def unclaimed(images: Iterable[KnownImage], claimed: frozenset[str]) -> list[KnownImage]:
    """Servers that were kept whole and that nothing on record stands for."""
    return [one for one in images if one.role == "kept" and one.tag not in claimed]
