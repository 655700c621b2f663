"""The images that an app is made on: where they are from, and what they bring along."""

from __future__ import annotations

from collections.abc import Callable

from sandbox import errors
from sandbox.model.builds.builderlines import NotHeld, Used, refuse_triggers
from sandbox.model.builds.origins import is_anybodys, leads_inside, registry_of
from sandbox.model.outside.production import names_of, production_of
from sandbox.model.settings.spec import Outside
from sandbox.ports import Ports

NAMED = "its maintainers name it in sandbox.toml, under [images]"


def refuse_image(image: str, source: str, outside: Outside, ports: Ports) -> None:
    """source: where it would be fetched from. Raises Refused.

    Docker itself asks the registry, past every proxy, and reads any image that it has.
    """
    found = ports.engine.base_image(image)
    if found is None:
        _refuse_registry(source, outside, ports)
    elif image not in outside.images and is_anybodys(image, found):
        raise errors.Refused(
            f"the image {image} was made on this machine, by somebody, and cannot be used here",
            f"name an image of a registry in its place; where the app needs this one, {NAMED}",
        )


def _refuse_registry(source: str, outside: Outside, ports: Ports) -> None:
    host = registry_of(source)
    if not host:
        return
    numbers = ports.databases.numbers(host)
    production = _production(host, numbers, outside, ports)
    if production:
        raise errors.Refused(
            f"the image {source} cannot be fetched: {host} is production "
            f"({production} in sandbox.toml)",
            "ask a developer of the app for another place to fetch it from",
        )
    if source not in outside.images and leads_inside(numbers, ports.machine.addresses()):
        raise errors.Refused(
            f"the image {source} cannot be fetched: {host} leads to an address inside this network",
            f"name another image in the Dockerfile; where that is the company's registry, {NAMED}",
        )


def _production(host: str, numbers: frozenset[str], outside: Outside, ports: Ports) -> str | None:
    """The entry of sandbox.toml by which it is, by its name or by where that leads."""
    found = production_of(host, outside.production, numbers)
    named = (one for one in names_of(outside.production) if "*" not in one)
    same = (one for one in named if numbers and ports.databases.numbers(one) & numbers)
    return found or next(same, None)


def bring_bases(
    used: tuple[Used, ...],
    outside: Outside,
    ports: Ports,
    say: Callable[[str], None],
    *,
    held: bool,
) -> bool:
    """Judged, there, and what they have done in a build read as lines of it.

    Whether any of those runs something. Raises Refused, ImageUnavailable, NotHeld.
    """
    runs = False
    for one in used:
        refuse_image(one.image, one.image, outside, ports)
        found = ports.engine.base_image(one.image)
        if found is None:
            ports.engine.pull(one.image, one.image, say)
            found = ports.engine.base_image(one.image)
        if one.built_on and found is not None and found.triggers:
            try:
                runs = refuse_triggers(found.triggers, held=held) or runs
            except NotHeld as error:
                what = f"the image {one.image}, which has ONBUILD lines with {error.what},"
                raise NotHeld(one.line, what, ever=error.ever) from error
    return runs
