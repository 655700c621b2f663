"""The one gateway of an engine: the only container with a leg outside."""

from __future__ import annotations

import contextlib

from docker.types import LogConfig

from sandbox import errors
from sandbox.adapters.docker.connection import spoken
from sandbox.adapters.docker.containers import ContainerCalls
from sandbox.adapters.docker.hostwall import HostWallCalls
from sandbox.model.walls import gateway
from sandbox.model.walls.confinement import LOG_DRIVER, LOG_OPTIONS

NAME = "sandbox-gateway"
OUTER = "sandbox-outer"
INNER_PORT = 8080
LABELS = {
    "sandbox.role": "gateway",
    "com.docker.compose.project": "sandbox-gateway",
    "com.docker.compose.service": "gateway",
}


class GatewayCalls(ContainerCalls, HostWallCalls):
    """Making the gateway; what it lets in is written by the verbs."""

    def start_gateway(self, image: str, port: int, version: str) -> None:
        address = self.create_outer(OUTER, {**LABELS, "sandbox.role": "outer"})
        with contextlib.suppress(errors.Busy):  # another `up` was first
            self._create_gateway(image, address, port, version)
        try:
            with spoken():
                self.api.start(NAME)
        except errors.WorkFailed as error:
            self.remove(NAME)
            raise errors.PortTaken(
                f"the port {port} is in use by another program", detail=error.detail
            ) from error

    def _create_gateway(self, image: str, address: str, port: int, version: str) -> None:
        endpoint = self.api.create_endpoint_config(ipv4_address=address)
        with spoken():
            self.api.create_container(
                image=image,
                name=NAME,
                environment={"OUTER_ADDRESS": address},
                labels={**LABELS, "sandbox.port": str(port), "sandbox.spec": version},
                ports=[INNER_PORT],
                host_config=self.api.create_host_config(
                    port_bindings={INNER_PORT: (gateway.LOOPBACK, port)},
                    network_mode=OUTER,
                    cap_drop=["ALL"],
                    security_opt=["no-new-privileges:true"],
                    init=True,
                    read_only=True,
                    tmpfs=dict(gateway.TMPFS),
                    sysctls=gateway.SETTINGS,
                    mem_limit=gateway.MEMORY,
                    memswap_limit=gateway.MEMORY,
                    pids_limit=gateway.PROCESSES,
                    log_config=LogConfig(type=LOG_DRIVER, config=dict(LOG_OPTIONS)),
                    # Not "unless-stopped": the signal to read its routes counts as stopped by hand.
                    restart_policy={"Name": "always"},
                    dns=[gateway.LOOPBACK],
                    dns_opt=["timeout:1", "attempts:1"],
                ),
                networking_config=self.api.create_networking_config({OUTER: endpoint}),
            )
