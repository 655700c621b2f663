"""Which images an app may be built on: Docker itself asks their registries, past every proxy."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9\[][\w./:@\[\]-]*")
# Docker takes the beginning of an image's identity for its name.
_IDENTITY = re.compile(r"(sha256:)?[0-9a-f]+|sha256:.*")
_PRIVATE = re.compile(
    r"(?i)(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|test|arpa)\.?$"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """ever: no word of the maintainers' lets it through either."""

    what: str
    ever: bool


def refusal(image: str, reviewed: Collection[str]) -> Refusal | None:
    """reviewed: the images, and where they are had from, that the app's maintainers name."""
    if not _PLAIN.fullmatch(image) or _IDENTITY.fullmatch(image):
        return Refusal(f"the image {image or 'without a name'}, which may be anybody's,", ever=True)
    if any(part.lower().startswith("sandbox-") for part in image.split("/")):
        return Refusal(f"the image {image} of a sandbox", ever=True)
    if image not in reviewed and is_near(image):
        return Refusal(
            f"an image of the registry {image.partition('/')[0]}, which the maintainers do not name"
            " under [images],",
            ever=False,
        )
    return None


def is_near(image: str) -> bool:
    """Whether its registry may be this machine, or one of its neighbours."""
    first, slash, _ = image.partition("/")
    named = slash and (re.search(r"[.:]", first) or first.lower() != first or first == "localhost")
    if not named:
        return False
    host, colon, port = first.rpartition(":") if re.search(r":\d*$", first) else (first, "", "")
    if (colon and port != "443") or "." not in host.rstrip(".") or _PRIVATE.search(host):
        return True
    return _is_address(host)


def _is_address(host: str) -> bool:
    """In one of the ways of writing them: 127.1 and 0x7f.1 too."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "[" in host or bool(re.search(r"(?i)(^|\.)(\d+|0x[0-9a-f]*)\.?$", host))
    return True
