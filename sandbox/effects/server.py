"""The database's container replaced, with the data as they lie in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sandbox.effects import kept, psql
from sandbox.effects.data import put_on_record
from sandbox.model.data import swaps
from sandbox.model.steps import ReplaceDatabase
from sandbox.ports import Ports

Say = Callable[[str], None]


def replace_database(step: ReplaceDatabase, ports: Ports, say: Say) -> None:
    """Its files become an image, and that the new container's.

    On record until the new one answers, so that a killed command loses nothing.
    """
    engine, name = ports.engine, step.container.name
    before = [one.image for one in engine.containers(dict(step.container.labels))]
    say("taking its data over")
    on_record = put_on_record(str(step.stack.name), ports)
    folder = Path(str(on_record.snapshot))
    kept.keep_server(name, on_record.record.app, folder, ports)
    engine.remove(name)
    engine.create(replace(step.container, image=str(kept.server_image(folder))))
    engine.start(name)
    psql.await_server(engine, name, then=swaps.ensure_live(), behind=swaps.NEXT_SPARE)
    ports.registry.forget(on_record.id)
    ports.files.remove(folder)
    for image in before:
        discard_server(image, ports)


def discard_server(image: str, ports: Ports) -> None:
    """The image of a replaced server goes with its container, unless something is kept in it."""
    if not image.startswith(kept.SERVERS):
        return
    snapshots = (Path(one.snapshot) for one in ports.registry.kept() if one.snapshot)
    if image not in {kept.server_image(one) for one in snapshots}:
        ports.engine.remove_image(image)
