"""Where the person's copy of the code is laid over what the image holds of it."""

from __future__ import annotations

import re
from collections import Counter

from sandbox.errors import UsageError
from sandbox.model.builds.dockerfile import DockerfileFacts
from sandbox.model.settings.spec import Mount

# A container's own folders; below /usr, /var and the like there is room for an app.
SYSTEM = re.compile(r"/|/(bin|boot|etc|lib\w*|run|sbin|tmp|usr|var)|/(dev|proc|sys)(/.*)?")


def mounts_of(found: DockerfileFacts, paths: frozenset[str]) -> tuple[Mount, ...]:
    """What the image copies of the repository is what the workspace is laid over.

    Not where it would hide the system's own files, or what else was copied to the same folder,
    and not what lies inside another.
    Raises UsageError where all of the code is copied among the system's own files.
    """
    for source, target in found.copies:
        if source == ".":
            _refuse_system(target)
            return (Mount(source=".", target=target),)
    folders = {path.split("/", 1)[0] for path in paths if "/" in path}
    targets = Counter(target for _, target in found.copies)
    mounts = tuple(
        Mount(source=source, target=target)
        for source, target in found.copies
        if source.split("/", 1)[0] in folders
        and targets[target] == 1
        and not SYSTEM.fullmatch(target)
    )
    return tuple(one for one in mounts if not _is_inside_another(one, mounts))


def _is_inside_another(one: Mount, mounts: tuple[Mount, ...]) -> bool:
    """The app can write in the other, and so put a link to any folder of the host in its place:
    the engine would follow that at the next start. What the image holds of it is used instead."""
    return any(one.source.startswith(f"{other.source}/") for other in mounts)


def _refuse_system(target: str) -> None:
    if SYSTEM.fullmatch(target):
        raise UsageError(
            f"the app's Dockerfile copies the code to {target}, among the system's own files: "
            "your copy of the code cannot be laid over them",
            "ask a developer of the app to give it a folder of its own: `WORKDIR /app` before "
            "`COPY . .` in the Dockerfile",
        )


def in_repository(location: str, mounts: tuple[Mount, ...]) -> str:
    """From a path in the image to the one in the repository that is laid over it."""
    for mount in mounts:
        if location.startswith(f"{mount.target}/"):
            inside = location.removeprefix(f"{mount.target}/").rstrip("/")
            return inside if mount.source == "." else f"{mount.source}/{inside}"
    return location.strip("/")
