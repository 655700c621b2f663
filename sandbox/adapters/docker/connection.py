"""The connection to the engine, and its errors in our words."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound, NotFound
from docker.utils.proxy import ProxyConfig
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ReadTimeout

from sandbox import errors
from sandbox.model.facts import EngineFacts

# Long enough for a migration that says nothing for a while; a dead engine is found by `facts`.
PATIENCE = 3600
LIMITS = {
    "memory": "MemoryLimit",
    "swap": "SwapLimit",
    "processors": "CpuCfsQuota",
    "processes": "PidsLimit",
}
USER_NAMESPACES = {"userns", "rootless"}
HINT = "start Docker (or run `make engine` in the sandbox folder), then try again"


class _Client(docker.APIClient):  # type: ignore[misc]
    """Asks which version of the API there is in the cheapest way: for Docker's long answer about
    its version, as for `info`, the engine starts programs."""

    def _retrieve_server_version(self) -> str:
        answer = self.get(self._url("/_ping", versioned_api=False), timeout=self.timeout)
        found = answer.headers.get("Api-Version") if answer.ok else None
        return str(found or super()._retrieve_server_version())


class Connection:
    """One client of the engine at DOCKER_HOST, the current context, or the local socket."""

    def __init__(self) -> None:
        self._host = os.environ.get("DOCKER_HOST") or _context_host()

    @cached_property
    def api(self) -> docker.APIClient:
        """Raises EngineDown."""
        try:
            api = _Client(base_url=self._host, version="auto", timeout=10)
        except (DockerException, NoConnection, ReadTimeout) as error:
            raise errors.EngineDown("Docker is not running", HINT, detail=str(error)) from error
        api.timeout = PATIENCE
        # The person's own settings of Docker name a company's proxy, often with a password: the
        # SDK would give it to every container.
        api._proxy_configs = ProxyConfig()
        return api

    def facts(self) -> EngineFacts:
        return self._facts

    @cached_property
    def _facts(self) -> EngineFacts:
        with spoken():
            info = self.api.info()
        major, minor, *_ = [*str(info["ServerVersion"]).split("."), "0"]
        local = (self._host or "unix:").startswith("unix:")
        return EngineFacts(
            version=(int(major), int("".join(filter(str.isdigit, minor)) or 0)),
            api=str(self.api.api_version),
            cpus=int(info.get("NCPU") or 1),
            memory=int(info.get("MemTotal") or 0),
            root=str(info.get("DockerRootDir", "")) if local else "",
            runtimes=_runtimes(info),
            lacks=frozenset(word for word, key in LIMITS.items() if not info.get(key, True)),
            here=local,
            user_namespaces=bool(USER_NAMESPACES & set(_security(info))),
        )

    def plugins(self) -> dict[str, bool]:
        return {name: has_plugin(name) for name in ("buildx", "compose")}

    @property
    def major(self) -> int:
        """The engine's major version."""
        return self._facts.version[0]


def _runtimes(info: dict[str, Any]) -> tuple[str, ...]:
    """The usual one first."""
    usual = str(info.get("DefaultRuntime") or "runc")
    return usual, *sorted(set(info.get("Runtimes") or {}) - {usual})


def _security(info: dict[str, Any]) -> list[str]:
    """ "name=seccomp,profile=default" and the like, by their names."""
    options = [str(one) for one in info.get("SecurityOptions") or []]
    return [one.split(",")[0].removeprefix("name=") for one in options]


def _context_host() -> str | None:
    from docker.context import ContextAPI

    context = ContextAPI.get_current_context()
    host = context.Host if context else None
    return host if host and not host.startswith("npipe") else None


def has_plugin(name: str) -> bool:
    if not shutil.which("docker"):
        return False
    run = subprocess.run(["docker", name, "version"], cwd="/", capture_output=True, check=False)
    return run.returncode == 0


@contextmanager
def spoken() -> Iterator[None]:
    """The SDK's failures as ours, told apart by type and status."""
    try:
        yield
    except ImageNotFound as error:
        raise errors.ImageUnavailable(
            "an image that the sandbox needs is not on this machine", detail=str(error)
        ) from error
    except NotFound as error:
        raise errors.NotFound(
            "something the sandbox is made of is gone", "run `sandbox up`", detail=str(error)
        ) from error
    except APIError as error:
        if error.status_code == 409:
            raise errors.Busy(
                "Docker is busy with the same thing", "try again", detail=str(error)
            ) from error
        raise errors.WorkFailed(
            f"Docker refused: {error.explanation or error}", detail=str(error)
        ) from error
    except (NoConnection, ReadTimeout) as error:
        raise errors.EngineDown("Docker stopped answering", HINT, detail=str(error)) from error
