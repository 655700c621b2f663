"""Containers: made with no right that they do not need, found by labels."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping, Sequence
from typing import Any

from docker.errors import APIError
from docker.types import LogConfig, Mount, Ulimit
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ReadTimeout

from sandbox import errors
from sandbox.adapters.docker.connection import spoken
from sandbox.adapters.docker.contents import ContentCalls
from sandbox.adapters.docker.inspection import confinement
from sandbox.model.facts import ContainerState
from sandbox.model.observed import ObservedContainer
from sandbox.model.routes import GATEWAY
from sandbox.model.stack import NOBODY, PREVIOUS, Bind, ContainerSpec
from sandbox.model.walls import mark, volumes
from sandbox.model.walls.confinement import (
    LOG_DRIVER,
    LOG_OPTIONS,
    NO_FORWARDING,
    Confinement,
    confinement_of,
    ulimits,
)
from sandbox.model.walls.guard import differences, in_words

MIB = 1 << 20
NANO = 1_000_000_000


class ContainerCalls(ContentCalls):
    """The engine's calls about containers."""

    def containers(self, labels: Mapping[str, str]) -> list[ObservedContainer]:
        wanted = [f"{key}={value}" if value else key for key, value in labels.items()]
        with spoken():
            found = self.api.containers(all=True, filters={"label": wanted})
        return [one for one in map(_observed, found) if _is_named_so(one)]

    def state(self, name: str) -> ContainerState | None:
        try:
            with spoken():
                one = self.api.inspect_container(name)
        except errors.NotFound:
            return None
        networks = one["NetworkSettings"]["Networks"] or {}
        return ContainerState(
            state=one["State"]["Status"],
            code=one["State"]["ExitCode"],
            restarts=one.get("RestartCount", 0),
            address={key: value.get("IPAddress", "") for key, value in networks.items()},
            limits=_limits(one["HostConfig"]),
        )

    def limit(self, spec: ContainerSpec) -> None:
        memory, cpus, processes = spec.limits
        changes = {
            "Memory": memory * MIB,
            "MemorySwap": memory * MIB,
            "NanoCpus": int(min(cpus, self._cpus) * NANO),
            "PidsLimit": processes,
        }
        with spoken():
            # The SDK's own call knows neither NanoCpus nor PidsLimit.
            url = self.api._url("/containers/{0}/update", spec.name)
            self.api._raise_for_status(self.api._post_json(url, data=changes))

    def create(self, spec: ContainerSpec) -> None:
        if spec.runtime and spec.runtime not in self.facts().runtimes:
            raise errors.ToolMissing(
                f"Docker does not have the runtime {spec.runtime} that sandbox.toml asks for",
                "let an administrator add it to Docker, or take `runtime` out of sandbox.toml",
            )
        self._make(spec)
        empty = self._empty_volumes(spec)
        if empty:
            self.remove(spec.name)
            self._make(spec, in_memory=empty)
        self._refuse_more(spec)

    def _empty_volumes(self, spec: ContainerSpec) -> list[tuple[str, str]]:
        """In memory, what the image would have on the host's disk. Nothing of it is hidden."""
        with spoken():
            asked = self.api.inspect_container(spec.name)["Config"].get("Volumes") or {}
        paths = volumes.uncovered(asked, spec)
        return [(path, volumes.OPTIONS) for path in paths if self.is_bare(spec.name, path)]

    def _make(self, spec: ContainerSpec, in_memory: Sequence[tuple[str, str]] = ()) -> None:
        with spoken():
            self.api.create_container(
                image=spec.image,
                name=spec.name,
                command=list(spec.command) or None,
                environment=dict(spec.env),
                user=spec.user or None,
                working_dir=spec.workdir or None,
                labels=_labels(spec),
                host_config=self._host_config(spec) | _tmpfs(spec, in_memory),
                networking_config=self._endpoints(spec),
                # We ask over the address itself; the image's own check would run in every
                # sandbox every few seconds.
                healthcheck={"test": ["NONE"]},
            )

    def _refuse_more(self, spec: ContainerSpec) -> None:
        """An engine may pass over what it was told. Raises Refused."""
        found = self.confinement(spec.name)
        if found is None:  # another command took it away again
            return
        wanted = confinement_of(spec, cpus=self._cpus)
        walls = tuple(one for one in differences(wanted, found) if one.wall)
        if walls:
            self.remove(spec.name)
            raise errors.Refused(
                f"Docker does not hold a container as it has to be held: {in_words(walls)}",
                "run `sandbox doctor`, and show this to whoever looks after the machine",
            )

    def confinement(self, name: str) -> Confinement | None:
        try:
            with spoken():
                one = self.api.inspect_container(name)
        except errors.NotFound:
            return None
        return confinement(one, inherited=self._environment_of(one["Image"]), facts=self.facts())

    def _environment_of(self, image: str) -> frozenset[str]:
        try:
            with spoken():
                found = self.api.inspect_image(image)
        except (errors.NotFound, errors.ImageUnavailable):  # it runs on without its image
            return frozenset()
        return frozenset((found.get("Config") or {}).get("Env") or ())

    def _host_config(self, spec: ContainerSpec) -> dict[str, Any]:
        return dict(
            self.api.create_host_config(
                binds=[
                    f"{bind.source}:{bind.target}:{'ro' if bind.read_only else 'rw'}"
                    for bind in spec.binds
                ],
                # Not among `binds`: the engine would make the folder where it is not there.
                mounts=[_mount(mark.MARK)] if mark.is_marked(spec) else None,
                network_mode=spec.network or "none",
                cap_drop=["ALL"],
                cap_add=list(spec.capabilities) or None,
                security_opt=["no-new-privileges:true"],
                init=True,
                read_only=spec.read_only_root,
                tmpfs=dict(spec.tmpfs) or None,
                mem_limit=spec.memory_mb * MIB,
                memswap_limit=spec.memory_mb * MIB,
                nano_cpus=int(min(spec.cpus, self._cpus) * NANO),
                pids_limit=spec.processes,
                shm_size=spec.shm_mb * MIB,
                runtime=spec.runtime or None,
                ulimits=[
                    Ulimit(name=name, soft=soft, hard=hard) for name, soft, hard in ulimits(spec)
                ],
                log_config=LogConfig(type=LOG_DRIVER, config=dict(LOG_OPTIONS)),
                restart_policy={"Name": "unless-stopped" if spec.restart else "no"},
                # A resolver that answers nothing: engines before 25 asked the host's own
                # (CVE-2024-29018). Names of the network's own containers still resolve.
                dns=[spec.resolver] if spec.resolver else None,
                dns_opt=["timeout:1", "attempts:1"] if spec.resolver == NOBODY else None,
                sysctls=None if spec.forwards else dict(NO_FORWARDING),
            )
        )

    @property
    def _cpus(self) -> int:
        return self.facts().cpus

    def _endpoints(self, spec: ContainerSpec) -> dict[str, Any] | None:
        if not spec.network:
            return None
        endpoint = self.api.create_endpoint_config(aliases=list(spec.aliases))
        return dict(self.api.create_networking_config({spec.network: endpoint}))

    def start(self, name: str) -> None:
        """Also where it was paused behind our back."""
        with spoken():
            try:
                self.api.start(name)
            except APIError:
                if self.api.inspect_container(name)["State"]["Status"] != "paused":
                    raise
                self.api.unpause(name)

    def stop(self, name: str, *, seconds: int) -> None:
        with spoken():
            self.api.stop(name, timeout=seconds)

    def kill(self, name: str, signal: str) -> None:
        try:
            with spoken():
                self.api.kill(name, signal)
        except (errors.Busy, errors.NotFound):  # it does not run
            return

    def pause(self, name: str) -> bool:
        try:
            with spoken():
                self.api.pause(name)
        except (errors.Busy, errors.NotFound, errors.WorkFailed):  # it ended; no engine can
            return False
        return True

    def unpause(self, name: str) -> None:
        with contextlib.suppress(errors.SandboxError), spoken():
            self.api.unpause(name)

    def rename(self, name: str, to: str) -> None:
        with spoken():
            self.api.rename(name, to)

    def remove(self, name: str) -> bool:
        try:
            with spoken():
                self.api.remove_container(name, force=True, v=True)
        except errors.NotFound:
            return False
        except errors.Busy:  # another removal is under way
            return self._await_removal(name)
        return True

    def _await_removal(self, name: str) -> bool:
        for _ in range(100):
            if self.state(name) is None:
                return True
            time.sleep(0.05)
        raise errors.Busy(f"Docker does not let go of {name}", "try again in a moment")

    def wait(self, name: str, *, seconds: float) -> int:
        try:
            with spoken():
                return int(self.api.wait(name, timeout=seconds)["StatusCode"])
        except errors.EngineDown as error:
            if isinstance(error.__cause__, ReadTimeout | NoConnection):
                raise TimeoutError from error
            raise


def _tmpfs(spec: ContainerSpec, more: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"Tmpfs": dict((*spec.tmpfs, *more))} if more else {}


def _mount(bind: Bind) -> Mount:
    return Mount(bind.target, bind.source, type="bind", read_only=bind.read_only)


def _limits(host: Mapping[str, Any]) -> tuple[int, float, int]:
    return (
        int(host.get("Memory") or 0) // MIB,
        int(host.get("NanoCpus") or 0) / NANO,
        int(host.get("PidsLimit") or 0),
    )


def _labels(spec: ContainerSpec) -> dict[str, str]:
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {**dict(spec.labels), "sandbox.spec": spec.spec_hash, "sandbox.created": created}


def _role(name: str, labels: Mapping[str, str]) -> str:
    """An app that was set aside keeps its labels; its name says so."""
    return PREVIOUS if name.endswith(f"-{PREVIOUS}") else labels.get("sandbox.role", "")


def _is_named_so(one: ObservedContainer) -> bool:
    """A container bears the labels of its image too, which anybody can write; its name they
    cannot choose.
    """
    owner = one.labels.get("sandbox.name", "")
    if one.labels.get("sandbox.role") == "gateway":
        return one.name == GATEWAY
    return not owner or one.name.startswith(f"{owner}-")


def _observed(one: dict[str, Any]) -> ObservedContainer:
    labels = one.get("Labels") or {}
    names = one.get("Names") or [one["Id"][:12]]
    networks = (one.get("NetworkSettings") or {}).get("Networks") or {}
    return ObservedContainer(
        id=one["Id"],
        name=names[0].lstrip("/"),
        role=_role(names[0].lstrip("/"), labels),
        state=one.get("State", ""),
        image=one.get("Image", ""),
        spec_hash=labels.get("sandbox.spec", ""),
        labels=labels,
        networks=tuple(sorted(networks)),
        created=float(one.get("Created") or 0),
    )
