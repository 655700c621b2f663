"""Implements `sandbox.ports.Sources`."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from sandbox.adapters.sources import apt, npm, pip
from sandbox.adapters.sources.dockerclient import proxies as dockers
from sandbox.model.builds.sources import entry_of
from sandbox.model.outside.squid import ParentProxy
from sandbox.ports import Mirrors

PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
PROXY_PORT = 3128  # where the variable names none


class MachineSources:
    """Of the machine that the command runs on."""

    def mirrors(self) -> Mirrors:
        urls = [*pip.urls(), *npm.urls(), *apt.urls()]
        hosts = dict.fromkeys(found for one in urls if (found := entry_of(one)))
        return Mirrors(hosts=tuple(hosts), variables=pip.variables() | npm.variables())

    def parent_proxy(self) -> ParentProxy | None:
        named = (os.environ.get(name) for name in PROXIES)
        return next((found for one in (*named, *dockers()) if (found := _proxy_of(one))), None)


def _proxy_of(address: str | None) -> ParentProxy | None:
    """None for what is no address of a web proxy."""
    if not address:
        return None
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        port = parts.port or PROXY_PORT
    except ValueError:
        return None
    if not parts.hostname or parts.scheme not in ("http", "https"):
        return None
    return ParentProxy(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
