"""Building the app's image: its code runs, and reaches package mirrors only.

What a RUN does happens in the network of a container that has nothing but its own loopback. There
listens a door, which leads through a file to the proxy, in another container with a way out. No
frame, no name and no address leads past it, on any engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sandbox import errors
from sandbox.effects.bases import bring_bases
from sandbox.effects.egress import make_image, start_proxy
from sandbox.model.builds.builderlines import NotHeld, refuse_tricks
from sandbox.model.builds.buildway import DOOR, PROXY, build_policy, door_of, proxy_of
from sandbox.model.builds.certificates import with_arguments
from sandbox.model.builds.plainbuild import plain_build
from sandbox.model.builds.sources import apt_fields, apt_lines, entry_of
from sandbox.model.outside.egress import last_refused, passages, proxy_variables
from sandbox.model.outside.production import names_of, production_of
from sandbox.model.stack import NOBODY
from sandbox.model.steps import BuildImage
from sandbox.ports import Mirrors, Ports

Say = Callable[[str], None]
LOG_LINES = 2000
OPEN = '[build] network = "open"'


def build_image(step: BuildImage, ports: Ports, say: Say) -> None:
    """Raises BuildFailed, or Refused where the build cannot be held."""
    context, labels = Path(step.context), dict(step.labels)
    text = ports.files.read_text(context, step.dockerfile)
    if text is None:
        raise errors.BuildFailed(
            f"the app's {step.dockerfile} is gone, a link, or larger than a megabyte",
            "put the file itself there, then run `sandbox up` again",
        )
    images = step.outside.images
    if step.outside.build_open:
        try:
            used = refuse_tricks(text, images=images, held=False)
            bring_bases(used, step.outside, ports, say, held=False)
        except NotHeld as error:
            raise _cannot(step, error) from error
        _refuse_password(ports)
        ports.engine.build(
            step.tag,
            context,
            step.dockerfile,
            labels=labels,
            on_line=say,
            text=text,
            limits=step.limits,
        )
        return
    try:
        build = plain_build(text, images)
        brought = bring_bases(build.images, step.outside, ports, say, held=True)
        build.runs = build.runs or brought
    except NotHeld as error:
        raise _cannot(step, error) from error
    if not build.runs:
        ports.engine.build_held(
            step.tag,
            context,
            build,
            labels=labels,
            network="none",
            arguments={},
            limits=step.limits,
            on_line=say,
        )
        return
    with _door(step, ports, say) as (door, mirrors):
        build.text = with_arguments(build.text, mirrors.variables)
        arguments = proxy_variables(NOBODY) | dict(mirrors.variables)
        ports.engine.build_held(
            step.tag,
            context,
            build,
            labels=labels,
            network=f"container:{door}",
            arguments=arguments,
            limits=step.limits,
            on_line=say,
        )


def _refuse_password(ports: Ports) -> None:
    """An open build is told of the machine's proxy itself, and might keep what it is told."""
    parent = ports.sources.parent_proxy()
    if parent is not None and parent.password:
        raise errors.Refused(
            f"this machine's proxy, {parent.host}, wants a password, which an open build of the "
            "app would see and could keep in its image",
            f"take {OPEN} out of sandbox.toml, where the build can do without it; or name a proxy "
            "without a password for builds (HTTPS_PROXY, or `proxies` in Docker's settings)",
        )


def _cannot(step: BuildImage, error: NotHeld) -> errors.Refused:
    if error.ever:
        return errors.Refused(
            f"the app's {step.dockerfile}, line {error.line}: {error.what} cannot be built here, "
            "since it could reach another sandbox",
            "ask a developer of the app to write that line otherwise, plainly",
        )
    return errors.Refused(
        f"the app's {step.dockerfile}, line {error.line}: {error.what} cannot be built here "
        "without reaching more than package mirrors",
        "ask a developer of the app to write that line otherwise; or, where its build may reach "
        f"whatever this machine can, its maintainers say so in sandbox.toml: {OPEN}",
    )


@contextmanager
def _door(step: BuildImage, ports: Ports, say: Say) -> Iterator[tuple[str, Mirrors]]:
    """The name of the container whose network the build is to use, while there is one."""
    engine, name = ports.engine, step.name
    image = make_image(ports, say)
    door = door_of(name, image)
    mirrors = ports.sources.mirrors()
    _clear(step, ports)
    try:
        engine.create_volume(name.build_volume, name.labels(DOOR))
        engine.create(door)
        mirrors = replace(mirrors, hosts=(*mirrors.hosts, *_of_image(door.name, ports)))
        _start_proxy(step, image, mirrors, ports)
        engine.start(door.name)
        yield door.name, mirrors
    except errors.BuildFailed as error:
        raise _explained(error, step, ports) from error
    finally:
        _clear(step, ports)


def _clear(step: BuildImage, ports: Ports) -> None:
    name = step.name
    for role in (DOOR, PROXY):
        ports.engine.remove(name.container(role))
    ports.engine.remove_network(name.build_network)
    ports.engine.remove_volume(name.build_volume)


def _of_image(container: str, ports: Ports) -> tuple[str, ...]:
    """The mirrors that the image of our own names: a Debian's, on a machine that is none."""
    found: list[str] = []
    for path, read in (
        ("/etc/apt/sources.list", apt_lines),
        ("/etc/apt/sources.list.d/debian.sources", apt_fields),
    ):
        content = ports.engine.get_file(container, path)
        found += read(content.decode(errors="replace")) if content else []
    return tuple(entry for url in found if (entry := entry_of(url)))


def _start_proxy(step: BuildImage, image: str, mirrors: Mirrors, ports: Ports) -> None:
    outside = step.outside
    policy = build_policy(outside, mirrors.hosts, ports.sources.parent_proxy())
    spec = proxy_of(step.name, image, policy, resolver=outside.resolver)
    ours = {
        number
        for way in policy.mirrors
        for number in ports.databases.numbers(way.host)
        if number not in ports.machine.addresses() and not production_of(number, outside.production)
    }
    spec = replace(spec, env=(*spec.env, ("OUR_ADDRESSES", " ".join(sorted(ours)))))
    names = [one for one in names_of(outside.production) if "*" not in one]
    start_proxy(spec, ports, production=names)


def _explained(error: errors.BuildFailed, step: BuildImage, ports: Ports) -> errors.BuildFailed:
    """Where the build was held back from something, that is the likeliest cause."""
    said = ports.engine.logs(step.name.container(PROXY), lines=LOG_LINES)
    refused = [one.split(" ")[0] for one in last_refused(passages(said))]
    if refused:
        named = ", ".join(f'"{one}"' for one in refused)
        error.hint = (
            f"the build may not reach {', '.join(refused)}; if it has to, the app's maintainers "
            f"name it in sandbox.toml: [build] allow = [{named}]"
        )
    return error
