"""A database's server of our own, as a sandbox has it."""

from __future__ import annotations

import os

from sandbox.model.stack import PGDATA, ContainerSpec, server_command

LABELS = {"sandbox.user": f"contract-test-{os.getpid()}", "sandbox.role": "contract"}
READY = "for i in $(seq 600); do pg_isready -q -h 127.0.0.1 && exit; sleep 0.1; done; exit 1"


def server_spec(name: str) -> ContainerSpec:
    """An empty one, which lets everybody in."""
    return ContainerSpec(
        name=name,
        role="contract",
        image="postgres:15",
        command=server_command(),
        env=(
            ("PGDATA", PGDATA),
            ("POSTGRES_HOST_AUTH_METHOD", "trust"),
            ("POSTGRES_INITDB_ARGS", "--no-sync --wal-segsize=1 --encoding=UTF8"),
        ),
        capabilities=("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"),
        tmpfs=(("/var/run/postgresql", "mode=1777"), ("/tmp", "size=64m,mode=1777")),
        shm_mb=256,
        restart=False,
        labels=tuple(LABELS.items()),
    )
