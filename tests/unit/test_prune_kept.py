"""Work that was kept goes only where it is asked for, and then all of it."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.verbs.prune import prune

SERVER = "sandbox-kept/shop:20200101-000000-000"


def test_a_server_that_was_kept_whole_goes_with_its_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by `prune` alone; with --kept after its time, the image as well as the folder."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    engine = FakeEngine(images=(SERVER,))
    ports = replace(wiring.wire("anna"), engine=engine)
    folder = ports.files.kept("shop-anna", "20200101-000000-000")
    ports.files.write_stream(folder / "server.json", [json.dumps({"image": SERVER}).encode()])
    record = SandboxRecord(
        name="shop-anna",
        app="shop",
        user="anna",
        label=None,
        source="",
        workspace="",
        branch="",
    )
    ports.registry.keep(
        KeptRecord(
            id="one",
            name=record.name,
            at=1.0,
            ref=None,
            workspace=None,
            snapshot=str(folder),
            record=record,
        )
    )
    assert prune(ports, dry=False, kept=False).removed == ()
    assert folder.exists()
    (gone,) = prune(ports, dry=False, kept=True).removed
    assert (gone.kind, gone.name) == ("kept", "one")
    assert not folder.exists()
    assert engine.image(SERVER) is None
    assert ports.registry.kept() == []


def test_of_what_was_put_away_the_newest_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty of each sandbox, however young the others are; and only where that is asked for."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    ports = replace(wiring.wire("anna"), engine=FakeEngine())
    record = SandboxRecord(
        name="shop-anna", app="shop", user="anna", label=None, source="", workspace="", branch=""
    )
    for number in range(22):
        at = time.time() - number
        for name in ("shop-anna", *(["other-anna"] if number < 5 else [])):
            kept = KeptRecord(
                id=f"{name}-{number}",
                name=name,
                at=at,
                ref=None,
                workspace=None,
                snapshot=None,
                record=replace(record, name=name),
            )
            ports.registry.keep(kept)
    assert prune(ports, dry=True, kept=False).removed == ()
    gone = prune(ports, dry=True, kept=True).removed
    assert [one.name for one in gone] == ["shop-anna-20", "shop-anna-21"]
    assert prune(ports, dry=False, kept=True).removed == gone
    assert len(ports.registry.kept("shop-anna")) == 20
