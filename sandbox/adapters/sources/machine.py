"""Implements `sandbox.ports.Sources`."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from sandbox.adapters.sources import apt, npm, pip
from sandbox.ports import Mirrors

PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
PROXY_PORT = 3128  # where the variable names none
DEFAULT_PORTS = {"http": 80, "https": 443}


class MachineSources:
    """Of the machine that the command runs on."""

    def mirrors(self) -> Mirrors:
        urls = [*pip.urls(), *npm.urls(), *apt.urls()]
        hosts = dict.fromkeys(found for one in urls if (found := host_of(one)))
        return Mirrors(hosts=tuple(hosts), variables=pip.variables() | npm.variables())

    def parent_proxy(self) -> tuple[str, int] | None:
        for name in PROXIES:
            value = os.environ.get(name)
            if value:
                parts = urlsplit(value if "://" in value else f"http://{value}")
                if parts.hostname:
                    return parts.hostname, parts.port or PROXY_PORT
        return None


def host_of(url: str) -> str | None:
    """ "HOST:PORT" of a web address; None for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}"
