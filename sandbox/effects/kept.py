"""Data on its way out of a server and back in.

A folder holds it: DATABASE.dump and DATABASE.json for each database, or server.json, which names
the image that the whole server was kept as because its data could not be read.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from sandbox import errors
from sandbox.effects import archive, psql
from sandbox.effects.aside import running
from sandbox.model.data import databases, swaps
from sandbox.model.observed import DatabaseState
from sandbox.model.stack import LIVE, UNDO, Stack
from sandbox.ports import Ports

Say = Callable[[str], None]
SERVER = "server.json"
RETURNING = "returning"  # there while a restore is at work, or where one was interrupted
MOMENT = 19  # characters of `moment`
READ = "read"  # the folder with the dumps of a kept server
SERVERS = "sandbox-kept/"  # images of servers that were kept whole
RETURNED = "kept_"  # what a dump is loaded as, before the database's own name


def moment() -> str:
    """Names a folder of what is kept now: local time, to the millisecond, 19 characters."""
    return time.strftime("%Y%m%d-%H%M%S") + f"-{time.time_ns() // 1_000_000 % 1000:03d}"


def keep_data(server: str, folder: Path, ports: Ports) -> bool:
    """Dump the live data, and what a reset put aside, where anything was written to them.

    folder: for nothing else; it is gone where this fails. False where nothing was written.
    Raises WorkFailed where the data cannot be read, DiskFull.
    """
    found = ports.engine.state(server)
    if found is None:
        return False
    try:
        state = _answering(server, found.state, ports)
        written = [one for one in (LIVE, UNDO) if state.has(one) and _written(one, server, ports)]
        for one in written:
            _dump(one, server, folder, state, ports)
    except errors.SandboxError:
        ports.files.remove(folder)  # half of it must not pass for all of it
        raise
    return bool(written)


def _answering(server: str, container_state: str, ports: Ports) -> DatabaseState:
    """What the server holds, once it answers: silence must not pass for "nothing to keep"."""
    engine = ports.engine
    if container_state != "running":
        engine.start(server)
    state = psql.database_state(engine, server)
    if state is None:
        psql.await_server(engine, server)
        state = psql.database_state(engine, server)
    if state is None:
        raise errors.WorkFailed("its database does not answer")
    return state


def _written(database: str, server: str, ports: Ports) -> bool:
    opened = f"ALTER DATABASE {database} ALLOW_CONNECTIONS true"
    psql.run_sql(ports.engine, server, opened)
    counted = psql.run_sql(ports.engine, server, swaps.WRITTEN, database=database)
    return int(counted.strip() or 0) > 0


def _dump(database: str, server: str, folder: Path, state: DatabaseState, ports: Ports) -> None:
    path = folder / f"{database}.dump"
    facts = {
        "golden": state.golden.get(database, ""),
        "migrations": state.migrations.get(database, ""),
    }
    try:
        ports.files.write_stream(path.with_suffix(".json"), [json.dumps(facts).encode()])
        ports.files.write_stream(path, archive.take(ports.engine, server, database))
    except OSError as error:
        raise errors.DiskFull(
            f"the data could not be written to {folder}: {error.strerror}",
            "make room on the disk (`sandbox prune` helps), then try again",
            kept="Your code and your data are as they were; `sandbox up` starts the app again.",
        ) from error


def keep_server(server: str, app: str, folder: Path, ports: Ports) -> None:
    """The whole server as an image, its data as they lie there. Raises NotFound."""
    tag = f"{SERVERS}{app}:{folder.name[-MOMENT:]}"
    ports.files.write_stream(folder / SERVER, [json.dumps({"image": tag}).encode()])
    ports.engine.kill(server, "SIGKILL")
    ports.engine.commit(server, tag, ('LABEL sandbox.role="kept" sandbox.name=""',))


def server_image(folder: Path) -> str | None:
    """The image that the folder stands for."""
    path = folder / SERVER
    return str(json.loads(path.read_text())["image"]) if path.exists() else None


def dumps(folder: Path) -> tuple[str, ...]:
    """The databases that the folder has; first what a reset had put aside."""
    return tuple(one for one in (UNDO, LIVE) if _path(one, folder).exists())


def _path(database: str, folder: Path) -> Path:
    """Where its dump is; of a server that was kept whole, once that was read."""
    read = folder / READ
    return (read if read.exists() else folder) / f"{database}.dump"


def holds_data(folder: Path, ports: Ports) -> bool:
    if dumps(folder):
        return True
    image = server_image(folder)
    return image is not None and ports.engine.image(image) is not None


def read_server(folder: Path, stack: Stack, ports: Ports) -> None:
    """Dumps of what a kept server holds, into the folder. Raises WorkFailed where it is spoilt."""
    image = server_image(folder)
    if image is None:
        return
    ports.files.remove(folder / READ)  # of a command that was killed over it
    with running(image, stack, ports) as server:
        if not keep_data(server, folder / READ, ports):
            raise errors.WorkFailed("there is no data in it")


def load(database: str, server: str, folder: Path, ports: Ports, say: Say) -> str:
    """The dump as a database of the server; its name there. Raises WorkFailed.

    Only extensions of the data that is live now are made by the server's administrator.
    """
    engine, path, name = ports.engine, _path(database, folder), f"{RETURNED}{database}"
    facts = json.loads(path.with_suffix(".json").read_text())
    allowed = archive.installed(engine, server, LIVE)
    dump = ports.files.read_stream(path)
    try:
        missing = archive.bring_in(engine, server, name, dump, allowed=allowed)
    except errors.WorkFailed as error:
        error.message = f"the data that was kept could not be brought back: {error.message}"
        raise
    for sentence in missing:
        say(sentence)
    comment = databases.described(
        name,
        golden=facts["golden"],
        migrations=facts["migrations"],
        mark=databases.WRITTEN_MARK,
    )
    psql.run_sql(engine, server, comment)
    return name


def begin_return(folder: Path, ports: Ports) -> None:
    """From here on, whatever happens, it is known that this data is on its way back."""
    ports.files.write_stream(folder / RETURNING / "begun", [b""])


def is_returning(folder: Path) -> bool:
    return (folder / RETURNING).exists()


def end_return(folder: Path, ports: Ports) -> None:
    ports.files.remove(folder / RETURNING)


def discard(folder: Path, ports: Ports) -> None:
    """What was kept is back, or nobody wants it."""
    image = server_image(folder)
    if image:
        ports.engine.remove_image(image)
    ports.files.remove(folder)
