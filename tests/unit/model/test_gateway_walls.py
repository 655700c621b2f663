"""The gateway, compared with how it is made, and what is done where it is other than that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.effects import gateway as effects
from sandbox.model.routes import GATEWAY, GATEWAY_LAYOUT
from sandbox.model.up import plan_up
from sandbox.model.walls.confinement import Confinement, Limit
from sandbox.model.walls.gateway import gateway_confinement, gateway_differences
from sandbox.model.walls.guard import DISCONNECT, RECREATE
from sandbox.model.walls.mending import with_gateway
from tests.unit.model.samples import ALL_THERE, SPEC, WANTED

OURS = ("sandbox-a", "sandbox-b")
AS_MADE = replace(
    gateway_confinement("8700", OURS),
    environment=frozenset({"OUTER_ADDRESS=10.213.0.2", "PATH=/bin"}),
    inherited=frozenset({"PATH=/bin"}),
    command=("haproxy",),
    image="sandbox-gateway:1",
)
NO_LIMIT = Limit(memory=0, swap=0, cpus=0.0, processes=0)


def said(found: Confinement) -> list[str]:
    return [one.what for one in gateway_differences(found, port="8700", networks=OURS)]


def test_as_it_is_made_there_is_no_difference() -> None:
    """Nor while it is not in every sandbox's network yet."""
    assert said(AS_MADE) == []
    assert said(replace(AS_MADE, networks=AS_MADE.networks - {"sandbox-b"})) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"privileged": True}, "all rights"),
        ({"user": "root"}, "runs as root"),
        ({"added": frozenset({"NET_RAW"})}, "NET_RAW"),
        ({"published": frozenset({"0.0.0.0:8700"})}, "0.0.0.0:8700"),
        ({"networks": AS_MADE.networks | {"bridge"}}, "network bridge"),
        ({"mounts": frozenset({("/", "/host", False)})}, "at /host"),
        ({"more": frozenset()}, "lacks the setting Sysctls"),
        ({"limit": NO_LIMIT}, "limit of memory"),
        ({"log": ("json-file", ())}, "output without a bound"),
        ({"read_only_root": False}, "can write"),
        ({"environment": AS_MADE.environment | {"LD_PRELOAD=/x"}}, "LD_PRELOAD"),
    ],
)
def test_what_was_changed_is_seen(change: dict[str, Any], what: str) -> None:
    """Each in its own words."""
    assert what in " ".join(said(replace(AS_MADE, **change)))


def planned(change: dict[str, Any]) -> str:
    found = replace(AS_MADE, **change)
    drift = gateway_differences(found, port="8700", networks=OURS)
    steps = plan_up(SPEC, WANTED, with_gateway(ALL_THERE, drift), workspace="/w")
    return " ".join(str(steps).split())


def test_a_way_into_what_is_no_sandboxs_is_taken() -> None:
    """Without making it anew: everybody's connections through it stay. Nothing changed, no step."""
    assert planned({}) == "nothing to do"
    other = planned({"networks": AS_MADE.networks | {"bridge"}})
    assert other == "disconnect network bridge it is connected to the network bridge"


def test_one_with_more_rights_is_made_anew() -> None:
    """And let into the sandbox again."""
    steps = planned({"added": frozenset({"NET_RAW"})})
    assert "start gateway it has the right NET_RAW admit gateway" in steps


def test_a_spoilt_gateway_gives_way_to_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is as it was made is left as it is, and so is a later version's."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path))
    engine = FakeEngine(images=("sandbox-gateway:1",))
    ports = replace(wiring.wire("anna"), engine=engine)
    monkeypatch.setattr(effects, "_await_gateway", lambda ports, port: None)
    engine.create_isolated("ordinary", {})
    engine.start_gateway("sandbox-gateway:1", 8700, str(GATEWAY_LAYOUT))
    first = engine.boxes[GATEWAY]
    effects._start(ports, "sandbox-gateway:1")
    assert engine.boxes[GATEWAY] is first
    engine.connect("ordinary", GATEWAY, ())
    assert [one.mend for one in effects.gateway_drift(ports)] == [DISCONNECT]
    monkeypatch.setattr(
        engine, "confinement", lambda name: replace(AS_MADE, user="root", networks=frozenset())
    )
    assert [one.mend for one in effects.gateway_drift(ports)] == [RECREATE]
    effects._start(ports, "sandbox-gateway:1")
    second = engine.boxes[GATEWAY]
    assert second is not first
    second.labels["sandbox.spec"] = str(GATEWAY_LAYOUT + 1)
    effects._start(ports, "sandbox-gateway:1")
    assert engine.boxes[GATEWAY] is second
