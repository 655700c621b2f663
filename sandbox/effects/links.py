"""The workspace's folders as they are mounted: no link may lead out of it in that moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox import errors
from sandbox.model.stack import ContainerSpec
from sandbox.ports import Ports


def refuse_links(container: ContainerSpec, ports: Ports) -> None:
    """Raises Refused where what the container mounts has become a link out of the workspace.

    Asked again right before the engine follows it, with the app standing still: while the
    workspace was read and the image built, the app could still put a link in a folder's place.
    """
    record = ports.registry.get(dict(container.labels)["sandbox.name"])
    if record is None:
        return
    workspace = Path(record.workspace)
    for bind in container.binds:
        inside = Path(bind.source).relative_to(workspace)
        if not ports.files.holds(workspace, str(inside)):
            raise errors.Refused(
                f"{inside} in your copy of the code is a link out of its folder by now",
                "show this to a developer of the app: its code did that, or somebody who works "
                "in the folder",
            )


@contextmanager
def standing_still(container: str, ports: Ports) -> Iterator[None]:
    """The container's processes wait meanwhile; nothing happens where it does not run."""
    paused = ports.engine.pause(container)
    try:
        yield
    finally:
        if paused:
            ports.engine.unpause(container)
