"""Making a golden database: an empty server, the app's migrations, seeded rows, an image."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sandbox import errors
from sandbox.effects import psql
from sandbox.effects.egress import job_way_out
from sandbox.effects.jobs import run_migrations
from sandbox.effects.seed import fill_database
from sandbox.effects.wall import shut_out_host
from sandbox.model.data import databases
from sandbox.model.data.readymade import COPIES, ready_made
from sandbox.model.data.rights import FOREIGN, KEEPER, KEEPER_ROLE
from sandbox.model.lastwords import last_words, tail
from sandbox.model.stack import (
    APP_ROLE,
    GOLDEN,
    PGDATA,
    POSTGRES_USER,
    READER_ROLE,
    ContainerSpec,
    Stack,
    server_command,
)
from sandbox.model.steps import MakeGolden
from sandbox.ports import Engine, Ports

Say = Callable[[str], None]
STOP_SECONDS = 60
NO_SHELL = (126, 127)  # what a shell or the engine answers where there is no such command
# The image's entry point starts as root, makes the data folder its own and steps down; without
# KILL the request to stop would not reach the server, and the image hold a crashed one.
STARTING_RIGHTS = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID")

# From outside only the app gets in, with its password. Inside, nobody but the user of the system
# that runs the server is its administrator: programs that work there as the app's role are run by
# another one, so that whoever breaks out of them is nobody special either.
ACCESS = rf"""
set -e
cat >"$PGDATA/pg_hba.conf" <<'HBA'
local all {POSTGRES_USER} peer
local all {APP_ROLE},{READER_ROLE},{KEEPER_ROLE} trust
host all {APP_ROLE},{READER_ROLE} 0.0.0.0/0 scram-sha-256
HBA
psql -X -q -d postgres -c 'SELECT pg_reload_conf()' >/dev/null
"""


def make_golden(step: MakeGolden, ports: Ports, say: Say) -> str:
    """The image, unless another `up` made it meanwhile; a note on its size."""
    engine = ports.engine
    lock = step.tag.replace("/", "-").replace(":", "-")
    with ports.locks.hold(lock, seconds=1800, doing="making the fresh data"):
        if engine.image(step.tag) is None:
            with _server(step, ports, say) as server:
                facts = _prepare(step, ports, server, say)
                say("keeping it as an image")
                _stop(ports, server)
                engine.commit(server, step.tag, _changes(step.stack, facts))
    return describe(engine, step.tag)


def describe(engine: Engine, tag: str) -> str:
    """ "14 tables, 6,240 rows, no real people"."""
    image = engine.image(tag)
    labels = image.labels if image else {}
    tables, rows = int(labels.get("sandbox.tables", 0)), int(labels.get("sandbox.rows", 0))
    return f"{tables} tables, {rows:,} rows, no real people"


@contextmanager
def _server(step: MakeGolden, ports: Ports, say: Say) -> Iterator[str]:
    """A running server on a network of its own; both are gone afterwards, whatever happens."""
    name, engine = step.stack.name, ports.engine
    network, server = name.job_network, name.container("job-database")
    try:
        say("starting an empty database")
        engine.remove(server)
        engine.create_isolated(network, name.labels("job"))
        shut_out_host(network, ports)
        engine.create(_server_spec(step, network, server))
        engine.start(server)
        _await_first_start(step, ports, server)
        psql.await_server(engine, server)
        yield server
    finally:
        engine.remove(server)
        engine.remove_network(network)


# During its first start the image's own server listens on no address; only the final one does.
NO_POSTGRES = 3
_AWAIT_FINAL = f"""
command -v pg_isready >/dev/null || exit {NO_POSTGRES}
i=0
until pg_isready -q -h 127.0.0.1; do i=$((i+1)); [ $i -gt 1200 ] && exit 1; sleep 0.05; done
"""


def _await_first_start(step: MakeGolden, ports: Ports, server: str) -> None:
    """Raises UsageError where the image holds no PostgreSQL, WorkFailed where it does not start."""
    try:
        code = ports.engine.execute(server, ("sh", "-c", _AWAIT_FINAL), user="postgres").code
    except (errors.Busy, errors.WorkFailed):  # it has ended, or has no such user
        code = NO_POSTGRES if _never_had_one(ports, server) else 1
    if code == 0:
        return
    image = step.spec.database.image
    log = ports.engine.logs(server, lines=30)
    said = f': it stopped with "{last_words(log)}"' if last_words(log) else ""
    if code in (NO_POSTGRES, *NO_SHELL):
        raise errors.UsageError(
            f"the database image {image} is no PostgreSQL{said}",
            "name one that is under [database] image in sandbox.toml, such as postgres:15",
            detail=tail(log, 10),
        )
    raise errors.WorkFailed(
        f"the database image {image} does not start{said}",
        "show this to a developer of the app",
        detail=tail(log, 10),
    )


def _never_had_one(ports: Ports, server: str) -> bool:
    """It runs without the user that the server needs, or ended without its start script."""
    state = ports.engine.state(server)
    return state is None or state.state == "running" or state.code in NO_SHELL


def _server_spec(step: MakeGolden, network: str, server: str) -> ContainerSpec:
    return replace(
        step.stack.database,
        name=server,
        role="job-database",
        image=step.spec.database.image,
        command=server_command(),
        user="",
        env=(
            ("PGDATA", PGDATA),
            ("POSTGRES_HOST_AUTH_METHOD", "trust"),
            ("POSTGRES_INITDB_ARGS", "--no-sync --wal-segsize=1 --encoding=UTF8"),
        ),
        network=network,
        capabilities=STARTING_RIGHTS,
        restart=False,
        labels=tuple(sorted(step.stack.name.labels("job-database").items())),
    )


def _prepare(step: MakeGolden, ports: Ports, server: str, say: Say) -> dict[str, str]:
    """The labels that the image is to bear."""
    engine, spec = ports.engine, step.spec
    result = engine.execute(server, ("sh", "-c", ACCESS), user="postgres")
    if result.code:
        raise errors.WorkFailed("the empty database could not be set up", detail=result.errors)
    psql.run_sql(engine, server, databases.roles(spec.database.extensions))
    psql.run_sql(engine, server, KEEPER)
    if spec.database.migrate:
        say("running the app's migrations")
        network = step.stack.name.job_network
        with job_way_out(step.stack, network, ports, say):
            run_migrations(ports, step.stack, spec, network=network, database=GOLDEN)
    say("filling it with believable data")
    seeded = fill_database(
        engine, ports.catalogue, server, spec.seed, rules=ports.rules.load(), say=say
    )
    _refuse_foreign_rights(engine, server)
    psql.run_sql(engine, server, databases.GRANT_READING, database=GOLDEN)
    psql.vacuum(engine, server, GOLDEN)
    stack = step.stack
    seal = databases.seal(golden=stack.golden_hash, migrations=stack.migrations_hash)
    copies = psql.run_sql(engine, server, f"{seal}\n{ready_made()}")
    return {
        COPIES: "yes" if copies.strip() == "t" else "no",
        "sandbox.tables": str(seeded.tables),
        "sandbox.rows": str(seeded.rows),
        "sandbox.login": json.dumps(seeded.login) if seeded.login else "",
        "sandbox.left-out": json.dumps(seeded.left_out),
    }


def _refuse_foreign_rights(engine: Engine, server: str) -> None:
    """Before it is kept for every sandbox to come: nobody in it became the server's administrator.

    Raises Refused.
    """
    found = json.loads(psql.run_sql(engine, server, FOREIGN, database=GOLDEN))
    if found:
        raise errors.Refused(
            "the app's migrations left more rights in the database than an app may have: "
            + "; ".join(found),
            "show this to a developer of the app",
            kept="Nothing was kept of the new data.",
        )


def _stop(ports: Ports, server: str) -> None:
    """Cleanly: every sandbox would begin with a recovery otherwise."""
    ports.engine.stop(server, seconds=STOP_SECONDS)
    state = ports.engine.state(server)
    if state is None or state.code:
        said = tail(ports.engine.logs(server, lines=30), 5)
        raise errors.WorkFailed(
            "the new database did not stop cleanly", "run `sandbox up` again", detail=said
        )


def _changes(stack: Stack, facts: dict[str, str]) -> tuple[str, ...]:
    labels = {
        "sandbox.app": stack.name.app,
        "sandbox.role": "golden",
        "sandbox.name": "",
        "sandbox.user": "",
        "com.docker.compose.project": "",
        "com.docker.compose.service": "",
        "sandbox.golden": stack.golden_hash,
        "sandbox.migrations": stack.migrations_hash,
        **facts,
    }
    return (
        f"ENV PGDATA={PGDATA}",
        "USER postgres",
        *(f"LABEL {key}={json.dumps(value)}" for key, value in labels.items()),
    )
