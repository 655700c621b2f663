"""The same containers by `docker compose up --wait`."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from benchmarks.bench import HEALTH, Bench
from sandbox.model.stack import LIVE

# What a maintainer would write: asked every second, as often as Compose's users ask.
DATABASE_CHECK = {"test": ["CMD", "pg_isready", "-q", "-d", LIVE], "interval": "1s"}


def app_check(port: str) -> dict[str, Any]:
    code = f"import urllib.request as r; r.urlopen('http://127.0.0.1:{port}{HEALTH}', timeout=2)"
    return {"test": ["CMD", "python", "-c", code], "interval": "1s", "retries": 60}


def write_file(bench: Bench, model: dict[str, Any]) -> Path:
    """The file that `sandbox render` prints, with health checks and names of its own."""
    ours = copy.deepcopy(model)
    ours["name"] = f"{bench.user}-composed"
    key, _, value = bench.label.partition("=")
    port = ours["services"]["app"]["labels"]["sandbox.port"]
    for service in ours["services"].values():
        del service["container_name"], service["healthcheck"]
        service["labels"] = {key: value}
    ours["services"]["app"]["healthcheck"] = app_check(port)
    ours["services"]["database"]["healthcheck"] = DATABASE_CHECK
    ours["services"]["app"]["depends_on"] = {"database": {"condition": "service_healthy"}}
    network = ours["networks"]["default"]
    network["name"], network["labels"] = f"{ours['name']}-network", {key: value}
    network["driver_opts"].pop("com.docker.network.bridge.name")  # the sandbox has it
    path = bench.home / "compose.json"
    path.write_text(json.dumps(ours))
    return path


def start_composed(bench: Bench, path: Path) -> float:
    """Seconds of `docker compose up --wait`."""
    return bench.docker("compose", "--progress", "quiet", "-f", str(path), "up", "--wait").seconds


def stop_composed(bench: Bench, path: Path) -> None:
    bench.docker("compose", "--progress", "quiet", "-f", str(path), "down", "-t", "0", "-v")
