"""The networks of the engine in memory."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Network

from sandbox import errors
from sandbox.model.facts import NetworkFacts
from sandbox.model.observed import ObservedNetwork
from sandbox.model.walls.guard import BRIDGE_PREFIX
from sandbox.model.walls.subnets import free_subnet


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeNetwork(ObservedNetwork):
    """members: names of containers."""

    members: tuple[str, ...] = ()


class FakeNetworks:
    """The part of `FakeEngine` that is about networks."""

    def __init__(self) -> None:
        self.nets: dict[str, FakeNetwork] = {}
        self.volumes: dict[str, dict[str, str]] = {}
        self._lock = threading.RLock()
        self._ids = itertools.count(1)

    def _id(self) -> str:
        return f"{next(self._ids):064x}"

    def _running(self) -> set[str]:
        """Names of containers."""
        raise NotImplementedError

    def _box(self, name: str) -> object:
        """Raises NotFound where there is no such container."""
        raise NotImplementedError

    def networks(self, labels: Mapping[str, str]) -> list[ObservedNetwork]:
        with self._lock:
            running = self._running()
            return [
                replace(one, members=tuple(sorted(m for m in one.members if m in running)))
                for one in self.nets.values()
                if bears(one.labels, labels)
            ]

    def create_isolated(self, name: str, labels: Mapping[str, str]) -> None:
        with self._lock:
            if name in self.nets:
                return
            subnet = free_subnet(one.subnet for one in self.nets.values())
            if subnet is None:
                raise errors.WorkFailed("no free network is left for another sandbox")
            self.nets[name] = FakeNetwork(
                id=self._id(), name=name, labels=dict(labels), subnet=subnet
            )

    def create_outer(self, name: str, labels: Mapping[str, str]) -> str:
        self.create_isolated(name, labels)
        return str(IPv4Network(self.nets[name].subnet).network_address + 2)

    def create_way_out(self, name: str, labels: Mapping[str, str]) -> None:
        self.create_isolated(name, labels)

    def network(self, name: str) -> NetworkFacts | None:
        with self._lock:
            one = self.nets.get(name)
            if one is None:
                return None
            return NetworkFacts(
                driver="bridge",
                internal=True,
                ipv6=False,
                name_of_bridge=f"{BRIDGE_PREFIX}{one.id[-8:]}",
                host_addresses=(),
                members=frozenset(one.members) & self._running(),
            )

    def shut_out_host(self, network: str) -> bool | None:
        return True

    def let_host_in(self) -> bool:
        return True

    def let_host_in_by(self, image: str) -> None:
        pass

    def shut_out_host_by(self, image: str) -> None:
        pass

    def connect(self, network: str, container: str, aliases: tuple[str, ...]) -> None:
        self._box(container)
        self._join(network, container)

    def _join(self, network: str, container: str) -> None:
        with self._lock:
            if network not in self.nets:
                raise errors.NotFound("something the sandbox is made of is gone")
            one = self.nets[network]
            if container not in one.members:
                self.nets[network] = replace(one, members=(*one.members, container))

    def _leave(self, network: str, container: str) -> None:
        one = self.nets[network]
        members = tuple(member for member in one.members if member != container)
        self.nets[network] = replace(one, members=members)

    def disconnect(self, network: str, container: str) -> None:
        with self._lock:
            if network in self.nets:
                self._leave(network, container)

    def create_volume(self, name: str, labels: Mapping[str, str]) -> None:
        self.volumes[name] = dict(labels)

    def remove_volume(self, name: str) -> bool:
        return self.volumes.pop(name, None) is not None

    def remove_network(self, name: str) -> bool:
        with self._lock:
            return self.nets.pop(name, None) is not None


def bears(labels: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(key in labels and value in ("", labels[key]) for key, value in wanted.items())
