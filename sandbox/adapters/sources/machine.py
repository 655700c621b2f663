"""Implements `sandbox.ports.Sources`."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from sandbox.adapters.sources import apt, npm, pip
from sandbox.model.builds.sources import entry_of
from sandbox.ports import Mirrors

PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
PROXY_PORT = 3128  # where the variable names none


class MachineSources:
    """Of the machine that the command runs on."""

    def mirrors(self) -> Mirrors:
        urls = [*pip.urls(), *npm.urls(), *apt.urls()]
        hosts = dict.fromkeys(found for one in urls if (found := entry_of(one)))
        return Mirrors(hosts=tuple(hosts), variables=pip.variables() | npm.variables())

    def parent_proxy(self) -> tuple[str, int] | None:
        for name in PROXIES:
            value = os.environ.get(name)
            if value:
                parts = urlsplit(value if "://" in value else f"http://{value}")
                if parts.hostname:
                    return parts.hostname, parts.port or PROXY_PORT
        return None
