"""What a container and a network are really like, whatever they were asked to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sandbox import errors
from sandbox.adapters.docker.connection import Connection, spoken
from sandbox.model.proof.examined import Examined, ExaminedNetwork

BRIDGE = "com.docker.network.bridge"
ADDRESSLESS = {f"{BRIDGE}.inhibit_ipv4": "true", f"{BRIDGE}.gateway_mode_ipv4": "isolated"}
NAMESPACES = ("PidMode", "IpcMode", "UTSMode", "UsernsMode", "NetworkMode")


class ExamineCalls(Connection):
    """The engine's calls about what there is, for comparing it with what there should be."""

    def examine(self, name: str) -> Examined | None:
        try:
            with spoken():
                one = self.api.inspect_container(name)
                image = self.api.inspect_image(one["Image"])
        except (errors.NotFound, errors.ImageUnavailable):
            return None
        return examined(one, image)

    def examine_network(self, name: str) -> ExaminedNetwork | None:
        try:
            with spoken():
                return examined_network(self.api.inspect_network(name))
        except errors.NotFound:
            return None


def examined(one: Mapping[str, Any], image: Mapping[str, Any]) -> Examined:
    """From Docker's documents about the container and its image."""
    host, settings = one["HostConfig"], one["NetworkSettings"]
    mounts = one.get("Mounts") or []
    return Examined(
        id=one["Id"],
        running=bool(one["State"]["Running"]) and not one["State"].get("Paused"),
        environment=_names((one["Config"] or {}).get("Env")),
        of_image=_names((image.get("Config") or {}).get("Env")),
        privileged=bool(host.get("Privileged")),
        capabilities=tuple(host.get("CapAdd") or ()),
        keeps_default_capabilities="ALL" not in (host.get("CapDrop") or ()),
        options=tuple(host.get("SecurityOpt") or ()),
        binds=tuple((m["Source"], m["Destination"]) for m in mounts if m["Type"] == "bind"),
        devices=tuple(one["PathOnHost"] for one in host.get("Devices") or ())
        + tuple(str(one.get("Driver") or "gpu") for one in host.get("DeviceRequests") or ()),
        shared=tuple(_shared(host)),
        published=tuple(_published(settings.get("Ports") or {}, host.get("PortBindings") or {})),
        networks={
            name: joined.get("IPAddress") or ""
            for name, joined in (settings.get("Networks") or {}).items()
        },
        resolvers=tuple(host.get("Dns") or ()),
        known_hosts=tuple(host.get("ExtraHosts") or ()),
    )


def _names(pairs: Iterable[str] | None) -> frozenset[str]:
    return frozenset(pair.split("=", 1)[0] for pair in pairs or ())


def _shared(host: Mapping[str, Any]) -> Iterator[str]:
    for key in NAMESPACES:
        mode = str(host.get(key) or "")
        if mode == "host" or mode.startswith("container:"):
            yield f"{key} {mode}"


def _published(active: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    """Also those that wait for a network that would make them work."""
    found = set()
    for ports in (active, wanted):
        for bindings in ports.values():
            for one in bindings or ():
                found.add(f"{one.get('HostIp') or '0.0.0.0'}:{one.get('HostPort') or '?'}")
    yield from sorted(found)


def examined_network(one: Mapping[str, Any]) -> ExaminedNetwork:
    """From Docker's document about the network."""
    pools = (one.get("IPAM") or {}).get("Config") or [{}]
    options = one.get("Options") or {}
    return ExaminedNetwork(
        internal=bool(one.get("Internal")),
        ipv6=bool(one.get("EnableIPv6")),
        addressless=any(options.get(key) == value for key, value in ADDRESSLESS.items()),
        subnet=pools[0].get("Subnet", ""),
        gateway=pools[0].get("Gateway", ""),
        members={
            member["Name"]: (member.get("IPv4Address") or "").partition("/")[0]
            for member in (one.get("Containers") or {}).values()
        },
    )
