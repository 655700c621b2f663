"""Networks: small, without a way out, without a route to the host."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

from docker.errors import APIError
from docker.types import IPAMConfig, IPAMPool

from sandbox import errors
from sandbox.adapters.docker.connection import Connection, spoken
from sandbox.adapters.docker.interfaces import interface_addresses
from sandbox.model.facts import NetworkFacts
from sandbox.model.observed import ObservedNetwork
from sandbox.model.walls.guard import bridge_of, in_words, open_walls
from sandbox.model.walls.subnets import free_subnet

ATTEMPTS = 12
NAME_OF_BRIDGE = "com.docker.network.bridge.name"
ISOLATED_SINCE = 28  # older engines accept gateway_mode_ipv4 and ignore it


class NetworkCalls(Connection):
    """The engine's calls about networks."""

    def networks(self, labels: Mapping[str, str]) -> list[ObservedNetwork]:
        wanted = [f"{key}={value}" if value else key for key, value in labels.items()]
        with spoken():
            found = self.api.networks(filters={"label": wanted})
        return [_observed(one) for one in found]

    def create_isolated(self, name: str, labels: Mapping[str, str]) -> None:
        """Internal, and the host's side of the bridge gets no address: no host service answers."""
        options = {"com.docker.network.bridge.inhibit_ipv4": "true"}
        if self.major >= ISOLATED_SINCE:
            options = {"com.docker.network.bridge.gateway_mode_ipv4": "isolated"}
        options |= {NAME_OF_BRIDGE: bridge_of(name)}
        self._create(name, labels, internal=True, options=options)
        found = self.network(name)
        walls = open_walls(found, found.members) if found else ()
        if walls:
            self.remove_network(name)
            raise errors.Refused(
                f"Docker did not make the sandbox's network closed: {in_words(walls)}",
                "run `sandbox doctor`, and show this to whoever looks after the machine",
            )

    def network(self, name: str) -> NetworkFacts | None:
        try:
            found = self._inspect(name)
        except errors.NotFound:
            return None
        bridge = (found.get("Options") or {}).get(NAME_OF_BRIDGE) or f"br-{found['Id'][:12]}"
        members = (found.get("Containers") or {}).values()
        return NetworkFacts(
            driver=found.get("Driver", ""),
            internal=bool(found.get("Internal")),
            ipv6=bool(found.get("EnableIPv6")),
            name_of_bridge=bridge,
            host_addresses=interface_addresses(bridge),
            members=frozenset(one["Name"] for one in members),
        )

    def create_outer(self, name: str, labels: Mapping[str, str]) -> str:
        """Not masqueraded: published on the host, but with no way to the internet."""
        options = {
            "com.docker.network.bridge.enable_ip_masquerade": "false",
            "com.docker.network.bridge.enable_icc": "false",
            "com.docker.network.bridge.host_binding_ipv4": "127.0.0.1",
        }
        self._create(name, labels, internal=False, options=options)
        subnet = IPv4Network(self._inspect(name)["IPAM"]["Config"][0]["Subnet"])
        return str(subnet.network_address + 2)

    def create_way_out(self, name: str, labels: Mapping[str, str]) -> None:
        """A small network with a way out, for one container."""
        self._create(
            name,
            labels,
            internal=False,
            options={"com.docker.network.bridge.enable_icc": "false"},
        )

    def _create(
        self, name: str, labels: Mapping[str, str], *, internal: bool, options: dict[str, str]
    ) -> None:
        for attempt in range(ATTEMPTS):
            if self._ids(name):
                return
            subnet = free_subnet(self._taken(), start=(os.getpid() * 7 + attempt * 31) % 4096)
            if subnet is None:
                break
            try:
                self._create_one(name, labels, subnet, internal=internal, options=options)
            except APIError as error:
                if error.status_code not in (400, 403, 409, 500):
                    raise
                continue  # another process took the subnet or the name first
            self._keep_oldest(name)
            return
        raise errors.WorkFailed(
            "no free network is left for another sandbox",
            "run `sandbox prune`, or `sandbox down` for one that is not needed",
        )

    def _create_one(
        self,
        name: str,
        labels: Mapping[str, str],
        subnet: str,
        *,
        internal: bool,
        options: dict[str, str],
    ) -> None:
        self.api.create_network(
            name,
            driver="bridge",
            options=options,
            ipam=IPAMConfig(pool_configs=[IPAMPool(subnet=subnet)]),
            internal=internal,
            enable_ipv6=False,
            labels=dict(labels),
        )

    def _keep_oldest(self, name: str) -> None:
        """Docker lets two networks have one name: all but the first go."""
        _, *later = self._ids(name)
        for network in later:
            with spoken():
                self.api.remove_network(network)

    def _ids(self, name: str) -> list[str]:
        """Those of exactly this name, oldest first."""
        with spoken():
            found = self.api.networks(filters={"name": [name]})
        exact = [one for one in found if one["Name"] == name]
        return [one["Id"] for one in sorted(exact, key=lambda one: str(one["Created"]))]

    def _id(self, name: str) -> str:
        found = self._ids(name)
        if not found:
            raise errors.NotFound(f"the network {name} is gone", "run `sandbox up`")
        return found[0]

    def _inspect(self, name: str) -> dict[str, Any]:
        with spoken():
            return dict(self.api.inspect_network(self._id(name)))

    def _taken(self) -> list[str]:
        with spoken():
            found = self.api.networks()
        configured = (one.get("IPAM", {}).get("Config") or [] for one in found)
        subnets = [pool["Subnet"] for pools in configured for pool in pools if pool.get("Subnet")]
        return subnets + host_routes()

    def connect(self, network: str, container: str, aliases: tuple[str, ...]) -> None:
        with spoken():
            members = self._inspect(network).get("Containers") or {}
            if container in {one["Name"] for one in members.values()}:
                return
            try:
                self.api.connect_container_to_network(
                    container, self._id(network), aliases=list(aliases)
                )
            except APIError as error:
                if error.status_code != 403:  # it is a member already, but does not run
                    raise

    def disconnect(self, network: str, container: str) -> None:
        try:
            with spoken():
                self.api.disconnect_container_from_network(container, network, force=True)
        except (errors.NotFound, errors.WorkFailed):
            return

    def create_volume(self, name: str, labels: Mapping[str, str]) -> None:
        with spoken():
            self.api.create_volume(name, labels=dict(labels))

    def remove_volume(self, name: str) -> bool:
        try:
            with spoken():
                self.api.remove_volume(name, force=True)
        except errors.NotFound:
            return False
        return True

    def remove_network(self, name: str) -> bool:
        removed = False
        for network in self._ids(name):
            try:
                with spoken():
                    members = self.api.inspect_network(network).get("Containers") or {}
                for member in members:
                    self.disconnect(network, member)
                with spoken():
                    self.api.remove_network(network)
                removed = True
            except errors.NotFound:
                continue
        return removed


def host_routes(table: Path = Path("/proc/net/route")) -> list[str]:
    """The IPv4 networks (CIDR) that this machine has routes to, the default route left out."""
    try:
        rows = [line.split() for line in table.read_text().splitlines()[1:]]
    except OSError:
        return []
    return [
        f"{_address(row[1])}/{bin(int(row[7], 16)).count('1')}" for row in rows if int(row[7], 16)
    ]


def _address(little_endian: str) -> IPv4Address:
    return IPv4Address(struct.pack("<L", int(little_endian, 16)))


def _observed(one: dict[str, Any]) -> ObservedNetwork:
    pools = (one.get("IPAM") or {}).get("Config") or [{}]
    return ObservedNetwork(
        id=one["Id"],
        name=one["Name"],
        labels=one.get("Labels") or {},
        subnet=pools[0].get("Subnet", ""),
    )
