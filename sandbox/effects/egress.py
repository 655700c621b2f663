"""The proxy: its image, made once; its container, between the closed network and the outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sandbox import errors
from sandbox.model.content import digest
from sandbox.model.lastwords import tail
from sandbox.model.outside.egress import PROXY_PORT, ROLE
from sandbox.model.stack import ContainerSpec, Stack
from sandbox.model.steps import StartEgress
from sandbox.ports import Ports

Say = Callable[[str], None]
# Prints when somebody listens at the port; the image has no other tool for it.
_ASK = f"i=0; until : 2>/dev/null </dev/tcp/127.0.0.1/{PROXY_PORT}; do i=$((i+1)); [ $i -gt 200 ] && exit 1; sleep 0.05; done"  # noqa: E501


def egress_image(ports: Ports) -> str:
    """Tagged with a content hash of its definition."""
    files = sorted(path for path in _definition(ports).rglob("*") if path.is_file())
    return f"sandbox-egress:{digest(f'{one.name}:{one.read_text()}' for one in files)}"


def _definition(ports: Ports) -> Path:
    return ports.files.resource("compose") / "egress"


def make_image(ports: Ports, say: Say) -> str:
    """Ours, built with the network open: nobody's code but ours runs in it."""
    image = egress_image(ports)
    with ports.locks.hold("egress", seconds=600, doing="making the proxy"):
        if ports.engine.image(image) is None:
            say("building the proxy (once)")
            labels = {"sandbox.role": "egress-image"}
            ports.engine.build(image, _definition(ports), "Dockerfile", labels=labels, on_line=say)
    return image


def start_egress(step: StartEgress, ports: Ports, say: Say) -> None:
    """A new one in place of what is there; the app's open connections through it end."""
    make_image(ports, say)
    ports.engine.remove(step.container.name)
    start_proxy(step.container, ports, production=_production(step.container))


def _production(spec: ContainerSpec) -> list[str]:
    return dict(spec.env)["PRODUCTION_NAMES"].split()


@contextmanager
def job_way_out(stack: Stack, network: str, ports: Ports, say: Say) -> Iterator[None]:
    """What the app may reach is reached from a network of jobs too, while they run there."""
    if stack.egress is None:
        yield
        return
    name, role = stack.name, "job-proxy"
    outer = name.build_network
    spec = replace(
        stack.egress,
        name=name.container(role),
        role=role,
        network=network,
        outer=outer,
        restart=False,
        labels=tuple(sorted(name.labels(role).items())),
    )
    make_image(ports, say)
    try:
        ports.engine.remove(spec.name)
        start_proxy(spec, ports, production=_production(spec))
        yield
    finally:
        ports.engine.remove(spec.name)
        ports.engine.remove_network(outer)


def start_proxy(spec: ContainerSpec, ports: Ports, *, production: Iterable[str]) -> None:
    """Created with its network outside, started, and waited for. Raises WorkFailed."""
    engine = ports.engine
    outer = spec.outer or str(spec.network)
    labels = dict(spec.labels) | {"sandbox.role": "outside" if spec.role == ROLE else "job"}
    engine.create_way_out(outer, labels)
    seen = {number for name in production for number in ports.databases.numbers(name)}
    seen |= set(ports.machine.addresses())
    env = (*spec.env, ("SEEN_ADDRESSES", " ".join(sorted(seen))))
    engine.create(replace(spec, env=env))
    if spec.outer:
        engine.connect(spec.outer, spec.name, ())
    engine.start(spec.name)
    _await(spec, ports)


def _await(spec: ContainerSpec, ports: Ports) -> None:
    if ports.engine.execute(spec.name, ("bash", "-c", _ASK)).code:
        said = tail(ports.engine.logs(spec.name, lines=20), 10)
        raise errors.WorkFailed("the proxy did not start", "run `sandbox up` again", detail=said)
