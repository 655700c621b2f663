"""The proxy in the person's own settings of Docker's client."""

from __future__ import annotations

import json
import os
from pathlib import Path


def proxies() -> list[str]:
    """Their addresses, that for TLS first; none where nothing can be read."""
    folder = os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker"
    try:
        settings = json.loads((Path(folder) / "config.json").read_text())
        named = settings["proxies"]["default"]
        return [str(named[key]) for key in ("httpsProxy", "httpProxy") if named.get(key)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError):
        return []
