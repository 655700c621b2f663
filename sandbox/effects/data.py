"""What happens to the data inside a sandbox's server."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from sandbox import errors
from sandbox.effects import archive, kept, psql
from sandbox.effects.aside import running
from sandbox.effects.jobs import run_migrations
from sandbox.model.data import databases, swaps
from sandbox.model.data.readymade import COPIES
from sandbox.model.observed import DatabaseState
from sandbox.model.records import KeptRecord
from sandbox.model.stack import GOLDEN, LIVE, POSTGRES_USER, SPARE, UNDO
from sandbox.model.steps import (
    KeepServer,
    MakeSpare,
    MigrateData,
    RefreshGolden,
    StartDatabase,
    SwapData,
)
from sandbox.ports import Ports

Say = Callable[[str], None]
INCOMING = "golden_next"


def stamp() -> int:
    return time.time_ns() // 1_000_000


def start_database(step: StartDatabase, ports: Ports, say: Say) -> None:
    """Create or start, wait, and copy the golden data where there is no live data yet.

    The spare copy for the next reset is made behind that. An image that brings both along needs
    nobody inside: a command in a container costs half as much as the container.
    """
    engine, name = ports.engine, step.container.name
    found = engine.state(name)
    if found is None:
        with contextlib.suppress(errors.Busy):  # made by another `up` in this moment
            engine.create(step.container)
    elif step.container.network and step.container.network not in found.address:
        engine.connect(step.container.network, name, step.container.aliases)
    engine.start(name)
    if found is None and _brings_copies(step, ports) and psql.is_soon_ready(engine, name):
        return
    psql.await_server(engine, name, then=swaps.ensure_live(), behind=swaps.NEXT_SPARE)


def _brings_copies(step: StartDatabase, ports: Ports) -> bool:
    image = ports.engine.image(step.container.image)
    return image is not None and image.labels.get(COPIES) == "yes"


def migrate_data(step: MigrateData, ports: Ports, say: Say) -> str:
    """Run the new migrations on the data as it stands, with the data before them kept."""
    engine, stack = ports.engine, step.stack
    server = stack.database.name
    state = psql.database_state(engine, server)
    if state is None:
        raise errors.WorkFailed("the sandbox's database does not answer", "run `sandbox up` again")
    if state.migrating:
        say("taking back a migration that was interrupted")
        psql.run_sql(engine, server, swaps.take_back())
        state = psql.database_state(engine, server) or state
    say("keeping your data as it is, to go back to")
    before = {"golden": state.golden.get(LIVE, ""), "migrations": state.migrations.get(LIVE, "")}
    psql.run_sql(engine, server, swaps.set_aside(stamp=stamp(), present=state))
    marked = databases.described(UNDO, **before, mark=databases.MIGRATING)
    psql.run_sql(engine, server, marked)
    say("running the new migrations on your data")
    try:
        run_migrations(ports, stack, step.spec, network=stack.name.network, database=LIVE)
    except BaseException as error:
        psql.run_sql(engine, server, swaps.take_back())
        if isinstance(error, errors.SandboxError):
            error.kept = "Your data is as it was before."
        raise
    psql.run_sql(engine, server, databases.GRANT_READING, database=LIVE)
    done = [
        databases.described(UNDO, **before, mark=databases.WRITTEN_MARK),
        databases.described(
            LIVE,
            golden=before["golden"],
            migrations=stack.migrations_hash,
            mark=databases.WRITTEN_MARK,
        ),
        swaps.migrated(stamp=stamp()),
    ]
    psql.run_sql(engine, server, "\n".join(done))
    return "what you typed in is still there; `sandbox restore` goes back"


def refresh_golden(step: RefreshGolden, ports: Ports, say: Say) -> None:
    """Take the newer golden data over into the running server from a container of its image."""
    engine, stack = ports.engine, step.stack
    server = stack.database.name
    with running(stack.database.image, stack, ports) as source:
        opened = f"ALTER DATABASE {GOLDEN} ALLOW_CONNECTIONS true"
        psql.run_sql(engine, source, opened)
        missing = archive.bring_in(
            engine,
            server,
            INCOMING,
            archive.take(engine, source, GOLDEN),
            allowed=archive.installed(engine, source, GOLDEN),
        )
    for sentence in missing:
        say(sentence)
    psql.vacuum(engine, server, INCOMING)
    psql.run_sql(
        engine,
        server,
        "\n".join(
            [
                databases.drop(GOLDEN),
                f"ALTER DATABASE {INCOMING} RENAME TO {GOLDEN};",
                databases.seal(golden=stack.golden_hash, migrations=stack.migrations_hash),
            ]
        ),
    )


def swap_data(step: SwapData, ports: Ports, say: Say) -> str:
    """Swap by renaming; a spare copy is made first where none was ready, and the next behind it.

    A note with the time.
    """
    engine, server = ports.engine, step.stack.database.name
    state = step.state or psql.database_state(engine, server)
    if state is None:
        raise errors.WorkFailed("the sandbox's database does not answer", "run `sandbox up` again")
    if step.incoming == SPARE and not state.ready_to_reset:
        say("making a fresh copy first")
        engine.execute(server, ("bash", "-c", swaps.NEXT_SPARE), user=POSTGRES_USER)
        state = _await_spare(ports, server)
    began = time.monotonic()
    swap = swaps.swap(step.incoming, stamp=stamp(), present=state)
    psql.run_sql_then(engine, server, swap, behind=swaps.NEXT_SPARE)
    return f"{(time.monotonic() - began) * 1000:.0f} ms"


def keep_server(step: KeepServer, ports: Ports, say: Say) -> str:
    """Its files as they are, on record before anything goes: `restore` tries to read them."""
    on_record = put_on_record(step.name, ports)
    folder = Path(str(on_record.snapshot))
    kept.keep_server(step.container, on_record.record.app, folder, ports)
    return "`sandbox restore` tries to bring its data back"


def put_on_record(name: str, ports: Ports) -> KeptRecord:
    """That the whole server of sandbox `name` is kept in a folder. Raises NotFound."""
    record = ports.registry.get(name)
    if record is None:
        raise errors.NotFound(f"{name} is gone", "`sandbox list` shows what there is")
    at = kept.moment()
    on_record = KeptRecord(
        id=f"{name}-{at}",
        name=name,
        at=time.time(),
        ref=None,
        workspace=None,
        snapshot=str(ports.files.kept(name, at)),
        record=record,
    )
    ports.registry.keep(on_record)
    return on_record


def _await_spare(ports: Ports, server: str) -> DatabaseState:
    """Another process makes it at this moment."""
    for _ in range(6000):
        state = psql.database_state(ports.engine, server)
        if state and state.ready_to_reset:
            return state
        time.sleep(0.1)
    raise errors.WorkFailed("the fresh copy was not ready in ten minutes", "run `sandbox up`")


def make_spare(step: MakeSpare, ports: Ports, say: Say) -> None:
    ports.engine.execute_detached(
        step.container, ("bash", "-c", swaps.NEXT_SPARE), user=POSTGRES_USER
    )
