"""How a new database is waited for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.effects.data import start_database
from sandbox.model.data.readymade import COPIES
from sandbox.model.stack import PGDATA
from sandbox.model.steps import StartDatabase
from tests.unit.model.samples import WANTED

STEP = StartDatabase(container=WANTED.database, stack=WANTED, why="there is none yet")


class Server(FakeEngine):
    """Says of itself that it takes queries, as soon as it is started."""

    def start(self, name: str) -> None:
        super().start(name)
        self.put_file(name, f"{PGDATA}/postmaster.pid", b"7\n/data\nready   \n")


@pytest.mark.parametrize(("copies", "commands"), [("yes", [0, 1]), ("no", [1, 2])])
def test_nobody_goes_into_a_server_that_brings_its_data_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copies: str, commands: list[int]
) -> None:
    """Where its image lacks the copies, or it was there before, its data is looked after inside."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path))
    engine = Server()
    engine._store(WANTED.database.image, {COPIES: copies})
    engine.create_isolated(WANTED.name.network, {})
    ports = replace(wiring.wire("anna"), engine=engine)
    told = []
    for _ in range(2):
        start_database(STEP, ports, print)
        told.append(len(engine.executed))
    assert told == commands
