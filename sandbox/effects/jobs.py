"""One-shot containers of the app."""

from __future__ import annotations

import re
import time
from dataclasses import replace

from sandbox import errors
from sandbox.effects.links import refuse_links, standing_still
from sandbox.model.lastwords import last_words, tail
from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import LIVE, ContainerSpec, Stack, job_environment
from sandbox.ports import Ports

MIGRATION_SECONDS = 1800
LINES = 400
_GONE = re.compile(r"Can't locate revision identified by")  # Alembic's words


def run_migrations(
    ports: Ports,
    stack: Stack,
    spec: AppSpec,
    *,
    network: str,
    database: str,
    host: str = "database",
) -> None:
    """The app's migration command against `database`, where nothing else can be reached.

    Raises MigrationFailed with the app's own last lines.
    """
    job = replace(
        stack.app,
        name=stack.name.container("job"),
        role="job",
        command=spec.database.migrate,
        env=job_environment(spec, database),
        binds=tuple(replace(bind, read_only=True) for bind in stack.app.binds),
        network=network,
        aliases=("job",),
        restart=False,
        labels=tuple(sorted(stack.name.labels("job").items())),
    )
    code, said = run_job(ports, job, seconds=MIGRATION_SECONDS, beside=stack.app.name)
    if code:
        raise _gone(said) if database == LIVE and _GONE.search(said) else _stopped(said)


def _gone(said: str) -> errors.MigrationFailed:
    """The data has seen a migration that the code no longer has: nothing in the code is broken."""
    return errors.MigrationFailed(
        "your data went through a migration that is no longer among the app's files",
        "`sandbox reset` makes the data as new for this code, and `sandbox restore` goes back to "
        "the data of now; or let your assistant put the migration's file back, then run "
        "`sandbox up` again",
        detail=tail(said, 30),
    )


def _stopped(said: str) -> errors.MigrationFailed:
    reason = last_words(said) or "it said nothing"
    return errors.MigrationFailed(
        f'the app\'s database migrations stopped with "{reason}"',
        "show this to your assistant, let it mend the newest migration, "
        "then run `sandbox up` again",
        detail=tail(said, 30),
    )


def run_job(ports: Ports, job: ContainerSpec, *, seconds: float, beside: str) -> tuple[int, str]:
    """(exit code, its output); the container is gone afterwards. Stops early on Ctrl-C.

    beside: the app's container, which may run meanwhile; it waits while the job is started.
    Raises Refused where a folder of the workspace has become a link out of it.
    """
    engine = ports.engine
    engine.remove(job.name)
    try:
        with standing_still(beside, ports):
            refuse_links(job, ports)
            engine.create(job)
            engine.start(job.name)
        code = _wait(ports, job.name, seconds)
        return code, engine.logs(job.name, lines=LINES)
    finally:
        engine.remove(job.name)


def _wait(ports: Ports, name: str, seconds: float) -> int:
    """In slices, so that a person who pressed Ctrl-C does not wait for a migration."""
    deadline = time.monotonic() + seconds
    while True:
        if ports.stop.is_set():
            raise errors.Interrupted("stopped")
        try:
            return ports.engine.wait(name, seconds=2)
        except TimeoutError:
            if time.monotonic() > deadline:
                raise errors.MigrationFailed(
                    f"the app's migrations took longer than {seconds / 60:.0f} minutes",
                    "show this to your assistant: a migration that waits for something never ends "
                    "in a sandbox, which reaches nothing but its own database",
                ) from None
