"""The same containers by `docker compose up --wait`."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from benchmarks.bench import HEALTH, Bench
from benchmarks.byhand import COPY, run_words
from sandbox.model.stack import LIVE

# What a maintainer would write: asked every second, as often as Compose's users ask.
DATABASE_CHECK = {"test": ["CMD", "pg_isready", "-q", "-d", LIVE], "interval": "1s"}


def app_check(port: str) -> dict[str, Any]:
    code = f"import urllib.request as r; r.urlopen('http://127.0.0.1:{port}{HEALTH}', timeout=2)"
    return {"test": ["CMD", "python", "-c", code], "interval": "1s", "retries": 60}


def ready_image(bench: Bench, model: dict[str, Any]) -> str:
    """The golden image with the live data in it already: Compose has no step that makes a copy."""
    tag, server = f"sandbox-bench:{bench.id}", f"{bench.user}-ready"
    words = run_words(model["services"]["database"], name=server, network="none", label=bench.label)
    aliases = [place for place, word in enumerate(words) if word == "--network-alias"]
    for place in reversed(aliases):
        del words[place : place + 2]
    bench.docker(*words[1:])
    bench.await_server(server)
    bench.psql(server, f"{COPY};\nCHECKPOINT;")
    bench.docker("stop", server)
    bench.note_image(tag)
    bench.docker("commit", server, tag)
    bench.docker("rm", "-v", server)
    return tag


def write_file(bench: Bench, model: dict[str, Any], image: str) -> Path:
    """The file that `sandbox render` prints, with health checks and names of its own."""
    ours = copy.deepcopy(model)
    ours["name"] = f"{bench.user}-composed"
    key, _, value = bench.label.partition("=")
    for service in ours["services"].values():
        del service["container_name"]
        port = service["labels"].get("sandbox.port", "")
        service["healthcheck"] = app_check(port) if port else DATABASE_CHECK
        service["labels"] = {key: value}
    ours["services"]["database"]["image"] = image
    ours["services"]["app"]["depends_on"] = {"database": {"condition": "service_healthy"}}
    network = ours["networks"]["default"]
    network["name"], network["labels"] = f"{ours['name']}-network", {key: value}
    path = bench.home / "compose.json"
    path.write_text(json.dumps(ours))
    return path


def start_composed(bench: Bench, path: Path) -> float:
    """Seconds of `docker compose up --wait`."""
    return bench.docker("compose", "--progress", "quiet", "-f", str(path), "up", "--wait").seconds


def stop_composed(bench: Bench, path: Path) -> None:
    bench.docker("compose", "--progress", "quiet", "-f", str(path), "down", "-t", "0", "-v")
