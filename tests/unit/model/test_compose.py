"""A stack in Compose's terms."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.compose import compose_model
from tests.unit.model.samples import SPEC, WANTED, WORKSPACE, stack


def test_every_service_is_as_closed_as_it_runs() -> None:
    """No rights, no way out, limits, no secrets of the host."""
    model = compose_model(WANTED)
    assert set(model["services"]) == {"app", "database"}
    for service in model["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"] == service["memswap_limit"]
        assert service["pids_limit"] == 512
        assert service["dns"] == ["127.0.0.1"]
        assert service["ulimits"]["core"] == {"soft": 0, "hard": 0}
        assert service["ulimits"]["nofile"]["hard"] > 0
        assert service["logging"]["driver"] == "local"
        assert "ports" not in service
        assert "privileged" not in service
    app = model["services"]["app"]
    assert app["read_only"] is True
    assert app["ulimits"]["fsize"]["hard"] == 1 << 30
    assert model["networks"]["default"]["internal"] is True
    options = model["networks"]["default"]["driver_opts"]
    assert options["com.docker.network.bridge.name"].startswith("sbx-")


def test_another_runtime_is_named() -> None:
    """As `[limits] runtime` says, of every service."""
    spec = replace(SPEC, limits=replace(SPEC.limits, runtime="runsc"))
    services = compose_model(stack(spec))["services"]
    assert {one["runtime"] for one in services.values()} == {"runsc"}


def test_only_the_workspace_is_mounted() -> None:
    """And never Docker's socket. What git on the host believes can only be read."""
    volumes = compose_model(WANTED)["services"]["app"]["volumes"]
    assert [(one["source"], one["target"], one["read_only"]) for one in volumes] == [
        (WORKSPACE, "/app", False),
        (f"{WORKSPACE}/.git", "/app/.git", True),
    ]


def test_dollar_signs_reach_the_app() -> None:
    """Compose would fill in what looks like a variable."""
    spec = replace(SPEC, env=(("PRICE", "5$"),), command=("sh", "-c", "echo $HOME"))
    service = compose_model(stack(spec))["services"]["app"]
    assert service["environment"]["PRICE"] == "5$$"
    assert service["command"] == ["sh", "-c", "echo $$HOME"]


def test_composes_own_labels_are_left_to_compose() -> None:
    """It refuses a file that sets them."""
    for service in compose_model(WANTED)["services"].values():
        assert not [label for label in service["labels"] if label.startswith("com.docker.compose")]
