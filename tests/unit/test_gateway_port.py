"""Where the gateway is found, among containers of others that look like one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.effects.gateway import gateway_port
from sandbox.effects.pages import unreachable
from sandbox.model.stack import ContainerSpec
from sandbox.ports import Ports

ODD = "odd-gateway"


@pytest.fixture
def ports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ports:
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    return replace(wiring.wire("anna"), engine=FakeEngine(images=("gateway",)))


def beside(ports: Ports, labels: dict[str, str], name: str = ODD) -> None:
    engine = ports.engine
    assert isinstance(engine, FakeEngine)
    engine.create(
        ContainerSpec(name=name, role=labels["sandbox.role"], image="gateway", network="")
    )
    engine.boxes[name].labels = labels


def test_a_container_without_a_port_is_no_gateway(ports: Ports) -> None:
    """One of another version or another program, alone or beside ours, is no reason to fail."""
    beside(ports, {"sandbox.role": "gateway"})
    usual = gateway_port(ports)
    ports.engine.start_gateway("gateway", usual + 7, "6")
    assert gateway_port(ports) == usual + 7


def test_an_app_that_does_not_say_its_port_is_not_asked(ports: Ports) -> None:
    """Nothing is claimed of it."""
    beside(ports, {"sandbox.role": "app", "sandbox.port": ""}, name="shop-anna-app")
    assert unreachable("shop-anna-app", ports) is None
