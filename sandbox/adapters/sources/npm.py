"""Where npm fetches from on this machine, as npm itself says."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from urllib.parse import urlsplit


def urls() -> list[str]:
    found = _registry()
    return [found] if found else []


def variables() -> dict[str, str]:
    """Nothing where a password stands in the address."""
    found = _registry()
    return {"NPM_CONFIG_REGISTRY": found} if found and not urlsplit(found).password else {}


@functools.cache
def _registry() -> str:
    named = os.environ.get("NPM_CONFIG_REGISTRY") or os.environ.get("npm_config_registry")  # noqa: SIM112
    npm = shutil.which("npm")
    if named or npm is None:
        return named or ""
    try:
        run = subprocess.run(
            [npm, "config", "get", "registry"],
            cwd="/",
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
