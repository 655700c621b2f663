"""The one gateway of an engine: the only container with a leg outside."""

from __future__ import annotations

import contextlib

from sandbox import errors
from sandbox.adapters.docker.connection import spoken
from sandbox.adapters.docker.containers import ContainerCalls
from sandbox.adapters.docker.hostwall import HostWallCalls

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
                    port_bindings={INNER_PORT: ("127.0.0.1", port)},
                    network_mode=OUTER,
                    cap_drop=["ALL"],
                    security_opt=["no-new-privileges:true"],
                    init=True,
                    read_only=True,
                    tmpfs={"/tmp": "size=16m,mode=1777"},
                    sysctls={
                        "net.ipv4.ip_forward": "0",
                        # On an inner leg it says nothing of its outer address.
                        "net.ipv4.conf.all.arp_ignore": "2",
                        "net.ipv4.conf.all.rp_filter": "1",
                    },
                    mem_limit=256 << 20,
                    memswap_limit=256 << 20,
                    pids_limit=256,
                    # Not "unless-stopped": the signal to read its routes counts as stopped by hand.
                    restart_policy={"Name": "always"},
                    dns=["127.0.0.1"],
                    dns_opt=["timeout:1", "attempts:1"],
                ),
                networking_config=self.api.create_networking_config({OUTER: endpoint}),
            )
