"""The same containers by hand: what somebody who knows Docker would type in."""

from __future__ import annotations

import copy
import json
import shlex
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bench import HEALTH, Bench
from benchmarks.process import run
from benchmarks.visitor import await_app
from sandbox.model.stack import LIVE
from sandbox.model.walls.mark import MARK

Service = dict[str, Any]


def rendered(bench: Bench, name: str) -> dict[str, Any]:
    """The Compose model of a sandbox: its containers with all their settings."""
    model: dict[str, Any] = json.loads(bench.sandbox("render", name, "--json").output)
    return model


def with_own_code(bench: Bench, model: dict[str, Any], workspace: Path) -> dict[str, Any]:
    """The model with a copy of the code, which stays when the sandbox goes; without what ties the
    containers to the sandboxes' wall."""
    code = bench.home / "code-by-hand"
    shutil.copytree(workspace, code)
    ours = copy.deepcopy(model)
    for service in ours["services"].values():
        binds = [one for one in service.get("volumes", ()) if one["source"] != MARK.source]
        for bind in binds:
            bind["source"] = bind["source"].replace(str(workspace), str(code))
        service["volumes"] = binds
    return ours


def run_words(service: Service, *, name: str, network: str, label: str) -> list[str]:
    """The `docker run` that starts `service` as the sandbox does, image and command included."""
    words = ["docker", "run", "-d", "--name", name, "--network", network, "--label", label]
    words += list(_settings(service))
    words += ["--no-healthcheck", "--log-driver", service["logging"]["driver"]]
    for key, value in service["logging"]["options"].items():
        words += ["--log-opt", f"{key}={value}"]
    return [*words, service["image"], *(one.replace("$$", "$") for one in service["command"])]


def _settings(service: Service) -> Iterator[str]:
    single = {
        "user": "--user",
        "working_dir": "--workdir",
        "mem_limit": "--memory",
        "memswap_limit": "--memory-swap",
        "cpus": "--cpus",
        "pids_limit": "--pids-limit",
        "shm_size": "--shm-size",
        "restart": "--restart",
    }
    several = {
        "tmpfs": "--tmpfs",
        "cap_drop": "--cap-drop",
        "cap_add": "--cap-add",
        "security_opt": "--security-opt",
        "dns": "--dns",
        "dns_opt": "--dns-option",
    }
    for key, flag in single.items():
        if key in service:
            yield from (flag, str(service[key]))
    for key, flag in several.items():
        for value in service.get(key, ()):
            yield from (flag, str(value))
    if service.get("init"):
        yield "--init"
    for alias in service["networks"]["default"]["aliases"]:
        yield from ("--network-alias", alias)
    for key, value in service.get("environment", {}).items():
        yield from ("-e", f"{key}={value.replace('$$', '$')}")
    for bind in service.get("volumes", ()):
        yield from ("-v", f"{bind['source']}:{bind['target']}{':ro' if bind['read_only'] else ''}")


def script(model: dict[str, Any], *, name: str, port: int, label: str) -> str:
    """Network, database, wait, app: one shell script. Published on `port`.

    The data are in the database's image, for a person as for `sandbox`.
    """
    services, network = model["services"], f"{name}-network"
    server = f"{name}-database"
    database = run_words(services["database"], name=server, network=network, label=label)
    app = run_words(services["app"], name=f"{name}-app", network=network, label=label)
    app[3:3] = ["-p", f"127.0.0.1:{port}:{services['app']['labels']['sandbox.port']}"]
    psql = f"docker exec -u postgres {server} psql -X -q -At -d {LIVE} -c"
    return "\n".join(
        [
            "set -e",
            f"docker network create --label {label} {network} >/dev/null",
            f"{shlex.join(database)} >/dev/null",
            f"until {psql} 'SELECT 1' >/dev/null 2>&1; do sleep 0.05; done",
            f"{shlex.join(app)} >/dev/null",
        ]
    )


def start_by_hand(bench: Bench, model: dict[str, Any], name: str, port: int = 0) -> float:
    """Seconds until the app answers over its published port. port: 0 for any."""
    port = port or free_port()
    began = time.perf_counter()
    run("sh", "-c", script(model, name=name, port=port, label=bench.label))
    await_app(f"http://127.0.0.1:{port}", HEALTH)
    return time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
