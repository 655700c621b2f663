"""What the engine itself says of a sandbox: what no probe from inside can see, or could be lied to
about by a program in the app's own image."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from sandbox.model.outside.egress import ROLE as EGRESS
from sandbox.model.proof.examined import Examined, ExaminedNetwork
from sandbox.model.proof.probes import ENGINE, Answer, Probe, Rule
from sandbox.model.stack import ContainerSpec
from sandbox.model.walls.mark import binds_of

FOUND_OUT = re.compile(r"[A-Z]+_ADDRESSES$")  # what names led to when the way out was opened
LOOPBACK = ("127.0.0.1:", "::1:", "[::1]:")
NO_NEW_RIGHTS = ("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true")
OUTER = "sandbox-outer"
GONE = Answer(word="error", detail="the engine knows nothing of it")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """One thing to look at. strange: what of a container is not as it should be."""

    tried: str
    expected: str
    strange: Callable[[Examined, ContainerSpec], tuple[str, ...]]
    door: Examined


_OPEN = Examined(id="", running=True, networks={})
_SPEC = ContainerSpec(name="", role="app", image="", network="sandbox-own")


def _rights(one: Examined, spec: ContainerSpec) -> tuple[str, ...]:
    found = [*one.capabilities, *one.devices, *one.shared]
    found += ["privileged"] if one.privileged else []
    found += ["the usual rights"] if one.keeps_default_capabilities else []
    found += [] if set(one.options) & set(NO_NEW_RIGHTS) else ["may gain rights"]
    found += [option for option in one.options if "unconfined" in option]
    return tuple(found)


def _folders(one: Examined, spec: ContainerSpec) -> tuple[str, ...]:
    wanted = {(bind.source, bind.target) for bind in binds_of(spec)}
    return tuple(
        f"{source} at {target}" for source, target in one.binds if (source, target) not in wanted
    )


def _networks(one: Examined, spec: ContainerSpec) -> tuple[str, ...]:
    return tuple(name for name in one.networks if name not in (spec.network, spec.outer))


def _variables(one: Examined, spec: ContainerSpec) -> tuple[str, ...]:
    listed = one.of_image | {name for name, _ in spec.env}
    return tuple(sorted(name for name in one.environment - listed if not FOUND_OUT.match(name)))


def _names(one: Examined, spec: ContainerSpec) -> tuple[str, ...]:
    asks_somebody = spec.role == EGRESS  # the way out judges names, so it has to know them
    as_wanted = asks_somebody or one.resolvers == (spec.resolver,)
    resolvers = () if as_wanted else one.resolvers or ("the machine's own",)
    return (*resolvers, *one.known_hosts)


FACTS = (
    _Fact(
        tried="have rights or devices of the machine",
        expected="none",
        strange=_rights,
        door=replace(_OPEN, privileged=True, options=NO_NEW_RIGHTS),
    ),
    _Fact(
        tried="see a folder of this machine",
        expected="the sandbox's own copy of the code only",
        strange=_folders,
        door=replace(_OPEN, binds=(("/var/run/docker.sock", "/var/run/docker.sock"),)),
    ),
    _Fact(
        tried="be in another network",
        expected="in its own only",
        strange=_networks,
        door=replace(_OPEN, networks={"sandbox-own": "", "bridge": ""}),
    ),
    _Fact(
        tried="have a variable that nobody listed",
        expected="none but those listed",
        strange=_variables,
        door=replace(_OPEN, environment=frozenset({"SECRET"})),
    ),
    _Fact(
        tried="have a port on this machine",
        expected="none",
        strange=lambda one, spec: one.published,
        door=replace(_OPEN, published=("127.0.0.1:5432",)),
    ),
    _Fact(
        tried="have a name server of the outside",
        expected="none",
        strange=_names,
        door=replace(_OPEN, resolvers=("8.8.8.8",)),
    ),
)


def _found(expected: str, door: tuple[str, ...]) -> Rule:
    """Right where nothing was found. What was found is separated by line feeds."""
    return Rule(
        expected=expected,
        met=lambda one: one.word == "value" and not one.detail,
        door=Answer(word="value", detail="\n".join(door)),
        tells=lambda one: f"FOUND {', '.join(one.detail.split(chr(10)))}" if one.detail else "none",
    )


def _value(found: tuple[str, ...]) -> Answer:
    return Answer(word="value", detail="\n".join(found))


def container_probes(spec: ContainerSpec, found: Examined | None) -> Iterator[Probe]:
    """Of one container of the sandbox."""
    for fact in FACTS:
        yield Probe(
            group="What Docker says",
            tried=fact.tried,
            target=spec.role,
            origin=ENGINE,
            question=(ENGINE, spec.role, fact.tried),
            rule=_found(fact.expected, fact.strange(fact.door, _SPEC)),
            known=_value(fact.strange(found, spec)) if found and found.running else GONE,
        )


def network_probes(
    name: str, found: ExaminedNetwork | None, members: tuple[str, ...]
) -> Iterator[Probe]:
    """Of the sandbox's network. members: the containers that may be in it."""
    for tried, expected, strange in (
        ("have a way out of the sandbox's network", "closed, without IPv6", _ways_out),
        ("have the machine in the sandbox's network", "no address of the machine's", _machine),
        ("have a stranger in the sandbox's network", "none", lambda one: _strangers(one, members)),
    ):
        yield Probe(
            group="What Docker says",
            tried=tried,
            target=name,
            origin=ENGINE,
            question=(ENGINE, name, tried),
            rule=_found(expected, strange(_OPEN_NETWORK)),
            known=_value(strange(found)) if found else GONE,
        )


_OPEN_NETWORK = ExaminedNetwork(
    internal=False,
    ipv6=True,
    addressless=False,
    subnet="172.17.0.0/16",
    gateway="172.17.0.1",
    members={"stranger": "172.17.0.9"},
)


def _ways_out(one: ExaminedNetwork) -> tuple[str, ...]:
    return (*(() if one.internal else ("a way out",)), *(("IPv6",) if one.ipv6 else ()))


def _machine(one: ExaminedNetwork) -> tuple[str, ...]:
    return () if one.addressless else (one.gateway or "an address",)


def _strangers(one: ExaminedNetwork, members: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(one.members) - set(members)))


def _open_to_all(one: Examined) -> tuple[str, ...]:
    return tuple(place for place in one.published if not place.startswith(LOOPBACK))


def _other_networks(own: tuple[str, ...], one: Examined) -> tuple[str, ...]:
    return tuple(sorted(set(one.networks) - {OUTER, *own}))


def _gateways_rights(one: Examined) -> tuple[str, ...]:
    return (*one.capabilities, *one.shared, *(("all",) if one.privileged else ()))


def gateway_probes(found: Examined | None, own: tuple[str, ...]) -> Iterator[Probe]:
    """Of the one container with a leg outside. own: the networks that it may be in."""
    for tried, expected, strange, door in (
        (
            "be opened from another machine",
            "from this machine's own browser only",
            _open_to_all,
            replace(_OPEN, published=("0.0.0.0:8700",)),
        ),
        (
            "lead into another network",
            "sandboxes' networks only",
            partial(_other_networks, own),
            replace(_OPEN, networks={"bridge": ""}),
        ),
        (
            "have rights of the machine",
            "none",
            _gateways_rights,
            replace(_OPEN, privileged=True),
        ),
    ):
        yield Probe(
            group="What Docker says",
            tried=tried,
            target="gateway",
            origin=ENGINE,
            question=(ENGINE, "gateway", tried),
            rule=_found(expected, strange(door)),
            known=_value(strange(found)) if found and found.running else GONE,
        )
