"""What is never touched: the servers that sandbox.toml names as production's."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sandbox.effects.bases import refuse_image
from sandbox.errors import Refused, UsageError
from sandbox.model.builds.baseimages import refusal
from sandbox.model.outside.egress import ways_of
from sandbox.model.outside.production import names_of, production_of
from sandbox.model.settings.configuration import (
    CONFIGURATION_FILE,
    Configuration,
    parse_configuration,
)
from sandbox.model.settings.spec import AppSpec
from sandbox.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The sandbox.toml of the folder one stands in, or above. folder: where it is, if anywhere."""

    configuration: Configuration
    folder: Path | None


def settings_here(here: Path, ports: Ports) -> Settings:
    """Raises UsageError where it cannot be read."""
    for folder in (here, *here.parents):
        path = folder / CONFIGURATION_FILE
        if not os.path.lexists(path):
            continue
        try:
            text = ports.files.read_text(folder, CONFIGURATION_FILE, errors="strict")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} cannot be read: {error}", "mend that file") from error
        if text is None:
            raise UsageError(
                f"{path} cannot be read: it is no plain file, or has more than a megabyte",
                "put the file itself there, not a link to it",
            )
        return Settings(configuration=parse_configuration(text), folder=folder)
    return Settings(configuration=Configuration(), folder=None)


def refuse_production(address: str, hosts: Sequence[str], ports: Ports) -> None:
    """Raises Refused where the address leads to one of the hosts, by whatever name."""
    if not hosts:
        return
    for target in ports.databases.hosts(address):
        numbers = ports.databases.numbers(target)
        found = production_of(target, hosts, numbers) or _same_server(numbers, hosts, ports)
        if found:
            raise Refused(
                f"{found} is production: sandbox.toml says so under [production]",
                "made-up data belongs in a database of your own",
                kept="Nothing was read or changed.",
            )


def _same_server(numbers: Set[str], hosts: Sequence[str], ports: Ports) -> str | None:
    """The production name that leads to one of these addresses today."""
    named = (one for one in names_of(hosts) if "*" not in one)
    return next((one for one in named if numbers & ports.databases.numbers(one)), None)


def refuse_ways_to_production(spec: AppSpec, ports: Ports) -> None:
    """Raises Refused where something that may be reached, or built on, is production today.

    The proxy judges each request again; this says it before anything is started.
    """
    _refuse_images(spec, ports)
    outside = spec.outside
    if not outside.production:
        return
    ways = [one for one in ways_of((*outside.allow, *outside.build)) if not one.beneath]
    names = [one for one in names_of(outside.production) if "*" not in one]
    asked = list(dict.fromkeys([*names, *(one.host for one in ways)]))
    with ThreadPoolExecutor(max_workers=8) as pool:
        numbers = dict(zip(asked, pool.map(ports.databases.numbers, asked), strict=True))
    for way in ways:
        found = production_of(way.host, outside.production, numbers[way.host])
        same = (name for name in names if numbers[name] & numbers[way.host])
        found = found or next(same, None)
        if found:
            raise Refused(
                f"{way} leads to production ({found} in sandbox.toml), so it is never let through",
                "take it out of [egress] or [build] allow in sandbox.toml",
            )


def _refuse_images(spec: AppSpec, ports: Ports) -> None:
    """Docker itself asks a registry, and reads any image that it has."""
    mirrors = dict(spec.images)
    for image in (*spec.bases, spec.database.image):
        for one in dict.fromkeys((image, mirrors.get(image, image))):
            why = refusal(one, spec.outside.images)
            if why:
                raise Refused(
                    f"{why.what} cannot be used here ({one})",
                    "name another image in the Dockerfile or in sandbox.toml; an image of a "
                    "company's registry counts once the maintainers have it under [images]",
                )
        refuse_image(image, mirrors.get(image, image), spec.outside, ports)
