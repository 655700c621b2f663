"""A stack as a Compose model: what `docker compose` would need to make the same."""

from __future__ import annotations

from typing import Any

from sandbox.model.stack import NOBODY, ContainerSpec, Stack
from sandbox.model.walls.confinement import LOG_DRIVER, LOG_OPTIONS, ulimits
from sandbox.model.walls.guard import bridge_of

MIB = 1 << 20


def compose_model(stack: Stack) -> dict[str, Any]:
    """A mapping in Compose's own terms; `docker compose config` accepts it."""
    return {
        "name": str(stack.name),
        "services": {one.role: _service(one, stack) for one in stack.containers},
        "networks": _networks(stack),
    }


def _networks(stack: Stack) -> dict[str, Any]:
    networks: dict[str, Any] = {
        "default": {
            "name": stack.name.network,
            "internal": True,
            "driver": "bridge",
            "driver_opts": {
                "com.docker.network.bridge.inhibit_ipv4": "true",
                "com.docker.network.bridge.name": bridge_of(stack.name.network),
            },
            "labels": dict(sorted(stack.name.labels("network").items())),
        }
    }
    if stack.egress:
        networks["outside"] = {
            "name": stack.egress.outer,
            "driver": "bridge",
            "driver_opts": {"com.docker.network.bridge.enable_icc": "false"},
            "labels": dict(sorted(stack.name.labels("outside").items())),
        }
    return networks


def _service(one: ContainerSpec, stack: Stack) -> dict[str, Any]:
    service: dict[str, Any] = {
        "image": one.image,
        "container_name": one.name,
        "command": [word.replace("$", "$$") for word in one.command],
        "environment": {name: value.replace("$", "$$") for name, value in one.env},
        "volumes": [
            {
                "type": "bind",
                "source": bind.source,
                "target": bind.target,
                "read_only": bind.read_only,
            }
            for bind in one.binds
        ],
        "user": one.user,
        "working_dir": one.workdir,
        "networks": {
            "default": {"aliases": list(one.aliases)},
            **({"outside": {}} if one.outer else {}),
        },
        "tmpfs": [f"{path}:{options}" for path, options in one.tmpfs],
        "init": True,
        "read_only": one.read_only_root,
        "cap_drop": ["ALL"],
        "cap_add": list(one.capabilities),
        "security_opt": ["no-new-privileges:true"],
        "mem_limit": one.memory_mb * MIB,
        "memswap_limit": one.memory_mb * MIB,
        "cpus": one.cpus,
        "pids_limit": one.processes,
        "shm_size": one.shm_mb * MIB,
        "runtime": one.runtime,
        "ulimits": {name: {"soft": soft, "hard": hard} for name, soft, hard in ulimits(one)},
        "dns": [one.resolver] if one.resolver else [],
        "dns_opt": ["timeout:1", "attempts:1"] if one.resolver == NOBODY else [],
        "sysctls": {} if one.forwards else {"net.ipv4.ip_forward": "0"},
        "restart": "unless-stopped",
        "healthcheck": {"disable": True},
        "logging": {"driver": LOG_DRIVER, "options": dict(LOG_OPTIONS)},
        "labels": {k: v for k, v in one.labels if not k.startswith("com.docker.compose.")},
    }
    if one.role == "app":
        service["depends_on"] = {"database": {"condition": "service_started"}}
    return {key: value for key, value in service.items() if value not in ("", [], {}, None)}
